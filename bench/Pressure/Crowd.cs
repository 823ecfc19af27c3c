using System.Globalization;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Scenery;
using Npgsql;

namespace Bridge.Bench.Pressure;

/// <summary>Signals that wait, put into the database at once; some of the tickets are there, and large.</summary>
internal sealed class Crowd(NpgsqlDataSource source, SandboxCity city)
{
    private const int Real = 500;
    private const int Notes = 20;

    /// <summary>Tickets of which webhooks keep coming.</summary>
    public IReadOnlyList<string> Noisy { get; private set; } = [];

    /// <summary>Fills the inbox by the variant: cases-100k, cases-1m, one-case, nobodys-items.</summary>
    public async Task FillAsync(string variant, int signals)
    {
        var cases = variant switch
        {
            "cases-100k" => signals / 10,
            "cases-1m" => signals,
            "one-case" => 1,
            _ => 0,
        };
        var tickets = this.Tickets(cases).ToArray();
        this.Noisy = cases == 0 ? ["95000000"] : [.. tickets.TakeLast(800)];
        await this.RunAsync(
            """
            insert into cases (helpdesk, ticket_id, tracker, ready_at, created_at, updated_at)
            select 'freshdesk', id, 'clickup', now() - interval '1 hour' + n * interval '1 microsecond', now(), now()
            from unnest(@ids) with ordinality as t(id, n)
            """,
            new NpgsqlParameter("ids", tickets)
        );
        await this.RunAsync(
            """
            with all_cases as (select id, ticket_id, row_number() over (order by id) as n from cases)
            insert into signals (case_id, connection, side, object_id, source, what, received_at)
            select c.id, 'freshdesk', 0, c.ticket_id, 0, 'ticket updated: a change of which the webhook told', now() - interval '1 hour'
            from generate_series(0, @signals - 1) s(i) join all_cases c on c.n = s.i % @cases + 1
            """,
            new NpgsqlParameter("signals", cases == 0 ? 0 : signals),
            new NpgsqlParameter("cases", Math.Max(1, cases))
        );
        await this.RunAsync(
            """
            insert into signals (case_id, connection, side, object_id, source, what, received_at)
            select null, 'clickup', 1, 'x' || i, 0, 'taskUpdated', now() from generate_series(1, @signals) i
            """,
            new NpgsqlParameter("signals", cases == 0 ? signals : 0)
        );
        await this.RunAsync("vacuum analyze");
    }

    /// <summary>Tickets that go to the engineers, each with its one signal: the whole way of a change.</summary>
    public async Task ElevateAsync(int count)
    {
        var ids = new List<string>();
        for (var n = 0; n < count; n++)
        {
            var ticket = city.Customers.Carol.ByMail.CreateTicket($"Totals are wrong, {n}", "<p>They are off.</p>").Id;
            city.Agents.Dana.InFreshdesk.Change(ticket, this.Elevated());
            ids.Add(ticket.ToString(CultureInfo.InvariantCulture));
        }

        await this.RunAsync(
            """
            with made as (
                insert into cases (helpdesk, ticket_id, ready_at, created_at, updated_at)
                select 'freshdesk', id, now(), now(), now() from unnest(@ids) id returning id, ticket_id
            )
            insert into signals (case_id, connection, side, object_id, source, what, received_at)
            select id, 'freshdesk', 0, ticket_id, 0, 'ticket updated', now() from made
            """,
            new NpgsqlParameter("ids", ids.ToArray())
        );
    }

    public async Task<long> NumberAsync(string sql)
    {
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private IEnumerable<string> Tickets(int count)
    {
        var html = $"<p>{new string('x', 64 * 1024)}</p>";
        for (var n = 0; n < Math.Min(Real, count); n++)
        {
            var ticket = city.Customers.Carol.ByMail.CreateTicket($"A large ticket, {n}", html).Id;
            for (var note = 0; note < Notes; note++)
            {
                city.Agents.Dana.InFreshdesk.PrivateNote(ticket, $"<p>{note} {new string('y', 4 * 1024)}</p>");
            }

            yield return ticket.ToString(CultureInfo.InvariantCulture);
        }

        for (var n = Real; n < count; n++)
        {
            yield return (90_000_000 + n).ToString(CultureInfo.InvariantCulture);
        }
    }

    private FreshdeskTicketChange Elevated() =>
        new()
        {
            Type = "Bugs/Defects",
            Status = city.HelpDesk.Status("Elevating"),
            CustomFields = new Dictionary<string, object?>
            {
                [city.HelpDesk.Field("Ticket Subtype")] = "Dashboard",
                [city.HelpDesk.Field("Acceptance Criteria")] = "Totals match the export",
                [city.HelpDesk.Field("Target URL")] = "https://app.example.com/totals",
                [city.HelpDesk.Field("Severity")] = "S2 - Major",
                [city.HelpDesk.Field("Steps to Reproduce the Issue")] = "Open the dashboard, compare the totals",
                [city.HelpDesk.Field("Ops Can Reproduce the Issue")] = "Yes",
                [city.HelpDesk.Field("Issue affects other clients")] = "No",
            },
        };

    private async Task RunAsync(string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 600;
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync();
    }
}
