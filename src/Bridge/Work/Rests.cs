using Bridge.Connectors;
using Bridge.Connectors.Http;
using Bridge.Core.Model;

namespace Bridge.Work;

/// <summary>Of which connections little or nothing can be had now.</summary>
/// <param name="Resting">Helpdesks that would send nothing, not even a customer's message, and until when, as far as is known.</param>
/// <param name="Scarce">
/// Connections that are paused or whose budget is used up, and of whose cases some may still have something to do: a message to
/// a customer, or nothing to ask.
/// </param>
public sealed record Shortage(IReadOnlyDictionary<string, DateTimeOffset> Resting, IReadOnlySet<string> Scarce);

/// <summary>Which connections rest: their cases wait in the database and not in memory.</summary>
public sealed class Rests(ToolSet tools, TimeProvider time)
{
    /// <summary>A look that would wait longer than this for the budget of a connection is not begun.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>How many of the connections are helpdesks.</summary>
    public int Helpdesks { get; } = tools.All.Count(tool => tool.Side == Side.Helpdesk);

    /// <summary>By what the budgets say now.</summary>
    public Shortage Now()
    {
        var now = time.GetUtcNow();
        var resting = new Dictionary<string, DateTimeOffset>(StringComparer.OrdinalIgnoreCase);
        var scarce = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var tool in tools.All)
        {
            var waits = tool.Budget.Waits;
            if (tool.Side == Side.Helpdesk && waits[(int)Priority.CustomerMessage] > LongestWait)
            {
                resting.Add(tool.Name, now + waits[(int)Priority.CustomerMessage]);
            }
            else if (waits[(int)Priority.State] > LongestWait)
            {
                scarce.Add(tool.Name);
            }
        }

        return new Shortage(resting, scarce);
    }
}
