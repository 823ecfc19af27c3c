using System.Collections.Immutable;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning.Comparison;

/// <summary>
/// Plays what a process would do with a case until nothing is left to do, as if every effect were done at once, and goes
/// on to the deadlines of the next day: a message that only waits for a settle time is foreseen too.
/// </summary>
public static class Rehearsal
{
    /// <summary>How far ahead deadlines are played.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    private const int MostPasses = 8;
    private const int MostDeadlines = 4;

    /// <summary>
    /// Plays from what was last seen of both sides, taken as fresh but for what people wrote, which is not stored. A process
    /// that observes only plans once and does nothing.
    /// </summary>
    public static Rehearsed Run(ProcessMapping process, Case start, Snapshot ticket, Snapshot? item, DateTimeOffset now)
    {
        var play = new Play(process, start, ticket, item, now);
        while (play.Step()) { }

        return play.Result();
    }

    private sealed class Play(
        ProcessMapping process,
        Case start,
        Snapshot startTicket,
        Snapshot? startItem,
        DateTimeOffset now
    )
    {
        private readonly List<Foreseen> foreseen = [];
        private Case state = start;
        private Snapshot ticket = Unread(startTicket);
        private Snapshot? item = startItem is null ? null : Unread(startItem);
        private DateTimeOffset? later;
        private Plan? first;
        private int passes;
        private int deadlines;

        private DateTimeOffset At => this.later ?? now;

        public bool Step()
        {
            var observed = new Observation(this.ticket, this.item, true, this.item is not null) { EarlierTickets = 0 };
            var plan = Reconciler.Plan(process, this.state, observed, this.At);
            this.first ??= plan;
            if (process.Mode == Mode.Observe)
            {
                return false;
            }

            this.state = plan.Next;
            foreach (var planned in plan.Effects)
            {
                this.foreseen.Add(new Foreseen(planned.Effect, this.later));
                this.CarryOut(planned);
            }

            return plan.Effects.IsEmpty ? this.Forward() : ++this.passes < MostPasses;
        }

        public Rehearsed Result() => new(this.first!, [.. this.foreseen], this.state, this.ticket, this.item);

        private bool Forward()
        {
            var next = this.state.Deadlines.FirstOrDefault(d => d.At > this.At);
            if (next is null || next.At > now + Ahead || this.deadlines >= MostDeadlines)
            {
                return false;
            }

            this.deadlines++;
            this.later = next.At;
            return true;
        }

        private void CarryOut(PlannedEffect planned)
        {
            switch (planned.Effect)
            {
                case Effect.CreateItem create:
                    this.item = this.Made(create);
                    var reference = new ItemRef(process.Tracker, this.item.Id, this.item.Key, this.item.Url);
                    this.Settled(planned, new Written { Item = reference });
                    break;
                case Effect.LinkItem:
                    // What an item that somebody typed shows is not known here: the play ends with the wish to link it.
                    break;
                case Effect.Update { On: Side.Helpdesk } update:
                    this.ticket = Changed(this.ticket, update);
                    this.Settled(planned, Written.Nothing);
                    break;
                case Effect.Update update when this.item is { } known:
                    this.item = Changed(known, update);
                    this.Settled(planned, Written.Nothing);
                    break;
                default:
                    this.Settled(planned, Written.Nothing);
                    break;
            }
        }

        private void Settled(PlannedEffect planned, Written written) =>
            this.state = Settle.Done(process, this.state, planned, written);

        private static Snapshot Unread(Snapshot stored) => stored with { Comments = default, Files = [] };

        private Snapshot Made(Effect.CreateItem create) =>
            new()
            {
                Side = Side.Tracker,
                Id = "new",
                Key = "the new item",
                Url = "https://the.new.item/",
                Version = 0,
                Status = create.Status ?? "",
                Comments = [],
                Values = FieldBag
                    .Of(
                        process
                            .Fields.Where(f => f.TrackerField is not null)
                            .Select(f => KeyValuePair.Create(f.TrackerField!, (FieldValue?)null))
                    )
                    .With(create.Values),
            };

        private static Snapshot Changed(Snapshot snapshot, Effect.Update update) =>
            snapshot with
            {
                Values = snapshot.Values.With(update.Values),
                Status = update.Status ?? snapshot.Status,
                Resolution = update.Resolution ?? snapshot.Resolution,
            };
    }
}

/// <summary>An effect that a rehearsal came to. Later is null for what would be done at once, else the deadline that brings it.</summary>
public sealed record Foreseen(Effect Effect, DateTimeOffset? Later);

/// <summary>What a rehearsal came to.</summary>
/// <param name="First">The plan of the first look.</param>
/// <param name="Effects">All effects until the play came to rest, in order.</param>
/// <param name="Case">The case at the end, with ticket and item as they would stand then.</param>
public sealed record Rehearsed(
    Plan First,
    ImmutableArray<Foreseen> Effects,
    Case Case,
    Snapshot Ticket,
    Snapshot? Item
);
