using System.Collections.Immutable;

namespace Bridge.Core.Turns;

/// <summary>
/// Whose turn it is when workers are free. A line whose connection rests gets none. Of the others, the line that has the
/// fewest workers goes first, so that each gets as much as the next while more wait than there are workers. And a connection
/// that not every case needs never has all of them: a quarter is kept for cases that come in without it.
/// </summary>
public static class NextTurns
{
    /// <summary>So many cases to claim of each line; lines of which none is to be claimed are left out.</summary>
    /// <param name="lines">The lines in which cases wait.</param>
    /// <param name="running">How many cases of each line this node works on.</param>
    /// <param name="resting">Connections that nothing can be asked of now.</param>
    /// <param name="helpdesks">How many helpdesks there are: the only one is needed by every case.</param>
    /// <param name="workers">How many cases this node works on at once.</param>
    public static ImmutableArray<LineShare> Of(
        IReadOnlyCollection<LineStanding> lines,
        IReadOnlyDictionary<Line, int> running,
        IReadOnlySet<string> resting,
        int helpdesks,
        int workers
    )
    {
        var turns = lines
            .Where(standing => standing.Ready > 0 && !resting.Any(standing.Line.Needs))
            .Select(standing => new Turn(standing, running.GetValueOrDefault(standing.Line)))
            .ToList();
        var held = new Held(running, helpdesks, workers);
        for (var free = workers - running.Values.Sum(); free > 0; free--)
        {
            var next = turns
                .Where(turn => turn.Left > 0 && held.HasRoomFor(turn.Standing.Line))
                .OrderBy(turn => turn.Has)
                .ThenBy(turn => turn.Standing.Next)
                .FirstOrDefault();
            if (next is null)
            {
                break;
            }

            next.Given++;
            held.Take(next.Standing.Line);
        }

        return
        [
            .. turns
                .Where(turn => turn.Given > 0)
                .Select(turn => new LineShare(turn.Standing.Line, turn.Given)),
        ];
    }

    private sealed class Turn(LineStanding standing, int running)
    {
        public LineStanding Standing => standing;

        public int Given { get; set; }

        public int Has => running + this.Given;

        public int Left => standing.Ready - this.Given;
    }

    /// <summary>How many workers each connection has.</summary>
    private sealed class Held
    {
        private readonly Dictionary<string, int> byConnection = new(StringComparer.OrdinalIgnoreCase);
        private readonly int helpdesks;
        private readonly int most;

        public Held(IReadOnlyDictionary<Line, int> running, int helpdesks, int workers)
        {
            this.helpdesks = helpdesks;
            this.most = Math.Max(1, workers - (workers / 4));
            foreach (var (line, count) in running)
            {
                this.Take(line, count);
            }
        }

        public bool HasRoomFor(Line line) => this.Bounded(line).All(c => this.byConnection.GetValueOrDefault(c) < this.most);

        public void Take(Line line, int count = 1)
        {
            foreach (var connection in this.Bounded(line))
            {
                this.byConnection[connection] = this.byConnection.GetValueOrDefault(connection) + count;
            }
        }

        private IEnumerable<string> Bounded(Line line)
        {
            if (this.helpdesks > 1)
            {
                yield return line.Helpdesk;
            }

            if (line.Tracker.Length > 0)
            {
                yield return line.Tracker;
            }
        }
    }
}
