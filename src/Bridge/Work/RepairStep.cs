using Bridge.Core;
using Bridge.Core.Model;
using Bridge.Core.Reporting;
using Bridge.Store;
using Dapper;
using Npgsql;

namespace Bridge.Work;

/// <summary>One change to a case by hand, in a transaction that is about one finding.</summary>
internal delegate Task<Acted> RepairOf(RepairStep step);

/// <summary>The statements of such a change. The row lock keeps claims out while the transaction is open.</summary>
internal sealed class RepairStep(
    NpgsqlConnection connection,
    NpgsqlTransaction transaction,
    StoredFinding finding,
    long caseId,
    PersonsWord word,
    DateTimeOffset now,
    CancellationToken cancel
)
{
    public StoredFinding Finding => finding;

    public GivenUp GivenUp => new(word.By, word.Why, now);

    /// <summary>Locks the case. Null when the finding is over meanwhile.</summary>
    public async Task<LockedCase?> LockAsync()
    {
        var held = await connection.QuerySingleOrDefaultAsync<Row>(
            this.Sql(
                """
                select coalesce(lease_until >= @now, false) as "Busy", state::text as "State"
                from cases where id = @caseId for update
                """
            )
        );
        var open = await connection.ExecuteScalarAsync<bool>(
            this.Sql("select coalesce((select closed_at is null or hidden from findings where id = @Id), false)")
        );
        return held is null || !open
            ? null
            : new LockedCase(held.Busy, held.State is { } json ? CaseJson.ReadCase(json) : null);
    }

    /// <summary>
    /// Stores a changed case and has it looked at. The risen fence keeps out a worker whose lease ended and who does not know
    /// yet: it would write the old state over this one.
    /// </summary>
    public Task StoreAsync(Case value) =>
        connection.ExecuteAsync(
            this.Sql(
                """
                update cases set state = @state::json, fence = fence + 1, ready_at = @now,
                    lease_node = null, lease_token = null, lease_until = null
                where id = @caseId
                """,
                new { state = CaseJson.Write(value) }
            )
        );

    /// <summary>Stores a signal, so that the case is read and looked at.</summary>
    public Task LookAsync() =>
        connection.ExecuteAsync(
            this.Sql(
                """
                with woken as (
                    update cases set ready_at = least(coalesce(ready_at, @now), @now)
                    where id = @caseId returning id, helpdesk, ticket_id
                )
                insert into signals (case_id, connection, side, object_id, source, version, what, received_at)
                select id, helpdesk, @side, ticket_id, @source, null, 'somebody had a finding looked at again', @now
                from woken
                """,
                new { side = (short)Side.Helpdesk, source = (short)SignalSource.Button }
            )
        );

    /// <summary>Changes an effect of the case in the journal; the statement may use @key, @caseId, @now and @gone.</summary>
    public Task<int> EffectAsync(string sql, string key) =>
        connection.ExecuteAsync(this.Sql(sql, new { key, gone = $"given up by {word.By}: {word.Why}" }));

    /// <summary>An effect of the case that still waits or whose end is not known, as JSON; null when there is none.</summary>
    public Task<string?> OpenEffectAsync(string key) =>
        connection.ExecuteScalarAsync<string?>(
            this.Sql(
                "select effect::text from effects where case_id = @caseId and key = @key and state in ('started', 'waiting')",
                new { key }
            )
        );

    /// <summary>Says that the finding was tried again, in its row and in the story.</summary>
    public async Task RetriedAsync()
    {
        await connection.ExecuteAsync(
            this.Sql(
                """
                update findings set retried_at = case when closed_at is null then @now end, hidden = false where id = @Id;
                select pg_notify(@channel, '')
                """,
                new { channel = CaseStore.Channel }
            )
        );
        await this.TellAsync($"{word.By} had this tried again" + (word.Why.Length > 0 ? $" ({word.Why})" : ""));
    }

    /// <summary>Closes the finding, and says so in the story.</summary>
    /// <param name="hides">True when it goes on to hold, and must stay out of sight.</param>
    public async Task DroppedAsync(bool hides)
    {
        await connection.ExecuteAsync(
            this.Sql(
                """
                update findings set closed_at = coalesce(closed_at, @now), closed_by = @By, closed_why = @Why, hidden = @hides
                where id = @Id;
                select pg_notify(@channel, '')
                """,
                new
                {
                    word.By,
                    word.Why,
                    hides,
                    channel = CaseStore.Channel,
                }
            )
        );
        await this.TellAsync($"{word.By} dropped this ({word.Why})");
    }

    private Task TellAsync(string who)
    {
        var title = FindingWords.Find(finding.Kind)?.Title ?? finding.Kind;
        var text = $"{who}: {title}. {finding.Message.Split('\n', 2)[0]}";
        return connection.ExecuteAsync(
            this.Sql(
                "insert into timeline (case_id, at, kind, text) values (@caseId, @now, 'button', @text)",
                new { text }
            )
        );
    }

    private CommandDefinition Sql(string text, object? more = null)
    {
        var values = new DynamicParameters(
            new
            {
                finding.Id,
                caseId,
                now,
            }
        );
        values.AddDynamicParams(more);
        return new CommandDefinition(text, values, transaction, cancellationToken: cancel);
    }

    private sealed record Row(bool Busy, string? State);
}

/// <summary>A case that is locked for a change by hand. State is null before it was first looked at.</summary>
internal sealed record LockedCase(bool Busy, Case? State);
