using Bridge.Sandbox.Hosting;

namespace Bridge.Demo;

/// <summary>The API calls that one tool saw: reads and writes of cases, and polls, which come by the clock.</summary>
internal sealed record ToolCalls(string Tool, int Reads, int Writes, int Polls);

/// <summary>Counts the API calls that the simulators saw.</summary>
internal sealed class ApiCalls(DemoWorld world)
{
    private readonly (string Tool, SandboxServer Server)[] tools =
    [
        ("Freshdesk", world.City.Freshdesk),
        ("ClickUp", world.City.ClickUp),
        ("Jira", world.City.Jira),
    ];

    /// <summary>How many calls each tool has seen, to be given to <see cref="Since"/>.</summary>
    public long[] Mark() => [.. this.tools.Select(t => t.Server.Calls.Total)];

    /// <summary>The calls since a mark, by tool.</summary>
    public IReadOnlyList<ToolCalls> Since(long[] mark) =>
        [.. this.tools.Select((t, i) => Count(t.Tool, t.Server.Calls.All.Skip((int)mark[i])))];

    /// <summary>All calls since the start, by tool.</summary>
    public IReadOnlyList<ToolCalls> All() => this.Since(new long[this.tools.Length]);

    private static ToolCalls Count(string tool, IEnumerable<ApiCall> calls)
    {
        var all = calls.ToList();
        var reads = all.Where(c => c.Method is "GET" or "HEAD").ToList();
        var polls = reads.Count(IsPoll);
        return new ToolCalls(tool, reads.Count - polls, all.Count - reads.Count, polls);
    }

    /// <summary>A poll asks for what changed since a time; looking for an effect in doubt does not.</summary>
    private static bool IsPoll(ApiCall call) =>
        call.Query.Contains("updated_since=", StringComparison.Ordinal)
        || call.Query.Contains("date_updated_gt=", StringComparison.Ordinal)
        || call.Query.Contains("order_by=updated", StringComparison.Ordinal)
        || call.Path.EndsWith("/search/jql", StringComparison.Ordinal);
}
