using Bridge.Connectors;
using Bridge.Connectors.Http;

namespace Bridge.Work;

/// <summary>Which connections rest: of their cases none is claimed, so that they wait in the database and not in memory.</summary>
public sealed class Rests(ToolSet tools, TimeProvider time)
{
    /// <summary>A look that would wait longer than this for the budget of a connection is not begun.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>How many of the connections are helpdesks.</summary>
    public int Helpdesks { get; } = tools.All.Count(tool => tool.Side == Core.Model.Side.Helpdesk);

    /// <summary>The connections that are paused or whose budget is used up, and until when, as far as is known.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Now()
    {
        var now = time.GetUtcNow();
        return tools
            .All.Select(tool => (tool.Name, Wait: tool.Budget.Waits[(int)Priority.State]))
            .Where(tool => tool.Wait > LongestWait)
            .ToDictionary(tool => tool.Name, tool => now + tool.Wait, StringComparer.OrdinalIgnoreCase);
    }
}
