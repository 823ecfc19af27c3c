using System.Collections.Immutable;
using System.Globalization;
using Bridge.Connectors;
using Bridge.Core.Turns;
using Bridge.Settings;
using Bridge.Store;
using Bridge.Work;

namespace Bridge.Operations;

/// <summary>Cases that could be looked at and that nobody has got to yet.</summary>
/// <param name="Ready">How many, counted no further than was asked for.</param>
/// <param name="Since">Since when the first of them waits.</param>
/// <param name="Why">Why, as far as this node knows, and the cure.</param>
public sealed record WaitingCases(Line Line, int Ready, DateTimeOffset Since, string Why);

/// <summary>What piles up: how many cases wait in each line, since when, and why. Cheap however many there are.</summary>
public sealed class Backlog(
    WaitingLines lines,
    Rests rests,
    ToolSet tools,
    BridgeOptions options,
    TimeProvider time
)
{
    /// <summary>The lines in which cases wait, the longest wait first.</summary>
    /// <param name="most">So many cases of a line are counted, no more.</param>
    public async Task<ImmutableArray<WaitingCases>> AllAsync(int most, CancellationToken cancel)
    {
        var resting = rests.Now();
        return
        [
            .. (await lines.AllAsync(most, cancel))
                .Where(standing => standing.Ready > 0)
                .OrderBy(standing => standing.Next)
                .Select(standing => new WaitingCases(
                    standing.Line,
                    standing.Ready,
                    standing.Next,
                    this.Why(standing.Line, resting)
                )),
        ];
    }

    /// <summary>A sentence for each line in which a case waits longer than <c>WaitsTooLong</c>.</summary>
    public async Task<IReadOnlyDictionary<Line, string>> TooLongAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return (await this.AllAsync(1, cancel))
            .Where(waiting => now - waiting.Since > options.WaitsTooLong)
            .ToDictionary(waiting => waiting.Line, Sentence);
    }

    private static string Sentence(WaitingCases waiting) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Cases of {waiting.Line} have waited to be looked at since {waiting.Since:d MMM HH:mm} UTC. {waiting.Why}"
        );

    private string Why(Line line, IReadOnlyDictionary<string, DateTimeOffset> resting)
    {
        var needed = tools.All.Where(tool => line.Needs(tool.Name)).ToList();
        if (needed.Find(tool => tool.Budget.PausedUntil is not null) is { Budget: var paused } tool)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{tool.Name} is paused until {paused.PausedUntil:HH:mm:ss} UTC ({paused.PauseReason}); they go on by themselves then."
            );
        }

        if (needed.Find(tool => resting.ContainsKey(tool.Name)) is { } spent)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The {spent.Budget.Limit} requests a minute of {spent.Name} are used up; they go on as it comes free. If that stays so, have the tool's limit or RequestsPerMinute raised."
            );
        }

        return $"{string.Join(" or ", needed.Select(t => t.Name))} may be slow, or there is more to do than {options.Concurrency} workers a node can: see /connections, then raise Concurrency or start another node.";
    }
}
