using Bridge.Connectors;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Tests.Web;

/// <summary>
/// An account that has whatever a process names, but for the problem of one project. The pages call no tool: everything else
/// is an error.
/// </summary>
internal sealed class QuietTool(string name, ToolKind kind, Side side, (string Project, string Why)? problem = null)
    : ITool
{
    public string Name => name;

    public ToolKind Kind => kind;

    public Side Side => side;

    public BudgetView Budget =>
        side == Side.Helpdesk ? new BudgetView(200, 158, 0, null) : new BudgetView(0, 0, 0, null);

    public Task<Binding> BindAsync(ProcessMapping process, CancellationToken cancel) =>
        Task.FromResult(
            new Binding(
                problem is (var project, var why) && process.Entry.Container == project
                    ? [new BindingProblem(why)]
                    : [],
                null
            )
        );

    public Task<ReadResult> ReadAsync(string id, CancellationToken cancel) => throw Unexpected();

    public Task<Outcome> ExecuteAsync(Effect effect, string targetId, CancellationToken cancel) => throw Unexpected();

    public Task<Found> FindAsync(
        Effect effect,
        string targetId,
        DateTimeOffset startedAt,
        IReadOnlySet<string> claimed,
        CancellationToken cancel
    ) => throw Unexpected();

    public Task<Changes> ChangedAsync(string? watermark, CancellationToken cancel) => throw Unexpected();

    public SignatureVerdict Verify(WebhookRequest request) => throw Unexpected();

    public WebhookReading Understand(WebhookRequest request) => throw Unexpected();

    private static InvalidOperationException Unexpected() => new("a page called a tool");
}
