using Bridge.Core.Model;
using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>
/// Where decisions about stopped messages become durable. A decision, its line of the story and the signal that has it
/// looked at are one transaction; while one is open, the same message takes no other.
/// </summary>
public sealed class VerdictStore(NpgsqlDataSource source, SignalInbox inbox, TimeProvider time)
{
    private const string InsertSql = """
        with decided as (
            insert into verdicts (case_id, number, kind, seen, text, by_whom, at)
            select id, @number, @kind, @seen, @text, @by, @now from cases where id = @id and state is not null
            on conflict (case_id, number) where heeded_at is null do nothing returning case_id
        ),
        told as (
            insert into timeline (case_id, at, kind, text)
            select case_id, @now, 'button', @story from decided
        ),
        woken as (
            update cases set ready_at = least(coalesce(ready_at, @now), @now)
            where id in (select case_id from decided) returning id, helpdesk, ticket_id
        )
        insert into signals (case_id, connection, side, object_id, source, version, what, received_at)
        select id, helpdesk, @side, ticket_id, @source, null, 'somebody decided about a stopped message', @now from woken
        """;

    /// <summary>Stores a decision. False when there is no such case, or one that no plan has taken in yet.</summary>
    /// <param name="verdict">Its id and time are the store's to give.</param>
    public async Task<bool> StoreAsync(long caseId, MessageVerdict verdict, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var stored = await connection.ExecuteAsync(
            new CommandDefinition(
                InsertSql,
                new
                {
                    id = caseId,
                    number = verdict.Number,
                    kind = verdict.Kind.ToString(),
                    seen = verdict.Seen,
                    text = Clean(verdict.Text),
                    by = Clean(verdict.By),
                    story = $"{Clean(verdict.By)} wants the stopped message to be {InWords(verdict.Kind)}",
                    now = time.GetUtcNow(),
                    side = (short)Side.Helpdesk,
                    source = (short)SignalSource.Button,
                },
                transaction,
                cancellationToken: cancel
            )
        );
        await connection.ExecuteAsync(
            new CommandDefinition(
                "select pg_notify(@channel, '')",
                new { channel = CaseStore.Channel },
                transaction,
                cancellationToken: cancel
            )
        );
        await transaction.CommitAsync(cancel);
        if (stored > 0)
        {
            inbox.Wake();
        }

        return stored > 0;
    }

    private static string InWords(VerdictKind kind) =>
        kind switch
        {
            VerdictKind.Release => "released",
            VerdictKind.Rewrite => "rewritten",
            _ => "dropped",
        };

    private static string? Clean(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);
}
