using System.Collections.Immutable;
using System.Globalization;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.Freshdesk;

/// <summary>
/// Asks which tickets changed. Between pages the start moves to the last change seen instead of the page number growing:
/// a ticket that is touched between two page calls would otherwise pull an unseen one onto the page already read. Page
/// numbers are used only inside one second, overlapping, up to the page where the tool ends.
/// </summary>
internal sealed partial class FreshdeskPoll(
    FreshdeskApi api,
    FreshdeskAccount account,
    string connection,
    ToolClock clock,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>Updates may become visible late, and the start is inclusive by the second.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <summary>Deleted tickets and spam vanish from the normal list; every so many polls they are asked for.</summary>
    internal const int ElsewhereEvery = 10;

    /// <summary>100,000 tickets: more than the account's limits let change within the overlap.</summary>
    private const int MostCalls = 1000;

    internal async Task<Changes> ChangedAsync(string? watermark, CancellationToken cancel)
    {
        if (!clock.IsHeard && await account.MeAsync(cancel) is { Failure: { } silent })
        {
            return new Changes([], watermark, silent);
        }

        var mark = this.Start(watermark);
        var signals = ImmutableArray.CreateBuilder<Signal>();
        var normal = await this.PassAsync(mark.Tickets, null, cancel);
        signals.AddRange(
            normal
                .Seen.Where(t => !mark.Told.TryGetValue(t.Key, out var at) || at != t.Value.At)
                .Select(t => this.Signal(t.Key, t.Value.At, "ticket updated"))
        );
        mark = (mark with { Tickets = normal.Newest }).Remember(
            normal
                .Seen.Where(t => t.Value.Over)
                .Select(t => KeyValuePair.Create(t.Key, t.Value.At))
                .Concat(mark.Told.Where(t => !normal.Seen.ContainsKey(t.Key))),
            normal.Newest - Overlap
        );
        var failure = normal.Failure;
        if (failure is null && mark.Polls % ElsewhereEvery == ElsewhereEvery - 1)
        {
            var deleted = await this.PassAsync(mark.Deleted, "deleted", cancel);
            var spam = await this.PassAsync(mark.Spam, "spam", cancel);
            signals.AddRange(deleted.Seen.Select(t => this.Signal(t.Key, t.Value.At, "ticket deleted")));
            signals.AddRange(spam.Seen.Select(t => this.Signal(t.Key, t.Value.At, "ticket marked as spam")));
            mark = mark with { Deleted = deleted.Newest, Spam = spam.Newest };
            failure = deleted.Failure ?? spam.Failure;
        }

        // A pass that failed is made again by the next poll.
        mark = failure is null ? mark with { Polls = (mark.Polls + 1) % ElsewhereEvery } : mark;
        return new Changes(signals.ToImmutable(), mark.ToString(), failure);
    }

    /// <summary>From the watermark; from now where there is none, or where the tool's clock was set back behind it.</summary>
    private FreshdeskWatermark Start(string? watermark)
    {
        var now = clock.At(time.GetUtcNow());
        if (FreshdeskWatermark.Read(watermark) is { } mark)
        {
            return mark.NotAfter(now + Overlap, now);
        }

        if (watermark is not null)
        {
            Log.UnreadableWatermark(logger, connection, watermark);
        }

        return FreshdeskWatermark.From(now);
    }

    /// <summary>Each ticket with the newest update seen of it, and whether the second of that update was over.</summary>
    private async Task<Pass> PassAsync(DateTimeOffset from, string? filter, CancellationToken cancel)
    {
        var pass = new Pass(from);
        var place = new Place(from - Overlap, PageStep.First);
        for (var call = 0; call < MostCalls; call++)
        {
            var got = await api.TicketsAsync(place.Since, place.Step, filter, cancel);
            if (IsWall(got))
            {
                Log.TooManyInOneSecond(logger, connection, place.Step.Page, place.Since);
                place = new Place(place.Since.AddSeconds(1), PageStep.First);
                continue;
            }

            pass.Failure = got.Failure;
            foreach (var ticket in got.Value ?? [])
            {
                var at = ticket.UpdatedAt ?? place.Since;
                pass.Saw(ticket.Id, at, FreshdeskSeconds.IsOver(at, got.Answer, time.GetUtcNow()));
            }

            if (got.Failure is not null || !got.More)
            {
                break;
            }

            place = place.After(got.Value!);
        }

        return pass;
    }

    /// <summary>The tool lists no further than to some page (300), and says so by refusing the page.</summary>
    private static bool IsWall(Asked<TicketWire[]> got) =>
        got.Failure is { Kind: FailureKind.Refused } failure && failure.Fields.Any(f => f.Field == "page");

    private Signal Signal(long ticket, DateTimeOffset at, string what) =>
        new(
            SignalSource.Poll,
            connection,
            Side.Helpdesk,
            ticket.ToString(CultureInfo.InvariantCulture),
            at.ToUnixTimeMilliseconds(),
            what
        );

    /// <summary>What a walk over the changed tickets has seen so far.</summary>
    private sealed class Pass(DateTimeOffset from)
    {
        internal Dictionary<long, (DateTimeOffset At, bool Over)> Seen { get; } = [];

        internal DateTimeOffset Newest { get; private set; } = from;

        internal Failure? Failure { get; set; }

        internal void Saw(long ticket, DateTimeOffset at, bool over)
        {
            if (!this.Seen.TryGetValue(ticket, out var before) || before.At <= at)
            {
                this.Seen[ticket] = (at, over);
            }

            this.Newest = at > this.Newest ? at : this.Newest;
        }
    }

    /// <summary>Where the walk stands: from when, and at which page.</summary>
    private sealed record Place(DateTimeOffset Since, PageStep Step)
    {
        /// <summary>
        /// On from the last change of this page; where all of it is of one second, the next page. A ticket that is touched
        /// meanwhile leaves the second.
        /// </summary>
        internal Place After(TicketWire[] tickets)
        {
            var last = tickets.Max(t => t.UpdatedAt) ?? this.Since;
            return last > this.Since ? new Place(last, PageStep.First) : this with { Step = this.Step.Next };
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Error,
            "{Connection}: the watermark '{Watermark}' cannot be read, so polling starts from now; what changed before is seen when it changes again"
        )]
        internal static partial void UnreadableWatermark(ILogger logger, string connection, string watermark);

        [LoggerMessage(
            LogLevel.Warning,
            "{Connection}: Freshdesk lists no page {Page} of the tickets that changed in the second {Second}; the rest of them are seen when they change again"
        )]
        internal static partial void TooManyInOneSecond(
            ILogger logger,
            string connection,
            int page,
            DateTimeOffset second
        );
    }
}
