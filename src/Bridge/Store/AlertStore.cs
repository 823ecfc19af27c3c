using Bridge.Core.Alerting;
using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>A message of the journal of alerts that this node has the right to tell for a while.</summary>
/// <param name="InDoubt">An attempt was begun and its end is not known.</param>
/// <param name="Attempts">This one included.</param>
/// <param name="StartedAt">When the first attempt began.</param>
public sealed record ClaimedAlert(
    long Id,
    string Alert,
    string Name,
    string Kind,
    string Text,
    bool InDoubt,
    int Attempts,
    DateTime StartedAt
);

/// <summary>A group of an alert as the page shows it. Times are UTC.</summary>
/// <param name="ToldAt">When its last message was told; null: none was yet.</param>
/// <param name="Waiting">Messages that are not told yet.</param>
public sealed record AlertRow(string Alert, string? Name, DateTime? Since, DateTime? ToldAt, long Waiting, string? Failure);

/// <summary>
/// The groups of alerts and the journal of their messages. A decision and its messages are one transaction, one node decides
/// at a time, and a message is one row by its alert, group, standing and number: deciding again adds nothing.
/// </summary>
public sealed class AlertStore(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>How long a node has a message before another takes it over, as one in doubt.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private const int LockKind = 7014;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Decides about one alert by what is known of it, and keeps what was decided; answers how many messages that adds.</summary>
    public async Task<int> DecideAsync(
        string alert,
        AlertPace pace,
        IReadOnlyCollection<AlertStanding> standing,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        await using var db = await source.OpenConnectionAsync(cancel);
        await using var transaction = await db.BeginTransactionAsync(cancel);
        await db.ExecuteAsync(
            new CommandDefinition(
                "select pg_advisory_xact_lock(@kind, 1)",
                new { kind = LockKind },
                transaction,
                cancellationToken: cancel
            )
        );
        var known = (
            await db.QueryAsync<(string Name, DateTime Since, int Told, DateTime? ToldAt)>(
                new CommandDefinition(
                    "select name, since, told, told_at from alert_groups where alert = @alert",
                    new { alert },
                    transaction,
                    cancellationToken: cancel
                )
            )
        )
            .Select(g => new AlertGroup(g.Name, Utc(g.Since), g.Told, g.ToldAt is { } at ? Utc(at) : null))
            .ToList();
        var page = AlertBook.Next(pace, known, standing, now);
        await db.ExecuteAsync(
            new CommandDefinition(
                """
                delete from alert_groups where alert = @alert and name <> all(@names);
                insert into alert_groups (alert, name, since, told, told_at)
                select @alert, g.name, g.since, g.told, g.told_at
                from unnest(@names, @sinces, @tolds, @tolds_at) as g(name, since, told, told_at)
                on conflict (alert, name) do update
                    set since = excluded.since, told = excluded.told, told_at = excluded.told_at;
                insert into alert_messages (alert, name, since, number, kind, text, state, planned_at)
                select @alert, m.name, m.since, m.number, m.kind, m.text, 'waiting', @now
                from unnest(@message_names, @message_sinces, @numbers, @kinds, @texts) as m(name, since, number, kind, text)
                on conflict do nothing;
                delete from alert_messages where ended_at < @before;
                """,
                new
                {
                    alert,
                    now,
                    before = now - Kept,
                    names = page.Groups.Select(g => g.Name).ToArray(),
                    sinces = page.Groups.Select(g => g.Since).ToArray(),
                    tolds = page.Groups.Select(g => g.Told).ToArray(),
                    tolds_at = page.Groups.Select(g => g.ToldAt).ToArray(),
                    message_names = page.Messages.Select(m => m.Name).ToArray(),
                    message_sinces = page.Messages.Select(m => m.Since).ToArray(),
                    numbers = page.Messages.Select(m => m.Number).ToArray(),
                    kinds = page.Messages.Select(m => m.Moment.ToString()).ToArray(),
                    texts = page.Messages.Select(m => m.Text.Replace("\0", "", StringComparison.Ordinal)).ToArray(),
                },
                transaction,
                cancellationToken: cancel
            )
        );
        await transaction.CommitAsync(cancel);
        return page.Messages.Length;
    }

    /// <summary>Forgets the groups of alerts that the settings no longer have; what they still had to tell is dropped, and says so.</summary>
    public async Task ForgetAsync(IReadOnlyCollection<string> alerts, CancellationToken cancel)
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        await db.ExecuteAsync(
            new CommandDefinition(
                """
                delete from alert_groups where alert <> all(@alerts);
                update alert_messages
                set state = 'dropped', ended_at = @now, failure = 'the settings no longer have this alert'
                where state in ('waiting', 'started') and alert <> all(@alerts);
                """,
                new { alerts = alerts.ToArray(), now = time.GetUtcNow() },
                cancellationToken: cancel
            )
        );
    }

    /// <summary>
    /// Takes the next message to tell and notes that an attempt begins; null when there is none. Those of a group are told
    /// in their order.
    /// </summary>
    public async Task<ClaimedAlert?> ClaimAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await source.OpenConnectionAsync(cancel);
        return await db.QuerySingleOrDefaultAsync<ClaimedAlert>(
            new CommandDefinition(
                """
                with next as (
                    select id, state from alert_messages m
                    where ((state = 'waiting' and (next_try is null or next_try <= @now))
                            or (state = 'started' and lease_until <= @now))
                        and not exists (
                            select 1 from alert_messages e
                            where e.alert = m.alert and e.name = m.name and e.id < m.id and e.state in ('waiting', 'started'))
                    order by id limit 1 for update skip locked
                )
                update alert_messages m
                set state = 'started', attempts = m.attempts + 1, started_at = coalesce(m.started_at, @now),
                    lease_until = @until
                from next where m.id = next.id
                returning m.id as "Id", m.alert as "Alert", m.name as "Name", m.kind as "Kind", m.text as "Text",
                    next.state = 'started' as "InDoubt", m.attempts as "Attempts", m.started_at as "StartedAt"
                """,
                new { now, until = now + Lease },
                cancellationToken: cancel
            )
        );
    }

    /// <summary>It was told.</summary>
    public Task SentAsync(ClaimedAlert message, CancellationToken cancel) =>
        this.EndAsync(message, "sent", null, null, cancel);

    /// <summary>It was not, or nobody knows: then it stays in doubt until the next try.</summary>
    public Task AgainAsync(
        ClaimedAlert message,
        bool mayHaveHappened,
        DateTimeOffset at,
        string why,
        CancellationToken cancel
    ) => this.EndAsync(message, mayHaveHappened ? "started" : "waiting", at, why, cancel);

    /// <summary>Each alert of the settings with the groups that stand, and what it told last.</summary>
    public async Task<IReadOnlyList<AlertRow>> AllAsync(IReadOnlyCollection<string> alerts, CancellationToken cancel)
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        var rows = await db.QueryAsync<AlertRow>(
            new CommandDefinition(
                """
                select a.alert as "Alert", g.name as "Name", g.since as "Since",
                    (select max(m.ended_at) from alert_messages m
                        where m.alert = a.alert and m.state = 'sent' and (g.name is null or m.name = g.name)) as "ToldAt",
                    (select count(*) from alert_messages m
                        where m.alert = a.alert and m.state in ('waiting', 'started')
                            and (g.name is null or m.name = g.name)) as "Waiting",
                    (select m.failure from alert_messages m
                        where m.alert = a.alert and m.state in ('waiting', 'started') and m.failure is not null
                            and (g.name is null or m.name = g.name)
                        order by m.id desc limit 1) as "Failure"
                from unnest(@alerts) as a(alert) left join alert_groups g on g.alert = a.alert
                order by 1, 3, 2
                """,
                new { alerts = alerts.ToArray() },
                cancellationToken: cancel
            )
        );
        return [.. rows];
    }

    private async Task EndAsync(
        ClaimedAlert message,
        string state,
        DateTimeOffset? again,
        string? failure,
        CancellationToken cancel
    )
    {
        await using var db = await source.OpenConnectionAsync(cancel);
        await db.ExecuteAsync(
            new CommandDefinition(
                """
                update alert_messages
                set state = @state, failure = @failure, next_try = @again, lease_until = @again,
                    ended_at = case when @state = 'sent' then @now end
                where id = @id and state = 'started' and attempts = @attempts
                """,
                new
                {
                    id = message.Id,
                    attempts = message.Attempts,
                    state,
                    again,
                    failure,
                    now = time.GetUtcNow(),
                },
                cancellationToken: cancel
            )
        );
    }

    private static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));
}
