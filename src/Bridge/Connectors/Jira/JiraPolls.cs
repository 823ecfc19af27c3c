using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.Jira;

/// <summary>
/// Asks Jira what changed. The watermark is when the last poll began, by Jira's clock, never the newest update seen:
/// the search index lags. It also carries a print of each project's versions, because a new release date does not
/// touch the issues that it concerns.
/// </summary>
internal sealed partial class JiraPolls(
    string connection,
    JiraApi api,
    JiraBindings bindings,
    ToolClock clock,
    TimeProvider time,
    ILogger logger
)
{
    private const int MostPages = 1000;
    private const int MostEmptyPages = 3;
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public async Task<Changes> ChangedAsync(string? watermark, CancellationToken cancel)
    {
        var now = clock.At(time.GetUtcNow());
        var (since, prints) = Parse(watermark, now);
        var projects = bindings.All.Select(p => p.ProjectKey).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (projects.Count == 0)
        {
            return new Changes([], watermark ?? Text(now, prints), null);
        }

        // A watermark of the future was told by a clock that has been set back since.
        var from = ((since > now ? now : since) - Overlap).ToUnixTimeMilliseconds();
        var scope = $"project in ({string.Join(", ", projects.Order(StringComparer.Ordinal).Select(Quote))})";

        // Unquoted milliseconds: a quoted date would be read to the minute and in the profile's time zone.
        var jql = string.Create(CultureInfo.InvariantCulture, $"{scope} AND updated >= {from} ORDER BY updated ASC");
        var found = new Dictionary<string, Signal>(StringComparer.Ordinal);
        var (began, failure) = await this.SearchAsync(jql, "changed", found, cancel);
        if (failure is null)
        {
            (prints, failure) = await this.ReleasesAsync(prints, found, cancel);
        }

        return failure is null
            ? new Changes([.. found.Values], Text(began ?? now, prints), null)
            : new Changes([.. found.Values], watermark, failure);
    }

    /// <summary>A watermark of a moment; of versions it knows nothing, so that none is taken for changed.</summary>
    public static string WatermarkOf(DateTimeOffset since) =>
        Text(since, ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>A text as a JQL literal.</summary>
    public static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static (DateTimeOffset Since, ImmutableSortedDictionary<string, string> Prints) Parse(
        string? watermark,
        DateTimeOffset now
    )
    {
        var parts = (watermark ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var since =
            parts.Length > 0 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var ms)
                ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
                : now;
        return (
            since,
            parts
                .Skip(1)
                .Select(p => p.Split('='))
                .Where(p => p.Length == 2)
                .ToImmutableSortedDictionary(p => p[0], p => p[1], StringComparer.Ordinal)
        );
    }

    private static string Text(DateTimeOffset at, ImmutableSortedDictionary<string, string> prints) =>
        string.Join(
            ' ',
            prints
                .Select(p => $"{p.Key}={p.Value}")
                .Prepend(at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))
        );

    private static string Print(List<WireVersion> versions)
    {
        var text = string.Join('\n', versions.Select(v => $"{v.Id}|{v.Archived}|{v.Released}|{v.ReleaseDate}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    private async Task<(DateTimeOffset? Began, Failure? Failure)> SearchAsync(
        string jql,
        string what,
        Dictionary<string, Signal> found,
        CancellationToken cancel
    )
    {
        DateTimeOffset? began = null;
        string? token = null;
        var reconcile = api.Recent;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var empty = 0;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await api.SearchAsync(jql, "updated", token, reconcile, Priority.Rest, cancel);
            if (answer.Value is not { } part)
            {
                return (null, answer.Failure);
            }

            began ??= answer.Date;
            foreach (var issue in part.Issues ?? [])
            {
                if (issue.Id is { } id)
                {
                    found[id] = this.Signal(issue, id, what);
                }
            }

            token = part.NextPageToken;
            if (string.IsNullOrEmpty(token))
            {
                return (began, null);
            }

            empty = part.Issues is { Count: > 0 } ? 0 : empty + 1;
            if (!seen.Add(token) || empty == MostEmptyPages)
            {
                break;
            }
        }

        Log.NoEnd(logger, connection, found.Count);
        return (
            null,
            new Failure(
                FailureKind.Unknown,
                "Jira's search pages do not end; the poll starts again from where it began"
            )
        );
    }

    private Signal Signal(WireIssue issue, string id, string what) =>
        new(
            SignalSource.Poll,
            connection,
            Side.Tracker,
            id,
            JiraReader.Version(issue),
            issue.Key is { } key ? $"{key} {what}" : what
        );

    private async Task<(ImmutableSortedDictionary<string, string> Prints, Failure? Failure)> ReleasesAsync(
        ImmutableSortedDictionary<string, string> prints,
        Dictionary<string, Signal> found,
        CancellationToken cancel
    )
    {
        foreach (var project in bindings.ReleaseProjects)
        {
            var answer = await api.VersionsAsync(project, cancel);
            if (answer.Value is null)
            {
                return (prints, answer.Failure);
            }

            var print = Print(answer.Value);
            if (!prints.TryGetValue(project, out var old) || old != print)
            {
                // Also without an earlier print: a release may have moved since the issues were read.
                var concerned = new Dictionary<string, Signal>(StringComparer.Ordinal);
                var jql = $"project = {Quote(project)} AND fixVersion is not EMPTY AND statusCategory != Done";
                var (_, failure) = await this.SearchAsync(jql, "may have a new release date", concerned, cancel);
                if (failure is not null)
                {
                    return (prints, failure);
                }

                // The issue's own version did not change, so the signal must not look like an echo.
                foreach (var (id, signal) in concerned)
                {
                    found[id] = signal with { Version = null };
                }
            }

            prints = prints.SetItem(project, print);
        }

        return (prints, null);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The search pages of {Connection} do not end; {Count} issues were seen"
        )]
        public static partial void NoEnd(ILogger logger, string connection, int count);
    }
}
