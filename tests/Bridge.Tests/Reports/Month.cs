using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Time;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Reports;

/// <summary>
/// Cases of two months in the level 2 process, brought there by the reconciler itself: seeded chance says when people move
/// a ticket and what they promise.
/// </summary>
internal sealed class Month
{
    public static readonly DateTimeOffset Now = new(2026, 11, 30, 17, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset First = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);

    private const string Targets = """

        sla:
          targets:
            - { stage: Replicating, when: { field: Severity, is: S1 - Critical }, time: 4 working hours }
            - { stage: Fixing, when: { field: Severity, is: S1 - Critical }, time: 2 working days }
            - { stage: Fixing, time: 6 working days }

        """;

    private const string Metrics = """

        metrics:
          ETA variance at triage:
            eta variance: { from stage: Fixing, until stage: Closed (Resolved) }
            goal: at most 10%
          Debugging accuracy of L2:
            share of: cases
            after stage: Estimating
            where: { field: Affects Other Clients, is: "No" }
            counted when: { field: Affects Other Clients, is filled: true }
            goal: at least 90%

        """;

    private readonly Random chance;
    private Case state;
    private Snapshot ticket;
    private DateTimeOffset at;

    private Month(int id)
    {
        this.chance = new Random(id);
        this.state = new Case
        {
            Id = id,
            Helpdesk = "freshdesk",
            TicketId = id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        var severity = this.chance.Next(10) switch
        {
            0 => "S1 - Critical",
            < 5 => "S2 - Major",
            _ => "S3 - Minor",
        };
        this.ticket = new Snapshot
        {
            Side = Side.Helpdesk,
            Id = this.state.TicketId,
            Key = "#" + this.state.TicketId,
            Url = "https://example.freshdesk.com/a/tickets/" + this.state.TicketId,
            Version = 1,
            Comments = [],
            Values = FieldBag.Of(
                (FieldNames.Subject, new FieldValue.Text("The feed is late")),
                (FieldNames.Type, new FieldValue.Choice("Bugs/Defects")),
                (FieldNames.Priority, new FieldValue.Choice("Medium")),
                (FieldNames.CompanyTier, new FieldValue.Choice("Premium")),
                (FieldNames.Tags, null),
                ("Ticket Subtype", new FieldValue.Choice("Data Feed")),
                ("Severity", new FieldValue.Choice(severity)),
                ("Acceptance Criteria", new FieldValue.Text("The feed is there by nine.")),
                ("Target URL", new FieldValue.Text("https://example.com/feed")),
                ("Steps to Reproduce the Issue", new FieldValue.Text("Open the feed at nine and look at its date.")),
                ("Ops Can Reproduce the Issue", new FieldValue.Choice("Yes")),
                ("Issue affects other clients", new FieldValue.Choice(this.chance.Next(100) < 93 ? "No" : "Yes")),
                ("De-escalation Reasons", new FieldValue.Text("The steps do not show the problem.")),
                ("Pull Request", new FieldValue.Text("https://example.com/pull/1")),
                ("Merged Pull Request", new FieldValue.Choice("Yes")),
                ("Resolution Notes", new FieldValue.Text("The feed is built in time now.")),
                ("Estimated Delivery Date", null)
            ),
        };
    }

    public static ProcessMapping Process { get; } =
        MappingReader
            .Read(
                "month.yaml",
                File.ReadAllText(Path.Combine(Repository.Root, "mappings", "level-2-support.yaml"))
                    .Replace("\nsla:\n", Targets, StringComparison.Ordinal) + Metrics
            )
            .Process!;

    /// <summary>A case and its ticket's values, as they stand at <see cref="Now"/>; null when its ticket comes in later.</summary>
    public static (Case Case, Snapshot Ticket)? Case(int id)
    {
        var month = new Month(id);
        return month.Live() ? (month.state, month.ticket) : null;
    }

    private bool Live()
    {
        var weekday = WorkingTime.Add(
            Process.Calendar!,
            First,
            TimeSpan.FromHours(8.5 * 43 * Math.Pow(this.chance.NextDouble(), 0.85))
        );
        this.at = weekday;
        if (!this.Moves("Elevating", 0) || !this.Moves("Replicating", 3.2))
        {
            return this.state.Stage is not null;
        }

        if (this.chance.Next(100) < 12 && (!this.Moves("Validating", 4) || !this.Moves("Replicating", 5)))
        {
            return true;
        }

        if (this.chance.Next(100) < 9)
        {
            this.Moves("Closed (Unresolved)", 4);
            return true;
        }

        if (!this.Moves("Estimating", 7.5))
        {
            return true;
        }

        var days = this.chance.Next(2, 9);
        var promised = WorkingTime.Add(Process.Calendar!, this.at.AddHours(6), new WorkingSpan(days, TimeSpan.Zero));
        this.ticket = this.ticket with
        {
            Values = this.ticket.Values.With(
                "Estimated Delivery Date",
                new FieldValue.Date(DateOnly.FromDateTime(promised.UtcDateTime))
            ),
        };
        if (!this.Moves("Fixing", 3.6))
        {
            return true;
        }

        this.Looks(TimeSpan.FromMinutes(11));
        if (!this.Moves("Verifying", (days - 1) * 8.5, 0.13))
        {
            return true;
        }

        if (this.chance.Next(100) < 16 && (!this.Moves("Fixing", 4) || !this.Moves("Verifying", 9)))
        {
            return true;
        }

        if (this.Moves("Closed (Resolved)", 3.4) && this.chance.Next(100) < 4)
        {
            this.Moves("Validating", 30);
        }

        return true;
    }

    /// <summary>Moves the ticket after about so many working hours; false when that is in the future.</summary>
    private bool Moves(string status, double hours, double spread = 0.55)
    {
        var normal =
            Math.Sqrt(-2 * Math.Log(1 - this.chance.NextDouble())) * Math.Cos(2 * Math.PI * this.chance.NextDouble());
        var next = WorkingTime.Add(Process.Calendar!, this.at, TimeSpan.FromHours(hours * Math.Exp(spread * normal)));
        if (next >= Now)
        {
            this.at = Now.AddMinutes(-1);
            this.Look();
            return false;
        }

        this.at = next;
        this.ticket = this.ticket with
        {
            Status = status,
            Version = this.ticket.Version + 1,
            Values = this.ticket.Values.With(FieldNames.Status, new FieldValue.Choice(status)),
        };
        this.Look();
        return true;
    }

    private void Looks(TimeSpan later)
    {
        this.at += later;
        this.Look();
    }

    private void Look()
    {
        var plan = Reconciler.Plan(Process, this.state, new Observation(this.ticket, null, true, false), this.at);
        this.state = plan.Next;
        foreach (var planned in plan.Effects)
        {
            this.state = Settle.Done(Process, this.state, planned, Core.Delivery.Written.Nothing);
        }
    }
}
