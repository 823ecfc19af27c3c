using System.Collections.Immutable;
using Bridge.Core.Model;
using Bridge.Core.Turns;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridge.Store;

/// <summary>Raised when a case was taken over by another worker: whatever was planned for it is void.</summary>
public sealed class LeaseLostException(string message, Exception? inner) : Exception(message, inner);

/// <summary>
/// Claims cases, and records what was decided and done about them. Each method is one round trip and one transaction.
/// What the promise rests on: <see cref="RecordAsync"/> stores effects as started together with the state that no longer
/// asks for them, before any of them runs; the next one stores how they ended together with what the case knows then. A
/// crash between the two leaves effects in doubt, never forgotten and never planned twice.
/// </summary>
public sealed partial class CaseStore(NpgsqlDataSource source, TimeProvider time, ILogger<CaseStore>? logger = null)
{
    private readonly ILogger<CaseStore> logger = logger ?? NullLogger<CaseStore>.Instance;

    /// <summary>The channel on which the database tells that a case became ready.</summary>
    public const string Channel = "bridge_ready";

    /// <summary>So many signals of a case are taken at a time; the rest makes it ready again at once, behind the others.</summary>
    public const int MostSignals = 500;

    private const string LeaseLost = "BR001";

    private readonly UnansweredClaims unanswered = new();

    /// <summary>The number beside the count, the most workers that there can be, tells the planner that few rows are meant.</summary>
    internal const string ClaimSql = """
        with taken as materialized (
            select r.id
            from unnest(@helpdesks, @trackers, @counts) as l(helpdesk, tracker, most)
            cross join lateral (
                select id from (
                    select id from cases
                    where helpdesk = l.helpdesk and tracker = l.tracker
                        and ready_at <= @now and (lease_until is null or lease_until < @now)
                    order by ready_at limit 1000 for update skip locked
                ) first
                limit l.most
            ) r
        )
        update cases c
        set lease_node = @node, lease_token = @token, lease_until = @until, fence = c.fence + 1
        where c.id = any(array(select id from taken))
        returning c.id, c.helpdesk, c.ticket_id, c.fence, c.failures, c.state, c.ticket, c.item, c.mapping_hash, c.tracker
        """;

    private const string SignalsSql = """
        select c.id, s.id, s.source, s.side, s.version, s.what
        from cases c
        cross join lateral (
            select id, source, side, version, what from signals where case_id = c.id order by id limit @most_signals
        ) s
        where c.lease_token = @token order by s.id
        """;

    private const string OpenSql = """
        select e.case_id, e.id, e.effect, e.settlement, e.state, e.attempts, e.started_at, e.next_try, e.mapping_hash
        from cases c join effects e on e.case_id = c.id and e.state in ('started', 'waiting')
        where c.lease_token = @token order by e.id
        """;

    private const string AnswersSql = """
        select a.case_id, a.id, a.round, a.answer, a.remark, a.at
        from cases c join answers a on a.case_id = c.id and a.heeded_at is null
        where c.lease_token = @token order by a.id
        """;

    private const string VerdictsSql = """
        select v.case_id, v.id, v.number, v.kind, v.seen, v.text, v.by_whom, v.at
        from cases c join verdicts v on v.case_id = c.id and v.heeded_at is null
        where c.lease_token = @token order by v.id
        """;

    /// <summary>
    /// Takes so many cases of each line that are ready and nobody works on, those that wait longest, with all that is pending
    /// for them.
    /// </summary>
    public async Task<ImmutableArray<ClaimedCase>> ClaimAsync(
        int node,
        IReadOnlyCollection<LineShare> shares,
        TimeSpan lease,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        var token = Guid.CreateVersion7(now);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(ClaimSql)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<int>("node", node),
                        new NpgsqlParameter<Guid>("token", token),
                        new NpgsqlParameter<DateTimeOffset>("until", now + lease),
                        new NpgsqlParameter<DateTimeOffset>("now", now),
                        new NpgsqlParameter<string[]>("helpdesks", [.. shares.Select(s => s.Line.Helpdesk)]),
                        new NpgsqlParameter<string[]>("trackers", [.. shares.Select(s => s.Line.Tracker)]),
                        new NpgsqlParameter<int[]>("counts", [.. shares.Select(s => s.Cases)]),
                    },
                },
                new NpgsqlBatchCommand(SignalsSql)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<Guid>("token", token),
                        new NpgsqlParameter<int>("most_signals", MostSignals),
                    },
                },
                new NpgsqlBatchCommand(OpenSql) { Parameters = { new NpgsqlParameter<Guid>("token", token) } },
                new NpgsqlBatchCommand(AnswersSql) { Parameters = { new NpgsqlParameter<Guid>("token", token) } },
                new NpgsqlBatchCommand(VerdictsSql) { Parameters = { new NpgsqlParameter<Guid>("token", token) } },
            },
        };
        using var claim = this.unanswered.Begin(token, batch);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var unreadable = new Unreadable();
        var claimed = new List<ClaimedCase>();
        while (await reader.ReadAsync(cancel))
        {
            unreadable.Add(claimed, reader, CaseRows.Claimed);
        }

        var signals = await NextAsync(reader, unreadable, CaseRows.Signal, cancel);
        var open = await NextAsync(reader, unreadable, CaseRows.Effect, cancel);
        var answers = await NextAsync(reader, unreadable, CaseRows.Answer, cancel);
        var verdicts = await NextAsync(reader, unreadable, CaseRows.Verdict, cancel);
        await ToCommitAsync(reader, cancel);
        await reader.DisposeAsync();
        await this.LeaveAsync(connection, unreadable, token, cancel);
        claim.Answered();
        var signalsOf = signals.ToLookup(s => s.Case, s => s.What);
        var openOf = open.ToLookup(e => e.Case, e => e.What);
        var answersOf = answers.ToLookup(a => a.Case, a => a.What);
        var verdictsOf = verdicts.ToLookup(v => v.Case, v => v.What);
        return
        [
            .. claimed
                .Where(c => !unreadable.Has(c.Case.Id))
                .Select(c =>
                    c with
                    {
                        Signals = [.. signalsOf[c.Case.Id]],
                        Open = [.. openOf[c.Case.Id]],
                        Answers = [.. answersOf[c.Case.Id]],
                        Verdicts = [.. verdictsOf[c.Case.Id]],
                    }
                ),
        ];
    }

    /// <summary>Lengthens the leases of cases that are still being worked on; gives back those that are still this node's.</summary>
    public async Task<IReadOnlySet<long>> RenewAsync(int node, long[] cases, TimeSpan lease, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "update cases set lease_until = @until where id = any(@ids) and lease_node = @node returning id"
        );
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("until", time.GetUtcNow() + lease));
        command.Parameters.Add(new NpgsqlParameter<long[]>("ids", cases));
        command.Parameters.Add(new NpgsqlParameter<int>("node", node));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var kept = new HashSet<long>();
        while (await reader.ReadAsync(cancel))
        {
            kept.Add(reader.GetInt64(0));
        }

        await ToCommitAsync(reader, cancel);
        return kept;
    }

    /// <summary>How many tickets that are linked to the item came in before a case.</summary>
    public async Task<int> EarlierAsync(long caseId, ItemRef item, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "select count(*)::int from links where connection = @connection and item_id = @item and case_id < @id"
        );
        command.Parameters.Add(new NpgsqlParameter<string>("connection", item.Connection));
        command.Parameters.Add(new NpgsqlParameter<string>("item", item.Id));
        command.Parameters.Add(new NpgsqlParameter<long>("id", caseId));
        return await command.ExecuteScalarAsync(cancel) as int? ?? 0;
    }

    /// <summary>
    /// Records, in one transaction, all that a look at a case came to so far: the case, how earlier effects ended, the
    /// effects to execute next, findings and story, and which signals were heeded.
    /// </summary>
    public async Task RecordAsync(CaseRecord record, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        CaseWrites.Hold(batch, record.Case.Id, record.Fence);
        CaseWrites.Ends(batch, record.Case.Id, record.Ends, now);
        CaseWrites.Effects(batch, record, now);
        CaseWrites.Signals(batch, record.HeededSignals);
        CaseWrites.Heeded(batch, "answers", record.Case.Id, record.HeededAnswers, now);
        CaseWrites.Heeded(batch, "verdicts", record.Case.Id, record.HeededVerdicts, now);
        CaseWrites.Findings(batch, record, now);
        CaseWrites.Timeline(batch, record.Case.Id, record.Timeline, now);
        if (record is { NewLink: true, Case.Item: { } item })
        {
            CaseWrites.Link(batch, record.Case.Id, item);
        }

        if (record.Release)
        {
            PauseWrites.Waits(batch, record.Case.Id, record.WaitsFor, now);
        }

        CaseWrites.State(batch, record, now);
        await RunAsync(batch, cancel);
    }

    /// <summary>Notes that attempts begin, so that a crash from here on leaves them in doubt.</summary>
    public async Task StartAsync(long caseId, long fence, string[] keys, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        CaseWrites.Hold(batch, caseId, fence);
        CaseWrites.Start(batch, caseId, keys, time.GetUtcNow());
        await RunAsync(batch, cancel);
    }

    /// <summary>Gives a case back without a result: it is looked at again at <paramref name="again"/>.</summary>
    public async Task ReleaseAsync(long caseId, long fence, DateTimeOffset again, string why, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        CaseWrites.Hold(batch, caseId, fence);
        CaseWrites.TimelineOnce(batch, caseId, why, time.GetUtcNow());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                update cases set ready_at = @again, failures = failures + 1, lease_node = null, lease_token = null,
                    lease_until = null, troubled_since = coalesce(troubled_since, @now)
                where id = @id
                """
            )
            {
                Parameters =
                {
                    new NpgsqlParameter<DateTimeOffset>("again", again),
                    new NpgsqlParameter<DateTimeOffset>("now", time.GetUtcNow()),
                    new NpgsqlParameter<long>("id", caseId),
                },
            }
        );
        await RunAsync(batch, cancel);
    }

    private static async Task<List<(long Case, T What)>> NextAsync<T>(
        NpgsqlDataReader reader,
        Unreadable unreadable,
        Func<NpgsqlDataReader, (long Case, T What)> read,
        CancellationToken cancel
    )
    {
        await reader.NextResultAsync(cancel);
        var all = new List<(long Case, T What)>();
        while (await reader.ReadAsync(cancel))
        {
            unreadable.Add(all, reader, read);
        }

        return all;
    }

    /// <summary>Rows come before the commit, and a reader that is only disposed keeps quiet about one that the server refused.</summary>
    private static async Task ToCommitAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        while (await reader.NextResultAsync(cancel))
        {
            // Nothing is wanted of what is left.
        }
    }

    internal static async Task RunAsync(NpgsqlBatch batch, CancellationToken cancel)
    {
        try
        {
            await batch.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException e) when (e.SqlState == LeaseLost)
        {
            throw new LeaseLostException(e.MessageText, e);
        }
    }
}
