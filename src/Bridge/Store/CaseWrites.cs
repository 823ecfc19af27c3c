using Bridge.Core;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Planning.Comparison;
using Npgsql;
using NpgsqlTypes;

namespace Bridge.Store;

/// <summary>The statements that a transaction about one case is put together from.</summary>
internal static class CaseWrites
{
    /// <summary>
    /// What was open and does not hold any more is over, and the story says so; a conflict was told when it was settled. What
    /// a person dropped stays out of sight for as long as it says the same.
    /// </summary>
    private const string FindingsSql = """
        with now_open as (
            select * from unnest(@kinds, @keys, @messages, @connections) as f(kind, key, message, connection)
        ),
        over as (
            update findings set closed_at = @now
            where coalesce(case_id, 0) = @id and scope = '' and closed_at is null and key not in (select key from now_open)
            returning kind, message
        ),
        told as (
            insert into timeline (case_id, at, kind, text)
            select @id, @now, 'over', message from over where kind <> 'Conflict'
        ),
        shown as (
            update findings f set hidden = false
            where coalesce(f.case_id, 0) = @id and f.scope = '' and f.hidden
                and not exists (select from now_open n where n.key = f.key and n.message = f.message)
        )
        insert into findings (case_id, kind, key, message, connection, opened_at)
        select @id, n.kind, n.key, n.message, n.connection, @now from now_open n
        where not exists (
            select from findings f
            where coalesce(f.case_id, 0) = @id and f.scope = '' and f.hidden and f.key = n.key and f.message = n.message
        )
        on conflict (coalesce(case_id, 0), scope, key) where closed_at is null
            do update set message = excluded.message, kind = excluded.kind, connection = excluded.connection, retried_at = null
        """;

    private const string EffectsSql = """
        insert into effects (case_id, key, kind, side, effect, settlement, reason, state, attempts, started_at, next_try,
            mapping_hash, planned_at)
        select @id, key, kind, side, effect::json, settlement::json, reason, state, case state when 'started' then 1 else 0 end,
            case state when 'started' then @now end, next_try, @hash, @now
        from unnest(@keys, @kinds, @sides, @effects, @settlements, @reasons, @states, @tries)
            as e(key, kind, side, effect, settlement, reason, state, next_try)
        """;

    private const string EndsSql = """
        update effects e
        set state = n.state, attempts = n.attempts, next_try = n.next_try, failure = n.failure,
            comment_id = coalesce(n.comment_id, e.comment_id),
            ended_at = case when n.state in ('started', 'waiting') then null else @now end
        from unnest(@keys, @states, @attempts, @tries, @failures, @comments)
            as n(key, state, attempts, next_try, failure, comment_id)
        where e.case_id = @id and e.key = n.key
        """;

    private const string StateSql = """
        update cases set
            process = @process, stage = @stage, item_key = @item_key, tracker = coalesce(@tracker, tracker),
            state = @state,
            ticket = coalesce(@ticket, ticket), item = coalesce(@item, item),
            mapping_hash = coalesce(@hash, mapping_hash), updated_at = @now,
            failures = @failures,
            troubled_since = case when @failures = 0 then null else coalesce(troubled_since, @now) end,
            ready_at = case
                when not @release then ready_at
                when exists (select 1 from signals where case_id = @id) then @now
                when exists (
                    select 1 from unnest(@waits) as w(connection)
                    where not exists (select 1 from connection_pauses p where p.connection = w.connection)
                ) then @soon
                else @ready end,
            lease_node = case when @release then null else lease_node end,
            lease_token = case when @release then null else lease_token end,
            lease_until = case when @release then null else lease_until end
        where id = @id
        """;

    private const string LinkSql = """
        with added as (
            insert into links (connection, item_id, case_id) values (@connection, @item, @id) on conflict do nothing
            returning 1
        )
        update signals set case_id = @id
        where case_id is null and connection = @connection and object_id = @item and exists (select 1 from added)
        """;

    internal static void Hold(NpgsqlBatch batch, long id, long fence) =>
        Add(batch, "select bridge_hold(@id, @fence)", new("id", id), new("fence", fence));

    internal static void Effects(NpgsqlBatch batch, CaseRecord record, DateTimeOffset now)
    {
        if (record.Effects.IsEmpty)
        {
            return;
        }

        var all = record.Effects;
        Add(
            batch,
            EffectsSql,
            new("id", record.Case.Id),
            new("hash", record.MappingHash ?? ""),
            new("now", now),
            new("keys", all.Select(e => e.Planned.Effect.Key).ToArray()),
            new("kinds", all.Select(e => Kind(e.Planned.Effect)).ToArray()),
            new("sides", all.Select(e => (short)e.Planned.Effect.Side).ToArray()),
            new("effects", all.Select(e => CaseJson.Write(e.Planned.Effect)).ToArray()),
            new("settlements", all.Select(e => CaseJson.Write(e.Planned.Settlement)).ToArray()),
            new("reasons", all.Select(e => e.Planned.Effect.Reason).ToArray()),
            new("states", all.Select(e => Name(e.State)).ToArray()),
            Times("tries", all.Select(e => e.NextTry))
        );
    }

    internal static void Ends(NpgsqlBatch batch, long id, IReadOnlyList<EffectEnd> ends, DateTimeOffset now)
    {
        if (ends.Count == 0)
        {
            return;
        }

        Add(
            batch,
            EndsSql,
            new("id", id),
            new("now", now),
            new("keys", ends.Select(e => e.Key).ToArray()),
            new("states", ends.Select(e => Name(e.State)).ToArray()),
            new("attempts", ends.Select(e => e.Attempts).ToArray()),
            Times("tries", ends.Select(e => e.NextTry)),
            Texts("failures", ends.Select(e => e.Failure)),
            Texts("comments", ends.Select(e => e.CommentId))
        );
    }

    internal static void Signals(NpgsqlBatch batch, IReadOnlyCollection<long> heeded)
    {
        if (heeded.Count > 0)
        {
            Add(batch, "delete from signals where id = any(@ids)", new NpgsqlParameter("ids", heeded.ToArray()));
        }
    }

    /// <summary>Says of what people gave the bridge to decide by that a plan took it in.</summary>
    /// <param name="table">answers or verdicts.</param>
    internal static void Heeded(
        NpgsqlBatch batch,
        string table,
        long id,
        IReadOnlyCollection<long> heeded,
        DateTimeOffset now
    )
    {
        if (heeded.Count > 0)
        {
            Add(
                batch,
                $"update {table} set heeded_at = @now where case_id = @id and id = any(@ids)",
                new("id", id),
                new("ids", heeded.ToArray()),
                new("now", now)
            );
        }
    }

    internal static void Findings(NpgsqlBatch batch, CaseRecord record, DateTimeOffset now)
    {
        if (record.Findings is { } findings)
        {
            Add(
                batch,
                FindingsSql,
                new("id", record.Case.Id),
                new("now", now),
                new("kinds", findings.Select(f => f.Kind.ToString()).ToArray()),
                new("keys", findings.Select(f => f.Key).ToArray()),
                new("messages", findings.Select(f => f.Message.Replace("\0", "", StringComparison.Ordinal)).ToArray()),
                Texts("connections", findings.Select(f => f.Connection))
            );
        }
    }

    internal static void Timeline(
        NpgsqlBatch batch,
        long id,
        IReadOnlyCollection<TimelineEntry> entries,
        DateTimeOffset now
    )
    {
        if (entries.Count > 0)
        {
            Add(
                batch,
                """
                insert into timeline (case_id, at, kind, text, mapping_hash)
                select @id, @now, kind, text, hash from unnest(@kinds, @texts, @hashes) as t(kind, text, hash)
                """,
                new("id", id),
                new("now", now),
                Texts("hashes", entries.Select(e => e.MappingHash)),
                new("kinds", entries.Select(e => e.Kind).ToArray()),
                new("texts", entries.Select(e => e.Text.Replace("\0", "", StringComparison.Ordinal)).ToArray())
            );
        }
    }

    /// <summary>A line that says why a case waits, unless it already waits.</summary>
    internal static void TimelineOnce(NpgsqlBatch batch, long id, string why, DateTimeOffset now) =>
        Add(
            batch,
            "insert into timeline (case_id, at, kind, text) select id, @now, 'waits', @why from cases where id = @id and failures = 0",
            new("id", id),
            new("now", now),
            new("why", why.Replace("\0", "", StringComparison.Ordinal))
        );

    internal static void State(NpgsqlBatch batch, CaseRecord record, DateTimeOffset now) =>
        Add(
            batch,
            StateSql,
            new("id", record.Case.Id),
            new("now", now),
            new("release", record.Release),
            new("failures", record.Failures),
            new("waits", record.WaitsFor.ToArray()),
            new("soon", now + PauseWrites.Soon),
            Text("process", record.Case.Process),
            Text("stage", record.Case.Stage),
            Text("item_key", record.Case.Item?.Key),
            Text("tracker", record.Tracker),
            Text("hash", record.MappingHash),
            Json("state", CaseJson.Write(record.Case)),
            Json("ticket", record.Ticket is { } ticket ? CaseJson.Write(Stored(ticket)) : null),
            Json("item", record.Item is { } item ? CaseJson.Write(Stored(item)) : null),
            new("ready", NpgsqlDbType.TimestampTz) { Value = record.ReadyAt is { } at ? at : DBNull.Value }
        );

    /// <summary>What people wrote and attached stays in the tools.</summary>
    private static Snapshot Stored(Snapshot read) => read with { Comments = [], Files = [], ClockAhead = null };

    internal static void Start(NpgsqlBatch batch, long id, string[] keys, DateTimeOffset now) =>
        Add(
            batch,
            """
            update effects set state = 'started', attempts = attempts + 1, started_at = @now, next_try = null
            where case_id = @id and key = any(@keys)
            """,
            new("id", id),
            new("keys", keys),
            new("now", now)
        );

    internal static void Link(NpgsqlBatch batch, long id, ItemRef item) =>
        Add(batch, LinkSql, new("id", id), new("connection", item.Connection), new("item", item.Id));

    internal static string Name(EffectState state) => state.ToString().ToLowerInvariant();

    internal static string Kind(Effect effect) => EffectWords.Kind(effect);

    internal static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter Text(string name, string? value) =>
        new(name, NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value };

    private static NpgsqlParameter Json(string name, string? value) =>
        new(name, NpgsqlDbType.Json) { Value = (object?)value ?? DBNull.Value };

    private static NpgsqlParameter Texts(string name, IEnumerable<string?> values) =>
        new(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = values.ToArray() };

    private static NpgsqlParameter Times(string name, IEnumerable<DateTimeOffset?> values) =>
        new(name, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz) { Value = values.ToArray() };
}
