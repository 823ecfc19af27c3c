using System.Globalization;
using Bridge.Core.Model;
using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>
/// Finds what has been tried for so long that waiting alone will not do: effects that wait or whose end is not known, and
/// cases that cannot be read. Each is a finding until it gets through.
/// </summary>
public sealed class StuckStore(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>The scope of these findings; their keys are it, a slash, and the effect's key or "case".</summary>
    public const string Scope = "stuck";

    private const string OfCase = Scope + "/case";

    /// <summary>So many are raised at a time; the next turn raises more.</summary>
    private const int MostAtOnce = 500;

    private const string OverSql = $"""
        with over as (
            update findings f set closed_at = case when closed_at is null then @now else closed_at end, hidden = false
            where f.scope = '{Scope}' and (f.closed_at is null or f.hidden) and not (
                case when f.key = '{OfCase}'
                then exists (select from cases c where c.id = f.case_id and c.troubled_since < @before)
                else exists (
                    select from effects e
                    where e.case_id = f.case_id and e.key = substr(f.key, length('{Scope}/') + 1)
                        and e.state in ('started', 'waiting') and coalesce(e.retried_at, e.planned_at) < @before
                ) end
            )
            returning f.case_id, f.message, f.closed_by
        )
        insert into timeline (case_id, at, kind, text)
        select case_id, @now, 'over', message from over where closed_by is null
        """;

    private const string EffectsSql = $"""
        select e.case_id as "CaseId", '{Scope}/' || e.key as "Key", e.kind as "Kind", e.reason as "Reason",
            coalesce(e.retried_at, e.planned_at) as "Since", coalesce(e.failure, 'no answer came') as "Why",
            case e.side when 0 then c.helpdesk else coalesce(c.state -> 'item' ->> 'connection', c.helpdesk) end as "Connection"
        from effects e join cases c on c.id = e.case_id
        where e.state in ('started', 'waiting') and e.attempts > 0 and e.planned_at < @before
            and coalesce(e.retried_at, e.planned_at) < @before
            and not exists (
                select from findings f where f.case_id = e.case_id and f.scope = '{Scope}' and f.key = '{Scope}/' || e.key
                    and (f.closed_at is null or f.hidden)
            )
        order by e.planned_at limit @most
        """;

    private const string CasesSql = $"""
        select c.id as "CaseId", '{OfCase}' as "Key", 'case' as "Kind", '' as "Reason", c.troubled_since as "Since",
            coalesce((
                select t.text from timeline t where t.case_id = c.id and t.kind = 'waits' order by t.id desc limit 1
            ), 'its looks do not get through') as "Why",
            c.helpdesk as "Connection"
        from cases c
        where c.troubled_since < @before and (c.process is null or c.process = any(@live))
            and not exists (
                select from effects e where e.case_id = c.id and e.state in ('started', 'waiting') and e.attempts > 0
                    and coalesce(e.retried_at, e.planned_at) < @before
            )
            and not exists (
                select from findings f where f.case_id = c.id and f.scope = '{Scope}' and f.key = '{OfCase}'
                    and (f.closed_at is null or f.hidden)
            )
        order by c.troubled_since limit @most
        """;

    private const string OpenSql = $"""
        insert into findings (case_id, scope, kind, key, connection, message, opened_at)
        select f.*, @now from unnest(@cases, @scopes, @kinds, @keys, @connections, @messages) as f
        on conflict (coalesce(case_id, 0), scope, key) where closed_at is null do nothing
        """;

    /// <summary>The effect that a finding is about, by its key; null when it is about none.</summary>
    public static string? EffectOf(StoredFinding finding) =>
        finding.Scope == Scope && finding.Key.Length > Scope.Length && finding.Key != OfCase
            ? finding.Key[(Scope.Length + 1)..]
            : null;

    /// <summary>Closes what got through, and raises what has waited for so long. Answers how many were raised.</summary>
    /// <param name="live">The processes that are on: cases of others wait for their mapping, which is told elsewhere.</param>
    public async Task<int> SetAsync(TimeSpan patience, string[] live, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var values = new
        {
            now,
            before = now - patience,
            live,
            most = MostAtOnce,
        };
        await using var connection = await source.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(OverSql, values, cancellationToken: cancel));
        var rows = (
            await connection.QueryAsync<Row>(new CommandDefinition(EffectsSql, values, cancellationToken: cancel))
        )
            .Concat(
                await connection.QueryAsync<Row>(new CommandDefinition(CasesSql, values, cancellationToken: cancel))
            )
            .ToList();
        return rows.Count == 0
            ? 0
            : await connection.ExecuteAsync(
                new CommandDefinition(
                    OpenSql,
                    new
                    {
                        now,
                        cases = rows.Select(r => r.CaseId).ToArray(),
                        scopes = rows.Select(_ => Scope).ToArray(),
                        kinds = rows.Select(_ => nameof(FindingKind.Stuck)).ToArray(),
                        keys = rows.Select(r => r.Key).ToArray(),
                        connections = rows.Select(r => r.Connection).ToArray(),
                        messages = rows.Select(r => Message(r, patience)).ToArray(),
                    },
                    cancellationToken: cancel
                )
            );
    }

    private static string Message(Row row, TimeSpan patience)
    {
        var what = row.Kind == "case" ? "The case" : $"{Called(row.Kind)} ({row.Reason})";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what} has been waiting for more than {patience.TotalHours:0} hours, since {row.Since:d MMM yyyy HH:mm} UTC: {row.Why}"
        );
    }

    private static string Called(string kind) =>
        kind switch
        {
            "create" => "Making the item",
            "link" => "Linking the item",
            "reply" => "The reply to the customer",
            "note" => "A private note on the ticket",
            "comment" => "A comment on the item",
            "attach" => "A file",
            "article" => "The draft of an article",
            "post" => "The word to a webhook",
            _ => $"An effect, {kind},",
        };

    private sealed record Row(
        long CaseId,
        string Key,
        string Kind,
        string Reason,
        DateTime Since,
        string Why,
        string Connection
    );
}
