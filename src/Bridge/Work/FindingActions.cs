using Bridge.Store;
using Bridge.Webhooks;
using Dapper;
using Npgsql;

namespace Bridge.Work;

/// <summary>
/// What a person has done about one finding: tried again, or dropped. Each is one transaction that changes what is stored
/// and wakes the case; a look then acts on it, as on every signal.
/// </summary>
public sealed class FindingActions(NpgsqlDataSource source, QuarantineReading webhooks, TimeProvider time)
{
    /// <summary>Who closes a finding that a retry settled at once.</summary>
    private const string Understood = "it is understood now, and its signals are stored";

    /// <summary>Has what a finding is about tried again, or looked at again.</summary>
    /// <returns>What came of it, and why when it came to nothing.</returns>
    public async Task<(Acted Acted, string? Why)> RetryAsync(
        StoredFinding finding,
        PersonsWord word,
        CancellationToken cancel
    )
    {
        var said = word.Clean();
        if (finding.CaseId is { } id)
        {
            return (await this.OnCaseAsync(finding, id, said, Repairs.Retry, cancel), null);
        }

        if (finding.Scope != Quarantine.Scope)
        {
            return (Acted.ByItself, null);
        }

        if (finding.ClosedAt is not null)
        {
            return (Acted.Over, null);
        }

        return await webhooks.ReadAsync(finding.Key, cancel) is { } why
            ? (Acted.NotUnderstood, why)
            : (await this.CloseAsync(finding, said with { Why = Understood }, hides: false, cancel), null);
    }

    /// <summary>Gives up what a finding is about, or takes note of it: it is out of sight for as long as it says the same.</summary>
    /// <param name="word">With a reason.</param>
    public async Task<Acted> DropAsync(StoredFinding finding, PersonsWord word, CancellationToken cancel)
    {
        var said = word.Clean();
        ArgumentException.ThrowIfNullOrEmpty(said.Why);
        return finding.CaseId is { } id
            ? await this.OnCaseAsync(finding, id, said, Repairs.Drop, cancel)
            : await this.CloseAsync(finding, said, finding.Scope != Quarantine.Scope, cancel);
    }

    private async Task<Acted> OnCaseAsync(
        StoredFinding finding,
        long caseId,
        PersonsWord word,
        RepairOf repair,
        CancellationToken cancel
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var step = new RepairStep(connection, transaction, finding, caseId, word, time.GetUtcNow(), cancel);
        var acted = await repair(step);
        if (acted == Acted.Done)
        {
            await transaction.CommitAsync(cancel);
        }

        return acted;
    }

    /// <summary>Closes a finding that is of no case; a webhook that was decided about leaves the quarantine.</summary>
    private async Task<Acted> CloseAsync(StoredFinding finding, PersonsWord word, bool hides, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var closed = await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                """
                with closed as (
                    update findings set closed_at = @now, closed_by = @By, closed_why = @Why, hidden = @hides
                    where id = @Id and closed_at is null returning scope, key
                ),
                forgotten as (
                    delete from quarantine q using closed
                    where closed.scope = @Scope and q.id = substr(closed.key, length(@Scope) + 2)::bigint
                )
                select count(*) from closed
                """,
                new
                {
                    finding.Id,
                    Quarantine.Scope,
                    word.By,
                    word.Why,
                    hides,
                    now = time.GetUtcNow(),
                },
                cancellationToken: cancel
            )
        );
        return closed > 0 ? Acted.Done : Acted.Over;
    }
}
