using Bridge.Core;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>A case as the page of an answer sees it.</summary>
/// <param name="Ticket">Null when it was never read.</param>
/// <param name="Answered">True when an answer of the round is stored, heeded or not.</param>
public sealed record AskedCase(Case State, Snapshot? Ticket, bool Answered);

/// <summary>
/// Where customers' answers become durable. An answer and the signal that has it looked at are one transaction, and the
/// round's first answer is its only one.
/// </summary>
public sealed class AnswerStore(NpgsqlDataSource source, SignalInbox inbox, TimeProvider time)
{
    private const string FindSql = """
        select state::text as "State", ticket::text as "Ticket",
            exists (select 1 from answers where case_id = @id and round = @round) as "Answered"
        from cases where id = @id and state is not null
        """;

    private const string InsertSql = """
        with answered as (
            insert into answers (case_id, round, answer, remark, at) values (@id, @round, @answer, @remark, @now)
            on conflict (case_id, round) do nothing returning case_id
        ),
        woken as (
            update cases set ready_at = least(coalesce(ready_at, @now), @now)
            where id in (select case_id from answered) returning id, helpdesk, ticket_id
        )
        insert into signals (case_id, connection, side, object_id, source, version, what, received_at)
        select id, helpdesk, @side, ticket_id, @source, null, 'the customer answered by link', @now from woken
        """;

    /// <summary>The case that a link is of; null when there is none.</summary>
    public async Task<AskedCase?> FindAsync(AnswerClaim claim, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(FindSql, new { id = claim.CaseId, round = claim.Round }, cancellationToken: cancel)
        );
        return row is null
            ? null
            : new AskedCase(
                CaseJson.ReadCase(row.State),
                row.Ticket is { } ticket ? CaseJson.ReadSnapshot(ticket) : null,
                row.Answered
            );
    }

    /// <summary>Stores an answer with its signal. False when the round has one already: then nothing changes.</summary>
    public async Task<bool> StoreAsync(AnswerClaim claim, string? remark, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var stored = await connection.ExecuteAsync(
            new CommandDefinition(
                InsertSql,
                new
                {
                    id = claim.CaseId,
                    round = claim.Round,
                    answer = claim.Answer.ToString(),
                    remark = remark?.Replace("\0", "", StringComparison.Ordinal),
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

    private sealed record Row(string State, string? Ticket, bool Answered);
}
