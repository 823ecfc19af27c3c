using System.Globalization;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.ClickUp;

/// <summary>
/// Asks ClickUp which tasks of the bound lists changed. The watermark is the newest update on the first page, in Unix
/// milliseconds: ClickUp's own clock, taken before the later pages, so that what changes meanwhile is newer. Polling sees
/// no deletions and no replies in threads.
/// </summary>
internal sealed partial class ClickUpPolls(string connection, ClickUpApi api, ClickUpBindings bindings, ILogger logger)
{
    private const int PageSize = 100;
    private const int MostPages = 1000;
    private const long Overlap = 60_000;

    public static string WatermarkOf(DateTimeOffset since) =>
        since.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public async Task<Changes> ChangedAsync(string? watermark, CancellationToken cancel)
    {
        var lists = bindings.ListIds;
        if (lists.Count == 0)
        {
            return new Changes([], watermark, null);
        }

        var known = long.TryParse(watermark, NumberStyles.None, CultureInfo.InvariantCulture, out var since);
        var scope = string.Join('&', lists.Select(id => $"list_ids[]={Uri.EscapeDataString(id)}"));
        var query =
            scope
            + "&order_by=updated"
            + (
                known
                    ? string.Create(CultureInfo.InvariantCulture, $"&date_updated_gt={Math.Max(0, since - Overlap)}")
                    : ""
            );
        var found = new Dictionary<string, Signal>(StringComparer.Ordinal);
        var newest = since;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await api.SearchAsync(query, page, Priority.Rest, cancel);
            if (answer.Value is not { } part)
            {
                return new Changes([.. found.Values], watermark, answer.Failure);
            }

            var tasks = part.Tasks ?? [];
            if (page == 0)
            {
                newest = Math.Max(since, tasks.Max(t => t.DateUpdated) ?? 0);
            }

            // Without a watermark there is no "since": only what changed just before is told.
            foreach (var task in tasks.Where(t => known || t.DateUpdated >= newest - Overlap))
            {
                this.Add(found, task);
            }

            if (!known || part.LastPage == true || tasks.Count < PageSize)
            {
                return new Changes([.. found.Values], newest.ToString(CultureInfo.InvariantCulture), null);
            }
        }

        Log.NoEnd(logger, connection, found.Count);
        return new Changes(
            [.. found.Values],
            watermark,
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

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The task pages of {Connection} do not end; {Count} tasks were seen"
        )]
        public static partial void NoEnd(ILogger logger, string connection, int count);
    }
}
