using System.Globalization;
using Bridge.Core.Alerting;
using Bridge.Operations;
using Bridge.Settings;
using Dapper;
using Npgsql;

namespace Bridge.Alerts;

/// <summary>
/// What stands now of what an alert is about. Of cases it says kinds, ids and ages: what customers wrote never goes into an
/// alert.
/// </summary>
public sealed class AlertFacts(NpgsqlDataSource source, Health health, BridgeOptions options, TimeProvider time)
{
    private const int MostLines = 5;
    private const int LongestLine = 300;

    private const string FindingsSql = """
        select coalesce(c.process, '') as "Process", f.kind as "Kind", count(*) as "Count", min(f.opened_at) as "Oldest",
            (array_agg(case when f.case_id is null then f.message else 'ticket ' || c.ticket_id || coalesce(', ' || c.item_key, '') end
                order by f.opened_at, f.id))[1:5] as "Lines"
        from findings f left join cases c on c.id = f.case_id
        where f.closed_at is null and f.scope = '' and f.kind = any(@kinds) and f.opened_at <= @before
            and (cardinality(@processes) = 0 or lower(c.process) = any(@processes))
            and (cardinality(@connections) = 0 or lower(c.helpdesk) = any(@connections)
                or (f.case_id is null and lower(split_part(f.key, '/', 2)) = any(@connections))
                or exists (select 1 from links l where l.case_id = c.id and lower(l.connection) = any(@connections)))
        group by 1, 2 order by 1, 2
        """;

    /// <summary>The groups that stand; none: all is well.</summary>
    public async Task<IReadOnlyCollection<AlertStanding>> StandingAsync(AlertOptions alert, CancellationToken cancel)
    {
        if (alert.Degraded)
        {
            var answer = await health.ReadyAsync(cancel);
            return answer.Problems.Count == 0
                ? []
                : [new AlertStanding("the bridge is not ready", Lines("The bridge is not ready", answer.Problems))];
        }

        await using var db = await source.OpenConnectionAsync(cancel);
        return alert.OldestSignal is { } longest ? await this.OldestAsync(db, longest, cancel)
            : alert.RefusedEffects is { } most ? await RefusedAsync(db, most, cancel)
            : await this.FindingsAsync(db, alert, cancel);
    }

    private async Task<IReadOnlyCollection<AlertStanding>> OldestAsync(
        NpgsqlConnection db,
        TimeSpan longest,
        CancellationToken cancel
    )
    {
        // Numbers are given in the order of time: the first one is the oldest, and nothing is counted.
        var oldest = await db.QuerySingleOrDefaultAsync<DateTime?>(
            new CommandDefinition(
                "select received_at from signals where case_id is not null order by id limit 1",
                cancellationToken: cancel
            )
        );
        return oldest is { } at && time.GetUtcNow().UtcDateTime - at > longest
            ? [new AlertStanding("signals wait", $"A signal waits since {Moment(at)} UTC and nobody has looked at it.")]
            : [];
    }

    private static async Task<IReadOnlyCollection<AlertStanding>> RefusedAsync(
        NpgsqlConnection db,
        int most,
        CancellationToken cancel
    )
    {
        var refused = await db.ExecuteScalarAsync<long>(
            new CommandDefinition("select count(*) from effects where state = 'refused'", cancellationToken: cancel)
        );
        return refused > most
            ?
            [
                new AlertStanding(
                    "refused effects",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{refused} effects were refused by the tools and wait for a person."
                    )
                ),
            ]
            : [];
    }

    private async Task<IReadOnlyCollection<AlertStanding>> FindingsAsync(
        NpgsqlConnection db,
        AlertOptions alert,
        CancellationToken cancel
    )
    {
        var rows = await db.QueryAsync<Row>(
            new CommandDefinition(
                FindingsSql,
                new
                {
                    kinds = Kinds(alert.Findings),
                    before = time.GetUtcNow() - alert.OpenFor,
                    processes = Lower(alert.Processes),
                    connections = Lower(alert.Connections),
                },
                cancellationToken: cancel
            )
        );
        return [.. rows.Select(this.Standing)];
    }

    private AlertStanding Standing(Row row)
    {
        var name = row.Process.Length == 0 ? row.Kind : $"{row.Process}: {row.Kind}";
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {row.Count} open, the oldest since {Moment(row.Oldest)} UTC"
        );
        return new AlertStanding(name, Lines(head, row.Lines, row.Count - row.Lines.Length) + this.Where());
    }

    private string Where() =>
        options.PublicUrl is { } url ? $"\n{url.TrimEnd('/')}/findings" : "";

    private static string Lines(string head, IReadOnlyCollection<string> lines, long more = 0)
    {
        var shown = lines.Take(MostLines).Select(line => "- " + (line.Length > LongestLine ? line[..LongestLine] + "…" : line));
        var rest = more > 0 ? string.Create(CultureInfo.InvariantCulture, $"\n- and {more} more") : "";
        return $"{head}\n{string.Join('\n', shown)}{rest}";
    }

    private static string[] Kinds(IEnumerable<string> given) =>
        [.. given.Select(kind => Enum.Parse<Core.Model.FindingKind>(kind, ignoreCase: true).ToString())];

    private static string[] Lower(IEnumerable<string> names) => [.. names.Select(name => name.ToLowerInvariant())];

    private static string Moment(DateTime at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private sealed record Row(string Process, string Kind, long Count, DateTime Oldest, string[] Lines);
}
