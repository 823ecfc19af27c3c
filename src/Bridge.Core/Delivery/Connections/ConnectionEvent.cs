namespace Bridge.Core.Delivery.Connections;

/// <summary>What was seen of a connection. The set is closed.</summary>
public abstract record ConnectionEvent
{
    private ConnectionEvent() { }

    /// <summary>A call was answered as calls are, also with a refusal.</summary>
    public sealed record Answered : ConnectionEvent;

    /// <summary>A call was refused for its key: perhaps the key is dead, perhaps it may not do that one thing.</summary>
    public sealed record KeyRefused : ConnectionEvent;

    /// <summary>A call got no answer, or one that says that the tool is in trouble.</summary>
    public sealed record Failed : ConnectionEvent;

    /// <summary>A probe was answered: the key works.</summary>
    public sealed record ProbedWell : ConnectionEvent;

    /// <summary>A probe was refused.</summary>
    /// <param name="Chance">From 0 to 1: where in its span the next probe lies.</param>
    public sealed record ProbedDead(string Words, double Chance) : ConnectionEvent;

    /// <summary>A probe got no answer, or one that says that the tool is in trouble.</summary>
    /// <param name="Chance">From 0 to 1: where in its span the next probe lies.</param>
    public sealed record ProbedAway(string Words, double Chance) : ConnectionEvent;

    /// <summary>A probe says nothing of the key: the tool asked to wait.</summary>
    /// <param name="Chance">From 0 to 1: where in its span the next probe lies.</param>
    public sealed record ProbedUnclear(double Chance) : ConnectionEvent;

    /// <summary>A person, or a renewed secret, asks for a probe at once.</summary>
    public sealed record Asked : ConnectionEvent;

    /// <summary>What the nodes share says so: paused, or (null) not.</summary>
    public sealed record Told(ConnectionPause? Pause) : ConnectionEvent;
}
