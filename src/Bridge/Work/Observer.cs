using Bridge.Connectors;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Operations;

namespace Bridge.Work;

/// <summary>Reads what signalled, and nothing that is known already.</summary>
internal sealed class Observer(ToolSet tools, TimeProvider time, BridgeMetrics metrics)
{
    /// <summary>So far may a version lie ahead of the tool's clock, as well as that is known.</summary>
    private static readonly TimeSpan Inexact = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Which sides to read: those that signalled something newer than what is known; both, when a changed mapping looks at
    /// the case for the first time: it may name fields that were never read.
    /// </summary>
    public IEnumerable<Side> Wanted(CaseWork work, bool anew)
    {
        var wanted = new SortedSet<Side>(anew ? [Side.Helpdesk, Side.Tracker] : work.PassedOver);
        if (anew)
        {
            work.Tell("saw", "the mapping has changed: both sides are read");
        }

        var seen = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var signal in work.Claimed.Signals)
        {
            work.Heeded.Add(signal.Id);
            if (signal.Source == SignalSource.Button)
            {
                wanted.UnionWith([Side.Helpdesk, Side.Tracker]);
            }
            else if (signal.Version is { } version && this.Knows(work, signal.Side, version))
            {
                metrics.Echo(signal.Side);
                continue;
            }
            else
            {
                wanted.Add(signal.Side);
            }

            var what = $"{signal.Source}: {signal.What}";
            seen[what] = seen.GetValueOrDefault(what) + 1;
        }

        foreach (var (what, times) in seen)
        {
            work.Tell("saw", times == 1 ? what : $"{what}, {times} times");
        }

        if (work.Ticket is null && wanted.Count > 0)
        {
            wanted.Add(Side.Helpdesk);
        }

        return wanted.Where(side => work.IdOf(side) is not null);
    }

    /// <summary>Reads a side; null when it was read (also as gone), else why not.</summary>
    public async Task<Failure?> ReadAsync(CaseWork work, Side side, CancellationToken cancel)
    {
        var name = Connection(work, side);
        if (tools.Find(name) is not { } tool)
        {
            return new Failure(FailureKind.Offline, $"the connection '{name}' is no longer in the settings");
        }

        switch (await tool.ReadAsync(work.IdOf(side)!, cancel))
        {
            case ReadResult.Got got:
                work.Saw(got.Snapshot);
                return null;
            case ReadResult.Failed { Failure: { Kind: FailureKind.Missing } }:
                work.Saw(Unreachable(work, side));
                return null;
            case ReadResult.Failed failed:
                return failed.Failure;
            default:
                throw new InvalidOperationException("a read gives a snapshot or a failure");
        }
    }

    /// <summary>
    /// Versions are times of the tool. Once its clock was set back, what changes anew has a smaller one than what was read
    /// before, and is no less new.
    /// </summary>
    private bool Knows(CaseWork work, Side side, long version)
    {
        var seen = work.Case.Seen(side);
        return seen.Knows(version)
            && (
                tools.Find(Connection(work, side)) is not { } tool
                || seen.Read <= (tool.ClockAt(time.GetUtcNow()) + Inexact).ToUnixTimeMilliseconds()
            );
    }

    private static string Connection(CaseWork work, Side side) =>
        side == Side.Helpdesk ? work.Case.Helpdesk : work.Case.Item?.Connection ?? "";

    /// <summary>Asks the helpdesk's knowledge base. A failure is an answer too: nothing else waits for known solutions.</summary>
    public async Task SearchAsync(CaseWork work, KnowledgeQuestion question, CancellationToken cancel) =>
        work.Searched = tools.Find(work.Case.Helpdesk) is { } tool
            ? await tool.SearchAsync(question.Words, question.AtMost, cancel)
            : new Searched.Failed(
                new Failure(FailureKind.Offline, $"the connection '{work.Case.Helpdesk}' is no longer in the settings")
            );

    private static Snapshot Unreachable(CaseWork work, Side side)
    {
        var last = side == Side.Helpdesk ? work.Ticket : work.Item;
        return (
            last
            ?? new Snapshot
            {
                Side = side,
                Id = work.IdOf(side)!,
                Key = work.IdOf(side)!,
                Url = "",
                Version = 0,
            }
        ) with
        {
            Presence = Presence.Unreachable,
            Comments = [],
        };
    }
}
