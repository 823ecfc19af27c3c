using Bridge.Connectors;
using Bridge.Core;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Simulation;
using Bridge.Settings;
using Npgsql;

namespace Bridge.Explaining;

/// <summary>What came of explaining a ticket of the live accounts: one of the two.</summary>
public sealed record LiveExplanation(Explanation? Explained, string? Problem);

/// <summary>Explains a ticket of the live accounts: reads the tools and the store, and writes to neither.</summary>
public sealed class LiveCase(BridgeOptions options, IReadOnlyList<ProcessMapping> processes, IServiceProvider services)
{
    private readonly ToolSet tools = new(options.Connections.Select(c => ToolFactory.Create(c.Key, c.Value, services)));

    /// <summary>Explains a ticket by its number, in the first helpdesk of the processes that has it.</summary>
    /// <param name="source">The bridge's database; null: there is none, and the ticket is taken for new.</param>
    public async Task<LiveExplanation> ExplainAsync(string ticketId, NpgsqlDataSource? source, CancellationToken cancel)
    {
        var problem = "No mapping file names a helpdesk connection that the settings have.";
        foreach (var helpdesk in processes.Select(p => p.Helpdesk).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (this.tools.Find(helpdesk) is not { } desk)
            {
                continue;
            }

            var stored = source is null ? null : await StoredAsync(source, helpdesk, ticketId, cancel);
            var value =
                stored
                ?? new Case
                {
                    Id = 0,
                    Helpdesk = helpdesk,
                    TicketId = ticketId,
                };
            var wanted = processes
                .Where(p => string.Equals(p.Helpdesk, helpdesk, StringComparison.OrdinalIgnoreCase))
                .Where(p => value.Process is null || p.Name == value.Process)
                .ToList();
            foreach (var process in wanted)
            {
                await desk.BindAsync(process, cancel);
            }

            var read = await desk.ReadAsync(ticketId, cancel);
            if (read is ReadResult.Failed failed)
            {
                problem = $"{helpdesk} cannot be read: {failed.Failure.Message}";
                continue;
            }

            var ticket = ((ReadResult.Got)read).Snapshot;
            if (stored is null && ticket.Presence != Presence.Present)
            {
                problem =
                    $"{helpdesk} has no ticket {ticketId} that can be read ({ticket.Presence.ToString().ToLowerInvariant()}).";
                continue;
            }

            if (wanted.Count == 0)
            {
                return new LiveExplanation(null, $"No mapping file has the process '{value.Process}' any more.");
            }

            var (item, trouble) = await this.ItemAsync(value, wanted, cancel);
            return trouble is null
                ? new LiveExplanation(Explainer.Of(wanted, value, ticket, item, TimeProvider.System.GetUtcNow()), null)
                : new LiveExplanation(null, trouble);
        }

        return new LiveExplanation(null, problem);
    }

    private async Task<(Snapshot? Item, string? Trouble)> ItemAsync(
        Case value,
        List<ProcessMapping> wanted,
        CancellationToken cancel
    )
    {
        if (value.Item is not { } link)
        {
            return (null, null);
        }

        if (this.tools.Find(link.Connection) is not { } tracker)
        {
            return (null, $"The settings have no connection '{link.Connection}', where {link.Key} is.");
        }

        foreach (var process in wanted)
        {
            await tracker.BindAsync(process, cancel);
        }

        return await tracker.ReadAsync(link.Id, cancel) switch
        {
            ReadResult.Got got => (got.Snapshot, null),
            ReadResult.Failed failed => (null, $"{link.Connection} cannot be read: {failed.Failure.Message}"),
            var other => throw new InvalidOperationException($"not a known answer: {other}"),
        };
    }

    private static async Task<Case?> StoredAsync(
        NpgsqlDataSource source,
        string helpdesk,
        string ticketId,
        CancellationToken cancel
    )
    {
        await using var command = source.CreateCommand(
            "select state from cases where helpdesk = @helpdesk and ticket_id = @ticket"
        );
        command.Parameters.Add(new NpgsqlParameter<string>("helpdesk", helpdesk));
        command.Parameters.Add(new NpgsqlParameter<string>("ticket", ticketId));
        return await command.ExecuteScalarAsync(cancel) is string state ? CaseJson.ReadCase(state) : null;
    }
}
