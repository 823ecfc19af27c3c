using System.Collections.Immutable;

namespace Bridge.Core.Model;

/// <summary>The ETA that the customer was told (null: none), and a newer one that must stand for the settle time first.</summary>
public sealed record EtaKnowledge(DateOnly? Told, EtaCandidate? Candidate)
{
    private const int Kept = 50;

    /// <summary>What was told and when, oldest first: the first one and the newest ones.</summary>
    public ImmutableArray<EtaTold> History
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>The customer is told of a day (null: no longer known).</summary>
    public EtaKnowledge Tell(DateOnly? day, DateTimeOffset at) =>
        new(day, null)
        {
            History = [.. this.History.Take(1), .. this.History.Skip(1).TakeLast(Kept - 2), new EtaTold(day, at)],
        };
}

/// <summary>An ETA as it was told; a null day: that it is no longer known.</summary>
public sealed record EtaTold(DateOnly? Day, DateTimeOffset At);

/// <summary>An ETA (null: taken away) that differs from what was told, and since when.</summary>
public sealed record EtaCandidate(DateOnly? Day, DateTimeOffset Since)
{
    /// <summary>When it is its turn among the tickets of a shared item; null: not asked yet, or it waits for none.</summary>
    public DateTimeOffset? Turn { get; init; }
}
