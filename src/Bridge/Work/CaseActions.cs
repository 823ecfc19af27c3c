using Bridge.Core;
using Bridge.Core.Planning;
using Bridge.Store;
using Dapper;
using Npgsql;

namespace Bridge.Work;

/// <summary>What a person may do to a case by hand, besides having it looked at again.</summary>
public sealed class CaseActions(NpgsqlDataSource source, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The kinds of effects that tell somebody something: refused, they wait for a person in the journal.</summary>
    public static IReadOnlyList<string> Telling { get; } =
    ["note", "reply", "comment", "article", "post", "edit note", "edit comment", "remove note", "remove comment"];

    /// <summary>Has all that tools refused of a case tried again; see the other one.</summary>
    public Task<bool> RetryAsync(long caseId, CancellationToken cancel) => this.RetryAsync(caseId, null, cancel);

    /// <summary>
    /// Has what tools refused of a case tried again. False when there is no such case, or when a worker had it for
    /// the five seconds that this waits.
    /// </summary>
    /// <param name="facet">Only this, such as "tracker/Severity", or one of <see cref="Telling"/>; null: all.</param>
    public async Task<bool> RetryAsync(long caseId, string? facet, CancellationToken cancel)
    {
        for (var end = time.GetUtcNow() + Patience; ; )
        {
            switch (await this.TryOnceAsync(caseId, facet, cancel))
            {
                case Attempt.Done:
                    return true;
                case Attempt.NoSuchCase:
                    return false;
                case Attempt.Busy when time.GetUtcNow() >= end:
                    return false;
                default:
                    await Task.Delay(Pause, time, cancel);
                    break;
            }
        }
    }

    /// <summary>
    /// One transaction. The row lock keeps a claim out while it runs, and the risen fence keeps out a worker whose lease
    /// ended and who does not know yet: it would write the old state over this one.
    /// </summary>
    private async Task<Attempt> TryOnceAsync(long id, string? facet, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var found = await connection.QuerySingleOrDefaultAsync<Held>(
            Sql(
                "select coalesce(lease_until >= @now, false) as busy, state::text as state from cases where id = @id for update",
                new { id, now }
            )
        );
        if (found is null || found.Busy)
        {
            return found is null ? Attempt.NoSuchCase : Attempt.Busy;
        }

        var state = found.State is { } json ? CaseJson.Write(Repair.Retry(CaseJson.ReadCase(json), facet)) : null;
        await connection.ExecuteAsync(
            Sql(
                """
                update cases set state = coalesce(@state::json, state), fence = fence + 1, ready_at = @now,
                    lease_node = null, lease_token = null, lease_until = null
                where id = @id;
                update effects set state = 'waiting', next_try = @now, ended_at = null, retried_at = @now
                where case_id = @id and state = 'refused' and kind = any(@kinds);
                update findings set retried_at = @now
                where case_id = @id and scope = '' and closed_at is null
                    and key like @prefix || coalesce(@facet, '') || '%';
                insert into timeline (case_id, at, kind, text)
                values (@id, @now, 'button', @what);
                select pg_notify(@channel, '');
                """,
                new
                {
                    id,
                    now,
                    state,
                    facet,
                    prefix = UnsaidWords.Prefix,
                    kinds = Telling.Where(kind => facet is null || kind == facet).ToArray(),
                    what = "somebody asked to retry what was refused" + (facet is null ? "" : $": {facet}"),
                    channel = CaseStore.Channel,
                }
            )
        );
        await transaction.CommitAsync(cancel);
        return Attempt.Done;

        CommandDefinition Sql(string text, object values) => new(text, values, transaction, cancellationToken: cancel);
    }

    private enum Attempt
    {
        Done,
        Busy,
        NoSuchCase,
    }

    private sealed record Held(bool Busy, string? State);
}
