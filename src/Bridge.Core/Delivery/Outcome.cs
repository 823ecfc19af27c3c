using System.Collections.Immutable;
using Bridge.Core.Model;

namespace Bridge.Core.Delivery;

/// <summary>How one attempt to execute an effect ended. The set is closed.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>It is done.</summary>
    public sealed record Done(Written Written) : Outcome;

    /// <summary>
    /// Some of an update is done (null: nothing of it), and the tool refused the rest, named in <paramref name="Failure"/>.
    /// </summary>
    /// <param name="RefusedFields">Mapping names of the refused fields; the rest of the update is done.</param>
    /// <param name="StatusRefused">True when the status was refused.</param>
    public sealed record Partly(Written Written, FieldBag RefusedFields, bool StatusRefused, Failure Failure) : Outcome;

    /// <summary>Nothing was done, or nobody knows: see <see cref="Failure.MayHaveHappened"/>.</summary>
    public sealed record Failed(Failure Failure) : Outcome;
}

/// <summary>What the tool said about a write.</summary>
public sealed record Written
{
    public static Written Nothing { get; } = new();

    /// <summary>Id of the comment, note or reply that was made.</summary>
    public string? CommentId { get; init; }

    /// <summary>Ids of the files that the write made: they are never carried back.</summary>
    public ImmutableArray<string> FileIds
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>The item that was made or found.</summary>
    public ItemRef? Item { get; init; }

    /// <summary>Where an agent opens the article that was made or found.</summary>
    public string? ArticleUrl { get; init; }

    /// <summary>
    /// The version (see <see cref="Snapshot.Version"/>) that this write itself produced, exactly as the tool said;
    /// null when it did not say.
    /// </summary>
    public long? Version { get; init; }

    /// <summary>The whole object after the write, when the tool's answer held it; saves a read.</summary>
    public Snapshot? After { get; init; }
}

/// <summary>What a look for an effect in doubt found. The set is closed.</summary>
public abstract record Found
{
    private Found() { }

    /// <summary>It was done.</summary>
    public sealed record Yes(Written Written) : Found;

    /// <summary>It was not done. A tool with a lagging search index says so only once the lag is over (see <see cref="NotYetKnown"/>).</summary>
    public sealed record No : Found;

    /// <summary>The tool cannot tell before <paramref name="Wait"/> is over: look again then.</summary>
    public sealed record NotYetKnown(TimeSpan Wait) : Found;

    /// <summary>The look itself failed.</summary>
    public sealed record Failed(Failure Failure) : Found;
}
