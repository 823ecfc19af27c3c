using Bridge.Connectors;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Work;

/// <summary>What a look at both sides came to: one of the two.</summary>
/// <param name="Problem">Which side cannot be read, and why.</param>
public sealed record FreshPlan(Plan? Plan, string? Problem);

/// <summary>Reads both sides of a case anew and asks the reconciler what it would do. Carries nothing out and stores nothing.</summary>
public sealed class FreshLook(ToolSet tools, TimeProvider time, AnswerLinks? links = null)
{
    /// <summary>Reads both sides and plans.</summary>
    /// <param name="process">The case's own, bound to its accounts.</param>
    public async Task<FreshPlan> PlanAsync(ProcessMapping process, Case value, CancellationToken cancel)
    {
        var (ticket, trouble) = await this.ReadAsync(value.Helpdesk, value.TicketId, cancel);
        if (ticket is null)
        {
            return new FreshPlan(null, trouble);
        }

        Snapshot? item = null;
        if (value.Item is { } link)
        {
            (item, trouble) = await this.ReadAsync(link.Connection, link.Id, cancel);
            if (item is null)
            {
                return new FreshPlan(null, trouble);
            }
        }

        var observed = new Observation(ticket, item, true, item is not null);
        return new FreshPlan(Reconciler.Plan(process, value, observed, time.GetUtcNow(), links), null);
    }

    private async Task<(Snapshot? Snapshot, string? Trouble)> ReadAsync(
        string connection,
        string id,
        CancellationToken cancel
    ) =>
        tools.Find(connection) is not { } tool
            ? (null, $"the connection '{connection}' is not in the settings")
            : await tool.ReadAsync(id, cancel) switch
            {
                ReadResult.Got got => (got.Snapshot, null),
                ReadResult.Failed failed => (null, $"{connection} cannot be read: {failed.Failure.Message}"),
                var other => throw new InvalidOperationException($"not a known answer: {other}"),
            };
}
