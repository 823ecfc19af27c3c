using System.Text;
using Bridge.Core;
using Bridge.Core.Model;
using Dapper;
using Npgsql;

namespace Bridge.Tests.Web;

/// <summary>Rows as a working bridge leaves them.</summary>
internal static class Seeds
{
    public static readonly DateTimeOffset Morning = new(2026, 11, 20, 9, 12, 0, TimeSpan.Zero);

    /// <summary>A case of Level 2 Support in Fixing that wants to go to Verifying, with one field that differs.</summary>
    public static Case Fixing(string ticket, string? itemUrl = null) =>
        new()
        {
            Id = 0,
            Helpdesk = "freshdesk",
            TicketId = ticket,
            Process = "Level 2 Support",
            Stage = "Fixing",
            Item = new ItemRef("clickup", "86abc1", "86abc1", itemUrl ?? "https://app.clickup.com/t/86abc1"),
            StageBase = new StageBase("Fixing", "Fixing"),
            Visits =
            [
                new StageVisit("Validating", Morning),
                new StageVisit("Replicating", Morning.AddHours(1)),
                new StageVisit("Estimating", Morning.AddHours(3)),
                new StageVisit("Fixing", Morning.AddHours(5)),
            ],
            Gate = new ShutGate("Verifying", Side.Tracker, Morning.AddHours(26), ["Pull Request"], false),
            Eta = new EtaKnowledge(new DateOnly(2026, 11, 27), null),
            Base = Case0
                .Base.Add("Severity", Both(new FieldValue.Choice("S2 - Major")))
                .Add(
                    "Steps to Reproduce",
                    new FieldBase(
                        new FieldValue.Text("Open the feed. Sort by price."),
                        new FieldValue.Text("Open the feed. Sort by price."),
                        new FieldValue.Text("Open the feed, sort by price, then scroll to the end of the list.")
                    )
                )
                .Add("Estimated Delivery Date", Both(new FieldValue.Date(new DateOnly(2026, 11, 27))))
                .Add("Pull Request", FieldBase.Nothing),
            Refusals = Case0.Refusals.Add("tracker/Severity", new Refusal("S2 - Major", "no such option", Morning)),
        };

    private static Case Case0 { get; } =
        new()
        {
            Id = 0,
            Helpdesk = "",
            TicketId = "",
        };

    private static FieldBase Both(FieldValue value) => new(value, value, value);

    /// <summary>A case whose fix is before the customer, in round 2.</summary>
    public static Case Asked(string ticket) =>
        Fixing(ticket) with
        {
            Stage = "Verifying",
            Gate = null,
            Visits =
            [
                new StageVisit("Verifying", Morning),
                new StageVisit("Fixing", Morning.AddHours(1)),
                new StageVisit("Verifying", Morning.AddHours(5)),
            ],
            Rounds =
            [
                new ValidationRound(1, Morning)
                {
                    Record = "Emptied the cache",
                    Answer = CustomerAnswer.Broken,
                    AnsweredAt = Morning.AddHours(1),
                    Remark = "The page is <white>",
                },
                new ValidationRound(2, Morning.AddHours(5)) { Record = "Rebuilt the index" },
            ],
        };

    public static async Task<long> CaseAsync(
        NpgsqlDataSource source,
        Case state,
        string subject,
        params (string Name, FieldValue? Value)[] values
    )
    {
        await using var connection = await source.OpenConnectionAsync();
        var id = await connection.QuerySingleAsync<long>(
            """
            insert into cases (helpdesk, ticket_id, process, stage, item_key, created_at, updated_at)
            values (@Helpdesk, @TicketId, @Process, @Stage, @Key, now() - interval '2 days', now() - interval '4 minutes')
            returning id
            """,
            new
            {
                state.Helpdesk,
                state.TicketId,
                state.Process,
                state.Stage,
                state.Item?.Key,
            }
        );
        var ticket = new Snapshot
        {
            Side = Side.Helpdesk,
            Id = state.TicketId,
            Key = $"#{state.TicketId}",
            Url = $"https://example.freshdesk.com/a/tickets/{state.TicketId}",
            Version = 1,
            Status = state.Stage ?? "Open",
            Values = FieldBag.Of(values).With(FieldNames.Subject, new FieldValue.Text(subject)),
            Comments = [],
        };
        await connection.ExecuteAsync(
            "update cases set state = @state::json, ticket = @ticket::json where id = @id",
            new
            {
                id,
                state = CaseJson.Write(state with { Id = id }),
                ticket = CaseJson.Write(ticket),
            }
        );
        return id;
    }

    public static Task FindingAsync(NpgsqlDataSource source, long? caseId, string kind, string message) =>
        ExecuteAsync(
            source,
            """
            insert into findings (case_id, scope, kind, key, message, opened_at)
            values (@caseId, case when @caseId is null then 'freshdesk' else '' end, @kind, md5(@message), @message,
                now() - interval '35 minutes')
            """,
            new
            {
                caseId,
                kind,
                message,
            }
        );

    public static Task EffectAsync(
        NpgsqlDataSource source,
        long caseId,
        string kind,
        Side side,
        string state,
        string reason,
        string? failure = null
    ) =>
        ExecuteAsync(
            source,
            """
            insert into effects (case_id, key, kind, side, effect, settlement, reason, state, attempts, failure,
                mapping_hash, planned_at, ended_at, next_try)
            values (@caseId, md5(@kind || @reason), @kind, @side, '{}', '{}', @reason, @state, 1, @failure, '',
                now() - interval '10 minutes',
                case when @state in ('done', 'refused') then now() - interval '9 minutes' end,
                case when @state = 'waiting' then now() + interval '40 seconds' end)
            """,
            new
            {
                caseId,
                kind,
                side = (short)side,
                reason,
                state,
                failure,
            }
        );

    public static Task TimelineAsync(NpgsqlDataSource source, long caseId, string kind, params string[] texts) =>
        ExecuteAsync(
            source,
            "insert into timeline (case_id, at, kind, text) select @caseId, now() - interval '1 hour', @kind, t from unnest(@texts) t",
            new
            {
                caseId,
                kind,
                texts,
            }
        );

    public static Task QuarantineAsync(NpgsqlDataSource source, string reason, string body) =>
        ExecuteAsync(
            source,
            "insert into quarantine (connection, received_at, reason, body) values ('freshdesk', now() - interval '3 hours', @reason, @bytes)",
            new { reason, bytes = Encoding.UTF8.GetBytes(body) }
        );

    public static async Task ExecuteAsync(NpgsqlDataSource source, string sql, object? values = null)
    {
        await using var connection = await source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, values);
    }

    /// <summary>A working day: cases in every stage, findings, refusals and a quarantined webhook. Answers the case to open.</summary>
    public static async Task<long> DayAsync(NpgsqlDataSource source)
    {
        await ExecuteAsync(
            source,
            """
            insert into cases (helpdesk, ticket_id, process, stage, item_key, ticket, created_at, updated_at)
            select 'freshdesk', (4000 + n)::text, 'Level 2 Support',
                (array['Validating', 'Replicating', 'Estimating', 'Fixing', 'Verifying', 'Fixing'])[1 + n % 6], '86ab' || n,
                json_build_object('values', json_build_object('subject', json_build_object('t', 'text', 'value',
                    (array['The price feed is late', 'Showtimes missing for two cinemas', 'Dashboard shows no data', 'Trailer does not play'])[1 + n % 4]))),
                now() - interval '3 days', now() - n * interval '17 minutes'
            from generate_series(1, 57) n
            """
        );
        var id = await CaseAsync(source, Fixing("4711"), "Sorting by price loses the last page of the feed");
        await FindingAsync(
            source,
            id,
            "GateViolation",
            "The task was moved to Verifying, but Pull Request is empty. Fill it in; the case then goes on by itself."
        );
        await FindingAsync(
            source,
            id,
            "Refused",
            "ClickUp refused Severity = S2 - Major: no such option. Add the option 'Major' to the field, then press Retry."
        );
        await FindingAsync(
            source,
            null,
            "Gone",
            "Freshdesk answers 401: the API key is wrong. Renew it in the settings."
        );
        await EffectAsync(source, id, "create", Side.Tracker, "done", "the ticket meets the entry rule");
        await EffectAsync(source, id, "update", Side.Tracker, "done", "Severity was changed in the ticket");
        await EffectAsync(
            source,
            id,
            "note",
            Side.Helpdesk,
            "waiting",
            "tell the agent of the task",
            "busy; told to wait"
        );
        await EffectAsync(
            source,
            id,
            "reply",
            Side.Helpdesk,
            "refused",
            "ETA first set",
            "400: It should contain elements of type 'valid email' only"
        );
        await TimelineAsync(
            source,
            id,
            "saw",
            "Webhook: ticket updated by rule 'to the bridge'",
            "Webhook: taskStatusUpdated by Dana"
        );
        await TimelineAsync(source, id, "decided", "stage Fixing entered; the ticket follows the task");
        await TimelineAsync(source, id, "refused", "reply to the customer (ETA first set): 400, not a valid email");
        await QuarantineAsync(
            source,
            "no ticket id was found in the body",
            "{\"event\":\"{{Triggered event}}\",\"id\":\"\"}"
        );
        await ExecuteAsync(
            source,
            """
            insert into polls (connection, polled_at, failure) values
                ('freshdesk', now() - interval '70 seconds', null),
                ('clickup', now() - interval '11 minutes', 'Offline: no answer from api.clickup.com');
            insert into signals (case_id, connection, side, object_id, source, what, received_at)
            select id, 'freshdesk', 0, ticket_id, 0, 'ticket updated', now() - interval '3 seconds' from cases where ticket_id = '4001'
            """
        );
        return id;
    }
}
