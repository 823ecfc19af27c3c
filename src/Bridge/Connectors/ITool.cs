using System.Collections.Immutable;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Connectors;

/// <summary>
/// One connection to one tool: all that the bridge asks of Freshdesk, Jira or ClickUp. Expected failures come back as
/// values; nothing here decides what should be written. Thread safe.
/// </summary>
public interface ITool
{
    /// <summary>The connection's name in the settings.</summary>
    string Name { get; }

    ToolKind Kind { get; }

    Side Side { get; }

    /// <summary>What of the connection's budget is used.</summary>
    BudgetView Budget { get; }

    /// <summary>
    /// Resolves the statuses, fields, options and containers that a process names against the live account, and keeps what
    /// it found for reading and writing. An empty list of problems means that all is there. Repeatable: a second call for
    /// the same process replaces the first.
    /// </summary>
    Task<Binding> BindAsync(ProcessMapping process, CancellationToken cancel);

    /// <summary>
    /// Looks closer at a process that is bound: permissions, and the ways of the workflow. It only reads, but more than a
    /// start should, so it is asked for by a person. A tool that can say nothing more has no problems.
    /// </summary>
    Task<Binding> InspectAsync(ProcessMapping process, CancellationToken cancel) =>
        Task.FromResult(new Binding([], null));

    /// <summary>
    /// One cheap call by which the tool shows whether it knows the key: null when it does, else why not. What stands in its
    /// way for a while (no answer, too many calls) says nothing of the key.
    /// </summary>
    Task<Failure?> ProbeAsync(CancellationToken cancel) => Task.FromResult<Failure?>(null);

    /// <summary>
    /// Reads a ticket or item with all fields that bound processes name. Deleted, spam and missing ones come back as a
    /// snapshot with that <see cref="Presence"/>.
    /// </summary>
    Task<ReadResult> ReadAsync(string id, CancellationToken cancel);

    /// <summary>Executes an effect once. It never retries a write by itself.</summary>
    /// <param name="targetId">The ticket or item to write to; empty when the effect makes the item.</param>
    Task<Outcome> ExecuteAsync(Effect effect, string targetId, CancellationToken cancel);

    /// <summary>Looks whether an effect whose answer was lost has been done.</summary>
    /// <param name="startedAt">When its first attempt began, by the bridge's clock.</param>
    /// <param name="claimed">Ids of comments, notes and replies that are known to be of other effects.</param>
    Task<Found> FindAsync(
        Effect effect,
        string targetId,
        DateTimeOffset startedAt,
        IReadOnlySet<string> claimed,
        CancellationToken cancel
    );

    /// <summary>
    /// Opens a file of a ticket or item for reading. When its address has expired, the connector asks the tool for a fresh
    /// one; when there is no such file any more, the failure's kind is <see cref="FailureKind.Missing"/>.
    /// </summary>
    /// <param name="atMost">Reading more bytes than this breaks off with an <see cref="IOException"/>.</param>
    Task<Opened> OpenAsync(string ownerId, FileRef file, long atMost, CancellationToken cancel) =>
        Task.FromResult<Opened>(new Opened.Failed(new Failure(FailureKind.Refused, $"{this.Name} keeps no files")));

    /// <summary>Adds a file to a ticket or item once, as it streams in. It never retries by itself.</summary>
    Task<Outcome> AttachAsync(Effect.Attach effect, string targetId, OpenFile file, CancellationToken cancel) =>
        Task.FromResult<Outcome>(new Outcome.Failed(new Failure(FailureKind.Refused, $"{this.Name} keeps no files")));

    /// <summary>Published articles of the knowledge base by these words, the best first; a tracker has none.</summary>
    Task<Searched> SearchAsync(string words, int atMost, CancellationToken cancel) =>
        Task.FromResult<Searched>(new Searched.Articles([]));

    /// <summary>
    /// What changed since the watermark, inclusive and with overlap: the backstop of lost webhooks. The watermark is opaque
    /// text made by the connector; null starts now less a short overlap.
    /// </summary>
    Task<Changes> ChangedAsync(string? watermark, CancellationToken cancel);

    /// <summary>The watermark by which <see cref="ChangedAsync"/> tells all that changed since a moment; null: there is none.</summary>
    string? WatermarkOf(DateTimeOffset since) => null;

    /// <summary>What the tool's clock shows at a moment of the bridge's, by the answers of late.</summary>
    DateTimeOffset ClockAt(DateTimeOffset ours) => ours;

    /// <summary>Whether a webhook is authentic, by its headers and raw bytes. Pure.</summary>
    SignatureVerdict Verify(WebhookRequest request);

    /// <summary>What an authentic webhook says to look at. Pure; never throws, whatever the bytes.</summary>
    WebhookReading Understand(WebhookRequest request);
}

/// <summary>What binding a process to the live account found. Failure is null when the account could be asked.</summary>
public sealed record Binding(ImmutableArray<BindingProblem> Problems, Failure? Failure);

/// <summary>A status, field, option or container that the live account does not have. Message names the near ones and the cure.</summary>
public sealed record BindingProblem(string Message);

/// <summary>A snapshot, or why there is none. The set is closed.</summary>
public abstract record ReadResult
{
    private ReadResult() { }

    public sealed record Got(Snapshot Snapshot) : ReadResult;

    public sealed record Failed(Failure Failure) : ReadResult;
}

/// <summary>Signals of what changed, and the watermark to ask with next; Failure is null when all pages were read.</summary>
public sealed record Changes(ImmutableArray<Signal> Signals, string? Watermark, Failure? Failure);

/// <summary>A webhook as it arrived.</summary>
/// <param name="Headers">By lower-case name; several values joined by commas.</param>
public sealed record WebhookRequest(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body);

public enum SignatureVerdict
{
    Authentic,

    /// <summary>The request carries no secret or signature.</summary>
    Missing,

    /// <summary>It carries a wrong one.</summary>
    Wrong,

    /// <summary>No webhook secret is configured for the connection: nothing can be trusted.</summary>
    NotConfigured,
}

/// <summary>What a webhook says. The set is closed.</summary>
public abstract record WebhookReading
{
    private WebhookReading() { }

    /// <summary>Look at these (none: understood, and nothing that concerns a ticket or item).</summary>
    public sealed record Understood(ImmutableArray<Signal> Signals) : WebhookReading
    {
        /// <summary>What it says that no read will, to be kept beside the signals.</summary>
        public ImmutableArray<WebhookFact> Facts { get; init; } = [];

        /// <summary>
        /// One text for each change that it tells of: a delivery whose changes were all told before says nothing new. Empty:
        /// it always counts.
        /// </summary>
        public ImmutableArray<string> Keys { get; init; } = [];
    }

    /// <summary>Authentic, but nobody knows what it means: kept in quarantine with this reason.</summary>
    public sealed record NotUnderstood(string Reason) : WebhookReading;
}
