using Bridge.Connectors;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Tests.Carrying;

/// <summary>A tool that has one file and takes one; asked for anything else, it fails the test.</summary>
internal sealed class FileTool(Func<IDisposable, Opened>? open = null) : ITool, IDisposable
{
    public FileTool(Opened failed)
        : this(_ => failed) { }

    public string Name => "desk";

    public ToolKind Kind => ToolKind.Freshdesk;

    public Side Side => Side.Helpdesk;

    public BudgetView Budget => throw new InvalidOperationException();

    /// <summary>What was given to it; null: nothing was.</summary>
    public byte[]? Taken { get; private set; }

    /// <summary>What it says to a file that it has taken; null: it keeps it.</summary>
    public Failure? Answers { get; init; }

    /// <summary>True once whoever read its file let the connection go.</summary>
    public bool IsLetGo { get; private set; }

    public void Dispose() => this.IsLetGo = true;

    public Task<Opened> OpenAsync(string ownerId, FileRef file, long atMost, CancellationToken cancel) =>
        Task.FromResult(open!(this));

    public async Task<Outcome> AttachAsync(
        Effect.Attach effect,
        string targetId,
        OpenFile file,
        CancellationToken cancel
    )
    {
        using var bytes = new MemoryStream();
        try
        {
            await file.Content.CopyToAsync(bytes, cancel);
        }
        catch (IOException e)
        {
            return new Outcome.Failed(new Failure(FailureKind.Unknown, e.Message));
        }

        this.Taken = bytes.ToArray();
        return this.Answers is { } failure
            ? new Outcome.Failed(failure)
            : new Outcome.Done(new Written { FileIds = ["9"] });
    }

    public Task<Binding> BindAsync(ProcessMapping process, CancellationToken cancel) =>
        throw new InvalidOperationException();

    public Task<ReadResult> ReadAsync(string id, CancellationToken cancel) => throw new InvalidOperationException();

    public Task<Outcome> ExecuteAsync(Effect effect, string targetId, CancellationToken cancel) =>
        throw new InvalidOperationException();

    public Task<Found> FindAsync(
        Effect effect,
        string targetId,
        DateTimeOffset startedAt,
        IReadOnlySet<string> claimed,
        CancellationToken cancel
    ) => throw new InvalidOperationException();

    public Task<Changes> ChangedAsync(string? watermark, CancellationToken cancel) =>
        throw new InvalidOperationException();

    public SignatureVerdict Verify(WebhookRequest request) => throw new InvalidOperationException();

    public WebhookReading Understand(WebhookRequest request) => throw new InvalidOperationException();
}
