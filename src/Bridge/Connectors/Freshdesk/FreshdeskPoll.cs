using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.Freshdesk;

/// <summary>
/// Asks which tickets changed. Between pages the start moves to the last change seen instead of the page number growing:
/// a ticket that is touched between two page calls would otherwise pull an unseen one onto the page already read. Page
/// numbers are used only inside one second, where the tool ends at 300.
/// </summary>
internal sealed partial class FreshdeskPoll(FreshdeskApi api, string connection, TimeProvider time, ILogger logger)
{
    /// <summary>Updates may become visible late, and the start is inclusive by the second.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <summary>Deleted tickets and spam vanish from the normal list; every so many polls they are asked for.</summary>
    internal const int ElsewhereEvery = 10;

    private const int LastPage = 300;

    /// <summary>100,000 tickets: more than the account's limits let change within the overlap.</summary>
    private const int MostCalls = 1000;

    internal async Task<Changes> ChangedAsync(string? watermark, CancellationToken cancel)
    {
        var mark = this.Start(watermark);
        var signals = ImmutableArray.CreateBuilder<Signal>();
        var normal = await this.PassAsync(mark.Tickets, null, "ticket updated", signals, cancel);
        mark = mark with { Tickets = normal.Newest };
        var failure = normal.Failure;
        if (failure is null && mark.Polls % ElsewhereEvery == ElsewhereEvery - 1)
        {
            var deleted = await this.PassAsync(mark.Deleted, "deleted", "ticket deleted", signals, cancel);
            var spam = await this.PassAsync(mark.Spam, "spam", "ticket marked as spam", signals, cancel);
            mark = mark with { Deleted = deleted.Newest, Spam = spam.Newest };
            failure = deleted.Failure ?? spam.Failure;
        }

        // A pass that failed is made again by the next poll.
        mark = failure is null ? mark with { Polls = (mark.Polls + 1) % ElsewhereEvery } : mark;
        return new Changes(signals.ToImmutable(), mark.ToString(), failure);
    }

    private FreshdeskWatermark Start(string? watermark)
    {
        if (FreshdeskWatermark.Read(watermark) is { } mark)
        {
            return mark;
        }

        if (watermark is not null)
        {
            Log.UnreadableWatermark(logger, connection, watermark);
        }

        return FreshdeskWatermark.From(time.GetUtcNow());
    }

    /// <summary>One signal a ticket, with the newest update seen of it.</summary>
    private async Task<(DateTimeOffset Newest, Failure? Failure)> PassAsync(
        DateTimeOffset from,
        string? filter,
        string what,
        ImmutableArray<Signal>.Builder signals,
        CancellationToken cancel
    )
    {
        var seen = new Dictionary<long, DateTimeOffset>();
        var newest = from;
        var since = from - Overlap;
        var page = 1;
        Failure? failure = null;
        for (var call = 0; call < MostCalls; call++)
        {
            var got = await api.TicketsAsync(since, page, filter, cancel);
            failure = got.Failure;
            foreach (var ticket in got.Value ?? [])
            {
                var at = ticket.UpdatedAt ?? since;
                seen[ticket.Id] = seen.TryGetValue(ticket.Id, out var before) && before > at ? before : at;
                newest = at > newest ? at : newest;
            }

            if (failure is not null || !got.More)
            {
                break;
            }

            (since, page) = this.Next(since, page, got.Value!);
        }

        signals.AddRange(
            seen.Select(pair => new Signal(
                SignalSource.Poll,
                connection,
                Side.Helpdesk,
                pair.Key.ToString(CultureInfo.InvariantCulture),
                pair.Value.ToUnixTimeMilliseconds(),
                what
            ))
        );
        return (newest, failure);
    }

    private (DateTimeOffset Since, int Page) Next(DateTimeOffset since, int page, TicketWire[] tickets)
    {
        var last = tickets.Max(t => t.UpdatedAt) ?? since;
        if (last > since)
        {
            return (last, 1);
        }

        if (page < LastPage)
        {
            return (since, page + 1);
        }

        Log.TooManyInOneSecond(logger, connection, since);
        return (since.AddSeconds(1), 1);
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
            "{Connection}: more than 30,000 tickets changed in the second {Second}; Freshdesk lists no more of them, the rest are seen when they change again"
        )]
        internal static partial void TooManyInOneSecond(ILogger logger, string connection, DateTimeOffset second);
    }
}
