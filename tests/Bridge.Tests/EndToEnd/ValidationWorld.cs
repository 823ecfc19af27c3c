using System.Text.RegularExpressions;
using Bridge.Core.Mappings;
using Bridge.Sandbox.ClickUp;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Scenery;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.EndToEnd;

/// <summary>A small process that asks its customers, on the Level 2 accounts, and the steps that its tests begin with.</summary>
public sealed class ValidationWorld(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Text = """
        process: Asking
        helpdesk: { connection: freshdesk }
        tracker: { connection: clickup, list: "901100000001" }
        entry:
          when: { field: status, is: Elevating }
          title: "{{ticket.subject}}"
          body: <p>{{ticket.key}}</p>
          marker field: Freshdesk Ticket
        fields:
          Customer Answer: { type: choice, helpdesk: Verified by L2 Lead }
          Resolution Notes: { type: text, helpdesk: Resolution Notes, tracker: Resolution Notes }
        stages:
          L2 Investigation:
            helpdesk: [Fixing, Elevating]
            tracker: fixing
          Customer Validation:
            helpdesk: Verifying
            tracker: verifying
            requires: [Resolution Notes]
          Closed:
            helpdesk: Closed (Resolved)
            tracker: in production
            outcome: resolved
            requires:
              - { field: Customer Answer, one of: ["Yes"] }
          Closed (No Answer):
            helpdesk: Closed (Unresolved)
            tracker: closed unresolved
            outcome: unresolved
        validation:
          stage: Customer Validation
          answer field: Customer Answer
          record: Resolution Notes
          it works: { value: "Yes", then: Closed }
          still broken: { value: "No", then: L2 Investigation }
          silence: { remind after: 2 working days, after: 5 working days, then: Closed (No Answer) }
        messages:
          Ask:
            to: customer
            when: validation asked
            text:
              en: |
                <p>Round {{attempt}}. Works: {{answer.works_url}}</p><p>Broken: {{answer.broken_url}}</p>
          Remind:
            to: customer
            when: validation reminder
            text: { en: "<p>Reminder. Works: {{answer.works_url}}</p>" }
          Back:
            to: engineers
            when: customer says still broken
            text: { en: "<p>Still broken:{{#each attempts}} {{number}} {{record}} {{remark}}{{/each}}</p>" }
          Judge:
            to: agents
            when: customer replied
            text: { en: <p>Please judge what the customer wrote.</p> }
        calendar:
          zone: Etc/UTC
          hours: { monday to friday: "09:00-17:00" }
        """;

    private static readonly Regex LinkPattern = new(
        "(?<answer>Works|Broken): (?<link>https?://[^ ]*/answer/[A-Za-z0-9_-]{72})",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );

    private readonly HttpClient customer = new();
    private int made;

    public static ProcessMapping Process { get; } =
        MappingReader.Read("asking.yaml", Text) is { Process: { } process }
            ? process
            : throw new InvalidOperationException(
                MappingReport.Print(MappingReader.Read("asking.yaml", Text).Errors, Text)
            );

    internal Desk Desk { get; private set; } = null!;

    internal SandboxCity City => this.Desk.World.City;

    internal FreshdeskAgentActions Dana => this.City.Agents.Dana.InFreshdesk;

    internal ClickUpPerson Priya => this.City.Engineers.Priya.InClickUp;

    internal FreshdeskCustomerActions Carol => this.City.Customers.Carol.ByMail;

    public async ValueTask InitializeAsync() => this.Desk = await Desk.OpenAsync(postgres, [Process]);

    public async ValueTask DisposeAsync()
    {
        this.customer.Dispose();
        await this.Desk.DisposeAsync();
    }

    internal TaskSnapshot Task(Level2Case value) => this.City.ClickUp.GetTask(value.Task);

    /// <summary>A fix that was just put before the customer, at rest.</summary>
    internal async Task<Level2Case> AskedAsync()
    {
        var subject = $"Totals are off, {++this.made}";
        var ticket = this.Carol.CreateTicket(subject, "<p>The totals are off.</p>").Id;
        this.Dana.SetStatus(ticket, this.City.HelpDesk.Status("Elevating"));
        await this.Desk.Until(() => this.City.ClickUp.GetTasks().Any(t => t.Name == subject), "a task is made");
        await this.Desk.QuietAsync();
        var value = new Level2Case(ticket, this.City.ClickUp.GetTasks().Single(t => t.Name == subject).Id, subject);
        this.Priya.SetField(value.Task, "Resolution Notes", "Emptied the cache");
        await this.FixedAsync(value);
        return value;
    }

    /// <summary>The engineer says that it is fixed, and the customer is asked.</summary>
    internal async Task FixedAsync(Level2Case value)
    {
        var replies = this.Desk.Replies(value.Ticket).Count();
        this.Priya.SetStatus(value.Task, "verifying");
        await this.Desk.Until(() => this.Desk.Replies(value.Ticket).Count() > replies, "the customer is asked");
        await this.Desk.Until(() => this.Desk.Stands(value.Ticket, "Verifying"), "the ticket waits");
        await this.Desk.QuietAsync();
    }

    /// <summary>The newest link of an answer ("Works" or "Broken") in the customer's mails.</summary>
    internal string Link(Level2Case value, string answer) =>
        this
            .Desk.Replies(value.Ticket)
            .SelectMany(mail => LinkPattern.Matches(mail))
            .Last(match => match.Groups["answer"].Value == answer)
            .Groups["link"]
            .Value;

    internal async Task<HttpResponseMessage> OpenAsync(string link, HttpMethod method)
    {
        using var request = new HttpRequestMessage(method, link);
        return await this.customer.SendAsync(request, TestContext.Current.CancellationToken);
    }

    internal async Task<HttpResponseMessage> AnswerAsync(string link, string remark = "")
    {
        using var form = new FormUrlEncodedContent([new("remark", remark)]);
        return await this.customer.PostAsync(new Uri(link), form, TestContext.Current.CancellationToken);
    }
}
