namespace Bridge.Sandbox.Hosting;

/// <summary>What goes wrong with one API call. The set is closed.</summary>
public abstract record Fault
{
    private Fault() { }

    /// <summary>The call works, after a delay.</summary>
    public sealed record Slow(TimeSpan Delay) : Fault;

    /// <summary>The call is not executed; this answer comes instead. Body null means an empty one.</summary>
    public sealed record Answer(
        int Status,
        string? Body = null,
        string ContentType = "application/json",
        TimeSpan? RetryAfter = null
    ) : Fault;

    /// <summary>The connection breaks before the call is executed.</summary>
    public sealed record CutBefore : Fault;

    /// <summary>The call is executed, then the connection breaks: the caller cannot know.</summary>
    public sealed record CutAfter : Fault;

    /// <summary>The call is executed, and the answer stops in the middle of its body.</summary>
    public sealed record HalfBody : Fault;

    /// <summary>The call is executed, and the answer does not come for this long.</summary>
    public sealed record Hang(TimeSpan Delay) : Fault;

    /// <summary>The call is executed only after this long, also when the caller no longer waits for it.</summary>
    public sealed record Late(TimeSpan Delay) : Fault;

    /// <summary>The call is executed, and something on the way puts this answer in the place of the tool's own.</summary>
    public sealed record Garbled(string ContentType, string Body, int Status = 200) : Fault;
}
