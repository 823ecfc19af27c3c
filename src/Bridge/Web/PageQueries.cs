using Bridge.Core;
using Bridge.Store;
using Dapper;
using Npgsql;

namespace Bridge.Web;

/// <summary>
/// All that the pages read: one round trip a page, every list bounded, further rows by the id that the last page ended
/// with.
/// </summary>
public sealed class PageQueries(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Rows on a page of cases, findings or a timeline.</summary>
    public const int PageSize = 50;

    /// <summary>Webhooks on a page of the quarantine.</summary>
    public const int QuarantinePageSize = 20;

    /// <summary>Bytes that are shown of a webhook's body.</summary>
    public const int MostBody = 4096;

    /// <summary>The overview counts webhooks in quarantine back to here, and no more than a thousand.</summary>
    public static readonly TimeSpan QuarantineSpan = TimeSpan.FromDays(7);

    private const int MostCounted = 1000;

    private const int MostOnOverview = 10;

    private static readonly string OverviewSql = $"""
        select process as "Process", stage as "Stage", count(*) as "Cases"
        from cases where process is not null group by process, stage order by process, stage limit 500;

        select {FindingStore.Columns} from findings f left join cases c on c.id = f.case_id
        where f.closed_at is null order by f.id desc limit @most;

        select connection as "Connection", polled_at as "PolledAt", failure as "Failure"
        from polls order by connection limit 200;

        select {WaitingSignals.Count} as "Signals", {WaitingSignals.Oldest} as "Oldest",
            (select count(*) from effects where state in ('started', 'waiting')) as "Effects",
            (select count(*) from effects where state = 'refused' and kind in ('note', 'reply', 'comment', 'article', 'post')) as "Refused",
            (select count(*) from findings where closed_at is null) as "Findings",
            (select count(*) from (select received_at from quarantine order by id desc limit @bound) q
                where q.received_at > @since) as "Quarantined";
        """;

    private const string CaseColumns = """
        c.id as "Id", c.helpdesk as "Helpdesk", c.ticket_id as "TicketId", c.process as "Process", c.stage as "Stage",
        c.item_key as "ItemKey", c.ticket #>> '{values,subject,value}' as "Subject", c.updated_at as "UpdatedAt",
        (select count(*) from findings f where f.case_id = c.id and f.closed_at is null) as "Findings"
        """;

    private const string CasesEnd = "order by c.id desc limit @most";

    private const string CaseSql = $"""
        select {CaseColumns} from cases c where c.id = @id;

        select state::text as "State", ticket::text as "Ticket", item::text as "Item", ready_at as "ReadyAt",
            coalesce(lease_until >= @now, false) as "Worked",
            (select count(*) from signals where case_id = @id) as "Signals",
            (select count(*) from effects
                where case_id = @id and state = 'refused' and kind in ('note', 'reply', 'comment', 'article', 'post')) as "Refused",
            mapping_hash as "MappingHash"
        from cases where id = @id;

        select {FindingStore.Columns} from findings f join cases c on c.id = f.case_id
        where f.case_id = @id and f.closed_at is null order by f.id desc limit @most;

        select id as "Id", kind as "Kind", side as "Side", reason as "Reason", state as "State",
            attempts as "Attempts", planned_at as "PlannedAt", next_try as "NextTry", ended_at as "EndedAt",
            failure as "Failure", mapping_hash as "MappingHash"
        from effects where case_id = @id order by state = 'done', id desc limit @most;

        select id as "Id", at as "At", kind as "Kind", text as "Text", mapping_hash as "MappingHash"
        from timeline where case_id = @id and id < @before order by id desc limit @most;
        """;

    /// <summary>What the overview shows.</summary>
    public async Task<OverviewView> OverviewAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var results = await connection.QueryMultipleAsync(
            Command(
                OverviewSql,
                new
                {
                    most = MostOnOverview,
                    bound = MostCounted,
                    since = time.GetUtcNow() - QuarantineSpan,
                },
                cancel
            )
        );
        return new OverviewView(
            [.. await results.ReadAsync<StageCount>()],
            [.. await results.ReadAsync<StoredFinding>()],
            [.. await results.ReadAsync<PollRow>()],
            await results.ReadSingleAsync<Waiting>()
        );
    }

    /// <summary>Cases, the last that came first. Without a search only those that are in a process.</summary>
    public async Task<Slice<CaseRow>> CasesAsync(CaseFilter filter, CancellationToken cancel)
    {
        var where = new List<string> { "c.id < @before" };
        if (filter.Search is not null)
        {
            where.Add("(c.ticket_id = @search or lower(c.item_key) = lower(@search))");
        }

        if (filter.Process is not null)
        {
            where.Add("c.process = @process");
        }
        else if (filter.Search is null)
        {
            where.Add("c.process is not null");
        }

        if (filter.Stage is not null)
        {
            where.Add("c.stage = @stage");
        }

        if (filter.WithFindings)
        {
            where.Add("c.id in (select case_id from findings where closed_at is null and case_id is not null)");
        }

        if (filter.WithRefusedMessages)
        {
            where.Add(
                "c.id in (select case_id from effects where state = 'refused' and kind in ('note', 'reply', 'comment', 'article', 'post'))"
            );
        }

        var sql = $"select {CaseColumns} from cases c where {string.Join(" and ", where)} {CasesEnd}";
        var values = new
        {
            search = filter.Search,
            process = filter.Process,
            stage = filter.Stage,
            before = filter.Before ?? long.MaxValue,
            most = PageSize + 1,
        };
        await using var connection = await source.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<CaseRow>(Command(sql, values, cancel));
        return Slice<CaseRow>.Of(rows, PageSize, row => row.Id);
    }

    /// <summary>One case, with the lines of its story from <paramref name="before"/> back (null: the newest); null when there is none.</summary>
    public async Task<CaseView?> CaseAsync(long id, long? before, CancellationToken cancel)
    {
        var values = new
        {
            id,
            before = before ?? long.MaxValue,
            now = time.GetUtcNow(),
            most = PageSize + 1,
        };
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var results = await connection.QueryMultipleAsync(Command(CaseSql, values, cancel));
        if (await results.ReadSingleOrDefaultAsync<CaseRow>() is not { } row)
        {
            return null;
        }

        var known = await results.ReadSingleAsync<KnownRow>();
        var findings = await results.ReadAsync<StoredFinding>();
        var effects = await results.ReadAsync<EffectRow>();
        var timeline = await results.ReadAsync<TimelineRow>();
        return new CaseView(
            row,
            known.State is { } state ? CaseJson.ReadCase(state) : null,
            known.Ticket is { } ticket ? CaseJson.ReadSnapshot(ticket) : null,
            known.Item is { } item ? CaseJson.ReadSnapshot(item) : null,
            known.ReadyAt,
            known.Worked,
            known.Signals,
            known.Refused,
            [.. findings],
            [.. effects],
            Slice<TimelineRow>.Of(timeline, PageSize, line => line.Id),
            known.MappingHash
        );
    }

    /// <summary>The ticket of a case; null when there is no such case.</summary>
    public async Task<TicketRow?> TicketAsync(long id, CancellationToken cancel)
    {
        const string sql = """select helpdesk as "Helpdesk", ticket_id as "TicketId" from cases where id = @id""";
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<TicketRow>(Command(sql, new { id }, cancel));
    }

    /// <summary>Open findings, newest first.</summary>
    public async Task<Slice<StoredFinding>> FindingsAsync(
        FindingFilter filter,
        long? before,
        CancellationToken cancel
    ) =>
        Slice<StoredFinding>.Of(
            await new FindingStore(source).ListAsync(filter, before, PageSize + 1, cancel),
            PageSize,
            row => row.Id
        );

    /// <summary>The beginnings of webhooks in quarantine, by the keys of their findings.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> BodiesAsync(string[] keys, CancellationToken cancel)
    {
        const string sql = """
            select @Scope || '/' || id as "Key", substring(body from 1 for @most) as "Body" from quarantine
            where id = any(@ids)
            """;
        var ids = keys.Select(key => Quarantine.IdOf(key) ?? 0).ToArray();
        await using var connection = await source.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<(string Key, byte[] Body)>(
            Command(
                sql,
                new
                {
                    Quarantine.Scope,
                    ids,
                    most = MostBody,
                },
                cancel
            )
        );
        return rows.ToDictionary(r => r.Key, r => r.Body, StringComparer.Ordinal);
    }

    /// <summary>Webhooks that nobody understood, newest first, each with the beginning of its body.</summary>
    public async Task<Slice<QuarantineRow>> QuarantineAsync(long? before, CancellationToken cancel)
    {
        const string sql = """
            select id as "Id", connection as "Connection", received_at as "ReceivedAt", reason as "Reason",
                substring(body from 1 for @body) as "Body", octet_length(body) as "Size"
            from quarantine where id < @before order by id desc limit @most
            """;
        var values = new
        {
            body = MostBody,
            before = before ?? long.MaxValue,
            most = QuarantinePageSize + 1,
        };
        await using var connection = await source.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<QuarantineRow>(Command(sql, values, cancel));
        return Slice<QuarantineRow>.Of(rows, QuarantinePageSize, row => row.Id);
    }

    private static CommandDefinition Command(string sql, object values, CancellationToken cancel) =>
        new(sql, values, cancellationToken: cancel);

    private sealed record KnownRow(
        string? State,
        string? Ticket,
        string? Item,
        DateTime? ReadyAt,
        bool Worked,
        long Signals,
        long Refused,
        string? MappingHash
    );
}
