using Bridge.Connectors;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Doctor;

public sealed class FreshdeskExaminationTests
{
    private const string Secret = "canary-secret";

    [Fact]
    public async Task A_key_that_is_taken_is_told_with_its_agent()
    {
        await using var desk = await StartAsync();
        using var patient = new Patient(Options(desk));
        var found = await patient.OneAsync(Checks.Credentials);
        Assert.Equal(Mark.Good, found.Mark);
        Assert.Contains($"Bridge Integration (id {desk.IntegrationAgent.Id})", found.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_key_is_told_with_where_to_get_another()
    {
        await using var desk = await StartAsync();
        using var patient = new Patient(Options(desk, key: "canary-dead"));
        var found = await patient.OneAsync(Checks.Credentials);
        Assert.Equal(Mark.Problem, found.Mark);
        Assert.Contains("does not take the key (401)", found.Found, StringComparison.Ordinal);
        Assert.Contains("profile settings", found.Cure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "", "there is no such Freshdesk account (404)")]
    [InlineData(302, "", "sends the request elsewhere (302)")]
    [InlineData(403, """{"code":"account_suspended","message":"x"}""", "shuts the key's agent out (account_suspended)")]
    [InlineData(429, "", "asks to wait")]
    [InlineData(502, "", "is in trouble (502)")]
    [InlineData(200, "<html>Log in</html>", "instead of JSON")]
    public async Task An_odd_answer_is_told_in_words(int status, string body, string words)
    {
        await using var desk = await StartAsync();
        desk.Faults.Next(new Fault.Answer(status, body), path: "agents/me");
        using var patient = new Patient(Options(desk));
        var found = await patient.OneAsync(Checks.Credentials);
        Assert.Equal(Mark.Problem, found.Mark);
        Assert.Contains(words, found.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(90, Mark.Problem, "behind")]
    [InlineData(-90, Mark.Problem, "ahead of")]
    [InlineData(0, Mark.Good, "agree")]
    public async Task A_clock_that_is_wrong_is_told_with_its_direction(int ahead, Mark mark, string words)
    {
        await using var desk = await StartAsync();
        desk.ClockAhead = TimeSpan.FromSeconds(ahead);
        using var patient = new Patient(Options(desk));
        var found = await patient.OneAsync(Checks.Clock);
        Assert.Equal(mark, found.Mark);
        Assert.Contains(words, found.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_are_told_with_what_is_left()
    {
        await using var desk = await StartAsync(new FreshdeskOptions { RateLimit = FreshdeskRateLimit.Pro });
        using var patient = new Patient(Options(desk));
        var found = await patient.OneAsync(Checks.Limits);
        Assert.Equal(Mark.Good, found.Mark);
        Assert.StartsWith("400 requests a minute, ", found.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_others_have_nearly_used_up_is_told()
    {
        await using var desk = await StartAsync(new FreshdeskOptions { RateLimit = new FreshdeskRateLimit(1) });
        using var patient = new Patient(Options(desk));
        Assert.Equal(Mark.Note, (await patient.OneAsync(Checks.Limits)).Mark);
    }

    [Fact]
    public async Task A_setting_over_the_account_s_limit_is_told()
    {
        await using var desk = await StartAsync(new FreshdeskOptions { RateLimit = FreshdeskRateLimit.Growth });
        var options = Options(desk);
        options.RequestsPerMinute = 5000;
        using var patient = new Patient(options);
        var found = await patient.OneAsync(Checks.Limits);
        Assert.Equal(
            (Mark.Problem, "RequestsPerMinute is 5000, the account has 200 a minute"),
            (found.Mark, found.Found)
        );
    }

    [Fact]
    public async Task An_ordinary_agent_with_all_tickets_is_just_right()
    {
        await using var desk = await StartAsync(new FreshdeskOptions { AgentIsAdmin = false });
        using var patient = new Patient(Options(desk));
        Assert.Equal(Mark.Good, (await patient.OneAsync(Checks.Permissions)).Mark);
    }

    [Fact]
    public async Task An_administrator_s_key_is_more_than_needed()
    {
        await using var desk = await StartAsync();
        using var patient = new Patient(Options(desk));
        var found = await patient.OneAsync(Checks.Permissions);
        Assert.Equal(Mark.Note, found.Mark);
        Assert.Contains("administrator: more than the bridge needs", found.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "only tickets of its groups")]
    [InlineData(3, "only tickets assigned to it")]
    public async Task An_agent_that_does_not_see_all_tickets_is_told(int scope, string words)
    {
        await using var desk = await StartAsync(
            new FreshdeskOptions { AgentIsAdmin = false, AgentTicketScope = scope }
        );
        using var patient = new Patient(Options(desk));
        var found = await patient.OneAsync(Checks.Permissions);
        Assert.Equal(Mark.Problem, found.Mark);
        Assert.Contains(words, found.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_that_deliver_with_the_secret_are_good()
    {
        await using var desk = await StartAsync();
        desk.Setup.AddWebhookRule(Rule());
        using var patient = new Patient(Options(desk));
        var found = await patient.LookAsync(Checks.Webhook);
        Assert.Equal([Mark.Good, Mark.Good], found.Select(f => f.Mark));
    }

    [Fact]
    public async Task A_rule_that_is_missing_is_told_for_new_and_for_changed_tickets()
    {
        await using var desk = await StartAsync();
        desk.Setup.AddWebhookRule(Rule() with { On = FreshdeskRuleEvents.TicketUpdated });
        using var patient = new Patient(Options(desk));
        var found = await patient.LookAsync(Checks.Webhook);
        Assert.Equal([Mark.Problem, Mark.Good], found.Select(f => f.Mark));
        Assert.Contains("of new tickets", found[0].Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_is_off_or_lacks_the_header_or_has_another_secret_is_told()
    {
        var wrong = new Dictionary<string, string> { ["X-Bridge-Secret"] = "canary-other" };
        await TellsAsync(Rule() with { Active = false }, "is switched off");
        await TellsAsync(Rule() with { Headers = new Dictionary<string, string>() }, "sends no header X-Bridge-Secret");
        await TellsAsync(Rule() with { Headers = wrong }, "another X-Bridge-Secret");
        await TellsAsync(
            Rule() with
            {
                Url = new Uri("http://127.0.0.1:9/webhooks/elsewhere"),
            },
            "no automation rule tells"
        );
    }

    [Fact]
    public async Task Rules_that_the_key_may_not_read_are_left_to_the_eye()
    {
        await using var desk = await StartAsync(new FreshdeskOptions { AgentIsAdmin = false });
        using var patient = new Patient(Options(desk));
        var found = await patient.OneAsync(Checks.Webhook);
        Assert.Equal(Mark.Note, found.Mark);
        Assert.Contains("Automations", found.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_rules_that_mail_only_the_unreadable_settings_are_told()
    {
        await using var desk = await StartAsync();
        desk.Setup.AddMailRule(new FreshdeskMailRule("old", FreshdeskRuleEvents.NoteAdded) { Active = false });
        using var patient = new Patient(Options(desk));
        var found = await patient.LookAsync(Checks.MailLoops);
        Assert.Equal([Mark.Good, Mark.Note], found.Select(f => f.Mark));
        Assert.Contains("cannot be read by its API", found[1].Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_mails_the_customer_on_notes_is_a_loop()
    {
        await using var desk = await StartAsync();
        desk.Setup.AddMailRule(new FreshdeskMailRule("Tell of notes", FreshdeskRuleEvents.NoteAdded));
        desk.Setup.AddMailRule(new FreshdeskMailRule("Tell of changes", FreshdeskRuleEvents.TicketUpdated));
        desk.Setup.AddMailRule(new FreshdeskMailRule("Nag", FreshdeskRuleEvents.None));
        using var patient = new Patient(Options(desk));
        var found = await patient.LookAsync(Checks.MailLoops);
        Assert.Contains(
            found,
            f => f.Mark == Mark.Problem && f.Found.Contains("'Tell of notes'", StringComparison.Ordinal)
        );
        Assert.Contains(
            found,
            f => f.Mark == Mark.Note && f.Found.Contains("'Tell of changes'", StringComparison.Ordinal)
        );
        Assert.Contains(found, f => f.Mark == Mark.Note && f.Found.Contains("'Nag'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ticket_whose_requester_is_the_bridge_is_a_loop()
    {
        await using var desk = await StartAsync(new FreshdeskOptions { AgentIsAdmin = false });
        desk.AsCustomer(desk.IntegrationAgent.Email).CreateTicket("Round and round", "<p>Hello</p>");
        using var patient = new Patient(Options(desk));
        var found = await patient.LookAsync(Checks.MailLoops);
        Assert.Contains(found, f => f.Mark == Mark.Problem && f.Found.Contains("ticket 1", StringComparison.Ordinal));
    }

    private static async Task TellsAsync(FreshdeskWebhookRule rule, string words)
    {
        await using var desk = await StartAsync();
        desk.Setup.AddWebhookRule(rule);
        using var patient = new Patient(Options(desk));
        var found = await patient.LookAsync(Checks.Webhook);
        Assert.All(found, f => Assert.Equal(Mark.Problem, f.Mark));
        Assert.Contains(words, found[0].Found, StringComparison.Ordinal);
    }

    private static FreshdeskWebhookRule Rule() =>
        new("Tell the bridge", Patient.Webhook)
        {
            Headers = new Dictionary<string, string> { ["X-Bridge-Secret"] = Secret },
        };

    private static async Task<FreshdeskServer> StartAsync(FreshdeskOptions? options = null)
    {
        var desk = new FreshdeskServer(TimeProvider.System, options);
        await desk.StartAsync();
        return desk;
    }

    private static ConnectionOptions Options(FreshdeskServer desk, string key = "fd-key") =>
        new()
        {
            Kind = ToolKind.Freshdesk,
            BaseUrl = desk.BaseUrl,
            ApiKey = key,
            WebhookSecret = Secret,
        };
}
