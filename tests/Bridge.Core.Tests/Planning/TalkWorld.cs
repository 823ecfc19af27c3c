using System.Globalization;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Simulation;

namespace Bridge.Core.Tests.Planning;

/// <summary>
/// A linked pair with people who write, edit, delete and attach, and a bridge that dies between its effects: what it had
/// begun is in doubt at the next look, what it had not begun is still to be done, as its journal says.
/// </summary>
internal sealed class TalkWorld
{
    private readonly List<(PlannedEffect Planned, Written? Lost)> open = [];
    private int texts;

    public TalkWorld()
    {
        var world = ReconcilerTests.Entered(Process);
        this.Pair = world.Pair;
    }

    public static ProcessMapping Process { get; } =
        Sample.Process with
        {
            Files = new FilePolicy { ToTracker = HelpdeskFiles.All, ToHelpdesk = TrackerFiles.All },
        };

    public SimulatedPair Pair { get; }

    /// <summary>Somebody writes something that nobody wrote before.</summary>
    public void Write(Side side, bool withFile)
    {
        var number = this.Next();
        var html = $"<p>word {number}</p>";
        if (withFile)
        {
            this.Pair.Write(side, Who(side), html, false, false, ($"{number}.log", 10));
        }
        else
        {
            this.Pair.Write(side, Who(side), html, false, false);
        }
    }

    public void Attach(Side side) => this.Pair.Attach(side, Who(side), $"{this.Next()}.log", 10);

    /// <summary>Somebody edits one of their comments, or deletes it; nothing when there is none.</summary>
    public void Rewrite(Side side, int which, bool deletes)
    {
        var theirs = this.Snapshot(side).Comments.Where(c => c.Author == Who(side)).ToList();
        if (theirs.Count > 0)
        {
            var html = deletes ? null : $"<p>word {this.Next()}</p>";
            this.Pair.Rewrite(side, theirs[which % theirs.Count].Id, html);
        }
    }

    /// <summary>
    /// One look of the bridge. It dies after so many effects (-1: it lives), of which the last has no answer. What is in doubt
    /// is found this time, or only later.
    /// </summary>
    public void Look(int diesAfter, bool finds, bool ticketFresh, bool itemFresh)
    {
        this.Resume(finds);
        for (var pass = 0; pass < 10; pass++)
        {
            var plan = this.WithoutDoubtful(() => this.Pair.Plan(ticketFresh, itemFresh));
            this.Pair.Recorded(plan);
            if (plan.Effects.IsEmpty)
            {
                return;
            }

            for (var i = 0; i < plan.Effects.Length; i++)
            {
                if (this.open.Exists(o => o.Planned.Effect.Side == plan.Effects[i].Effect.Side))
                {
                    this.open.Add((plan.Effects[i], null));
                }
                else if (diesAfter >= 0 && i == diesAfter)
                {
                    this.open.Add((plan.Effects[i], this.Lose(plan.Effects[i])));
                }
                else if (diesAfter >= 0 && i > diesAfter)
                {
                    this.open.Add((plan.Effects[i], null));
                }
                else
                {
                    this.Pair.CarryOut(plan.Effects[i]);
                }
            }

            if (this.open.Count > 0)
            {
                return;
            }
        }

        Assert.Fail("the plans do not come to rest");
    }

    public Snapshot Snapshot(Side side) => side == Side.Helpdesk ? this.Pair.Ticket : this.Pair.Item!;

    public static Side Other(Side side) => side == Side.Helpdesk ? Side.Tracker : Side.Helpdesk;

    public static string Who(Side side) => side == Side.Helpdesk ? "Dana" : "Eve";

    /// <summary>Goes on with what the journal holds: in doubt, it is looked for, and those behind it on its side keep their order.</summary>
    private void Resume(bool finds)
    {
        var left = this.open.ToList();
        this.open.Clear();
        foreach (var (planned, lost) in left)
        {
            if (this.open.Exists(o => o.Planned.Effect.Side == planned.Effect.Side))
            {
                this.open.Add((planned, lost));
            }
            else if (lost is null || planned.Effect is Effect.EditNote or Effect.EditComment)
            {
                this.Pair.CarryOut(planned);
            }
            else if (finds)
            {
                this.Pair.Case = Settle.Done(Process, this.Pair.Case, planned, lost);
            }
            else
            {
                this.open.Add((planned, lost));
            }
        }
    }

    /// <summary>Done in the tool, and the answer lost: what it would have said is what a look finds later.</summary>
    private Written Lose(PlannedEffect planned)
    {
        var side = planned.Effect.Side;
        var before = this.Snapshot(side);
        this.Pair.CarryOut(planned, settled: false);
        var after = this.Snapshot(side);
        var files = after
            .Files.Concat(after.Comments.SelectMany(c => c.Files))
            .Select(f => f.Id)
            .Except(before.Files.Concat(before.Comments.SelectMany(c => c.Files)).Select(f => f.Id));
        return new Written
        {
            CommentId = after.Comments.Length > before.Comments.Length ? after.Comments[^1].Id : null,
            FileIds = [.. files],
        };
    }

    /// <summary>As the worker reads: what its own user wrote and nobody claims is passed over while something is in doubt there.</summary>
    private Plan WithoutDoubtful(Func<Plan> plan)
    {
        var (ticket, item) = (this.Pair.Ticket, this.Pair.Item!);
        this.Pair.Ticket = this.Claimed(ticket);
        this.Pair.Item = this.Claimed(item);
        var made = plan();
        (this.Pair.Ticket, this.Pair.Item) = (ticket, item);
        return made;
    }

    private Snapshot Claimed(Snapshot snapshot) =>
        this.open.Exists(o => o.Lost is not null && o.Planned.Effect.Side == snapshot.Side)
            ? snapshot with
            {
                Comments = snapshot.Comments.RemoveAll(c => c.ByBridge && !this.Pair.Case.IsOwn(snapshot.Side, c.Id)),
            }
            : snapshot;

    private string Next() => (++this.texts).ToString("000", CultureInfo.InvariantCulture);
}
