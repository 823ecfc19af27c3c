using System.Globalization;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.ClickUp;

/// <summary>
/// Asks ClickUp which tasks of the bound lists changed. The watermark is the newest update on the first page, in Unix
/// milliseconds: ClickUp's own clock, taken before the later pages, so that what changes meanwhile is newer. Archived tasks
/// are in no usual answer: at every tenth poll they are asked for. Polling sees no deletions and no replies in threads.
/// </summary>
internal sealed partial class ClickUpPolls(
    string connection,
    ClickUpApi api,
    ClickUpBindings bindings,
    ToolClock clock,
    TimeProvider time,
    ILogger logger
)
{
    private const int PageSize = 100;
    private const int MostPages = 1000;
    private const long Overlap = 60_000;
    private const int ArchivedEvery = 10;

    public static string WatermarkOf(DateTimeOffset since) =>
        since.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public async Task<Changes> ChangedAsync(string? watermark, CancellationToken cancel)
    {
        var lists = bindings.ListIds;
        if (lists.Count == 0)
        {
            return new Changes([], watermark, null);
        }

        var mark = Mark.Of(watermark)?.NotAfter(clock.At(time.GetUtcNow()).ToUnixTimeMilliseconds());
        var scope = string.Join('&', lists.Select(id => $"list_ids[]={Uri.EscapeDataString(id)}"));
        var found = new Dictionary<string, Signal>(StringComparer.Ordinal);
        var query = $"{scope}&{Since(mark?.At)}";
        var (newest, failure) = await this.WalkAsync(
            (page, token) => api.SearchAsync(query, page, Priority.Rest, token),
            mark?.At,
            found,
            cancel
        );
        if (failure is not null)
        {
            return new Changes([.. found.Values], watermark, failure);
        }

        var next = new Mark(newest, mark?.ArchivedAt ?? newest, (mark?.Polls ?? 0) + 1);
        if (mark is not null && next.Polls >= ArchivedEvery)
        {
            (next, failure) = await this.ArchivedAsync(next, found, cancel);
        }

        return new Changes([.. found.Values], failure is null ? next.ToString() : watermark, failure);
    }

    private static string Since(long? since) =>
        "order_by=updated"
        + (
            since is { } at
                ? string.Create(CultureInfo.InvariantCulture, $"&date_updated_gt={Math.Max(0, at - Overlap)}")
                : ""
        );

    private async Task<(Mark Next, Failure? Failure)> ArchivedAsync(
        Mark mark,
        Dictionary<string, Signal> found,
        CancellationToken cancel
    )
    {
        var newest = mark.ArchivedAt;
        foreach (var list in bindings.ListIds)
        {
            var (seen, failure) = await this.WalkAsync(
                (page, token) => api.ArchivedAsync(list, Since(mark.ArchivedAt), page, token),
                mark.ArchivedAt,
                found,
                cancel
            );

            // A list that is gone or hidden is told by what its tasks say when they are read.
            if (failure is not null and not { Kind: FailureKind.Missing or FailureKind.Forbidden })
            {
                return (mark, failure);
            }

            newest = Math.Max(newest, seen);
        }

        return (mark with { ArchivedAt = newest, Polls = 0 }, null);
    }

    /// <summary>All pages; the end is said, or is a page that is not full.</summary>
    /// <param name="since">Null: only what changed just before the newest is told.</param>
    private async Task<(long Newest, Failure? Failure)> WalkAsync(
        Func<int, CancellationToken, Task<ClickUpAnswer<WireTaskPage>>> ask,
        long? since,
        Dictionary<string, Signal> found,
        CancellationToken cancel
    )
    {
        var newest = since ?? 0;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await ask(page, cancel);
            if (answer.Value is not { } part)
            {
                return (newest, answer.Failure);
            }

            var tasks = part.Tasks ?? [];
            if (page == 0)
            {
                newest = Math.Max(newest, tasks.Max(t => t.DateUpdated) ?? 0);
            }

            foreach (var task in tasks.Where(t => since is not null || t.DateUpdated >= newest - Overlap))
            {
                this.Add(found, task);
            }

            if (since is null || part.LastPage == true || tasks.Count < PageSize)
            {
                return (newest, null);
            }
        }

        Log.NoEnd(logger, connection, found.Count);
        return (
            newest,
            new Failure(FailureKind.Unknown, "ClickUp's pages do not end; the poll starts again from where it began")
        );
    }

    /// <summary>Pages move while they are read: of two sights of a task the newer one counts.</summary>
    private void Add(Dictionary<string, Signal> found, WireTask task)
    {
        if (
            task.Id is not { } id
            || (found.TryGetValue(id, out var other) && (other.Version ?? 0) >= (task.DateUpdated ?? 0))
        )
        {
            return;
        }

        bindings.Saw(id, task.List?.Id);
        found[id] = new Signal(SignalSource.Poll, connection, Side.Tracker, id, task.DateUpdated, "changed");
    }

    /// <summary>Where the polls stand, in Unix milliseconds by ClickUp's clock.</summary>
    /// <param name="ArchivedAt">Of archived tasks.</param>
    /// <param name="Polls">Since archived tasks were asked for.</param>
    private sealed record Mark(long At, long ArchivedAt, int Polls)
    {
        /// <summary>Null for none; the first number alone is one that an older bridge kept.</summary>
        public static Mark? Of(string? text)
        {
            var parts = (text ?? "").Split('/');
            var at = Number(parts[0]);
            return at is null ? null
                : parts is [_, var archived, var polls]
                    ? new Mark(at.Value, Number(archived) ?? at.Value, (int)(Number(polls) ?? 0))
                : new Mark(at.Value, at.Value, 0);
        }

        /// <summary>The same, unless it was told by a clock that has been set back since.</summary>
        public Mark NotAfter(long now) =>
            this with
            {
                At = this.At > now + Overlap ? now : this.At,
                ArchivedAt = this.ArchivedAt > now + Overlap ? now : this.ArchivedAt,
            };

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{this.At}/{this.ArchivedAt}/{this.Polls}");

        private static long? Number(string text) =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The task pages of {Connection} do not end; {Count} tasks were seen"
        )]
        public static partial void NoEnd(ILogger logger, string connection, int count);
    }
}
