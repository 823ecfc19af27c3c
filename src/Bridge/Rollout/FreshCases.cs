using System.Collections.Immutable;
using Bridge.Connectors;
using Bridge.Mappings;
using Bridge.Settings;
using Bridge.Work;

namespace Bridge.Rollout;

/// <summary>
/// Reads cases anew from their tools for a comparison, within the tools' budgets. It writes nothing. A side that cannot be
/// read counts as last seen.
/// </summary>
internal sealed class FreshCases : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly ToolSet tools;
    private long unread;

    private FreshCases(ServiceProvider services, ToolSet tools, TimeProvider time, ImmutableArray<string> problems)
    {
        this.Look = new FreshLook(tools, time);
        this.services = services;
        this.tools = tools;
        this.Problems = problems;
    }

    /// <summary>What the accounts lack for the edited files; empty: nothing.</summary>
    public ImmutableArray<string> Problems { get; }

    /// <summary>Plans for single cases by what their tools show now.</summary>
    public FreshLook Look { get; }

    /// <summary>Sides that could not be read.</summary>
    public long Unread => Interlocked.Read(ref this.unread);

    /// <summary>Connects to the tools of the settings and binds the edited processes.</summary>
    public static async Task<FreshCases> OpenAsync(
        BridgeOptions options,
        MappingSet? before,
        MappingSet edited,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        var provider = new ServiceCollection().AddLogging().AddSingleton(time).BuildServiceProvider();
        var connected = new ToolSet(options.Connections.Select(c => ToolFactory.Create(c.Key, c.Value, provider)));
        using var processes = new Processes(connected);
        var gone = (before?.Processes ?? []).Where(old => edited.Processes.All(p => p.Name != old.Name));
        await processes.GoLiveAsync(edited.Processes.Concat(gone), cancel);
        return new FreshCases(provider, connected, time, [.. processes.All.SelectMany(p => p.Problems)]);
    }

    /// <summary>The case with both sides as they stand now.</summary>
    public async ValueTask<SeenCase> ReadAsync(SeenCase stored, CancellationToken cancel)
    {
        var ticket = await this.ReadAsync(stored.Case.Helpdesk, stored.Case.TicketId, cancel);
        var item = stored.Case.Item is { } link ? await this.ReadAsync(link.Connection, link.Id, cancel) : null;
        return stored with { Ticket = ticket ?? stored.Ticket, Item = item ?? stored.Item };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var tool in this.tools.All.OfType<IDisposable>())
        {
            tool.Dispose();
        }

        await this.services.DisposeAsync();
    }

    private async Task<Core.Model.Snapshot?> ReadAsync(string connection, string id, CancellationToken cancel)
    {
        if (
            this.tools.Find(connection) is { } tool
            && await tool.ReadAsync(id, cancel) is ReadResult.Got { Snapshot: var snapshot }
        )
        {
            return snapshot with { Comments = [], Files = [] };
        }

        Interlocked.Increment(ref this.unread);
        return null;
    }
}
