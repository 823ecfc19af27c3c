using System.Collections.Immutable;
using Bridge.Core.Turns;

namespace Bridge.Work;

/// <summary>What a node claims next, and how long it has nothing to claim otherwise. Not thread safe.</summary>
public sealed class TurnTaking(Rests rests, TimeProvider time)
{
    /// <summary>
    /// Cases of a scarce connection are tried no more often than this: most of them only learn that they have to wait.
    /// </summary>
    private static readonly TimeSpan ScarcePace = TimeSpan.FromMilliseconds(100);

    private long? scarceAt;

    /// <summary>So many cases of each line, by who waits and who is worked on.</summary>
    /// <param name="running">How many cases of each line this node works on.</param>
    /// <param name="workers">How many cases this node works on at once.</param>
    public ImmutableArray<LineShare> Next(
        ImmutableArray<LineStanding> waiting,
        IReadOnlyDictionary<Line, int> running,
        int workers
    )
    {
        var shortage = rests.Now();
        var resting = shortage.Resting.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (this.scarceAt is { } last && time.GetElapsedTime(last) < ScarcePace)
        {
            resting.UnionWith(shortage.Scarce);
        }

        var shares = NextTurns.Of(waiting, running, resting, shortage.Scarce, rests.Helpdesks, workers);
        if (shares.Any(share => shortage.Scarce.Any(share.Line.Needs)))
        {
            this.scarceAt = time.GetTimestamp();
        }

        return shares;
    }

    /// <summary>How long nothing more can be claimed, as far as is known.</summary>
    public TimeSpan Nap(ImmutableArray<LineStanding> waiting, TimeSpan longest)
    {
        var now = time.GetUtcNow();
        var shortage = rests.Now();
        var paced = waiting.Any(standing => standing.Ready > 0 && shortage.Scarce.Any(standing.Line.Needs));
        return waiting
            .Select(standing => standing.Next)
            .Concat(shortage.Resting.Values)
            .Where(at => at > now)
            .Select(at => at - now)
            .Append(paced ? ScarcePace : longest)
            .Append(longest)
            .Min();
    }
}
