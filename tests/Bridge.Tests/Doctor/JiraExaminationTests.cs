using Bridge.Connectors;
using Bridge.Sandbox.Hosting;
using Bridge.Sandbox.Jira;
using Bridge.Tests.Connectors.Jira;
using Flavor = Bridge.Sandbox.Jira.JiraFlavor;

namespace Bridge.Tests.Doctor;

public sealed class JiraExaminationTests
{
    private static readonly string[] Administers =
    [
        "ADMINISTER",
        "SYSTEM_ADMIN",
        "ADMINISTER_PROJECTS",
        "DELETE_ISSUES",
    ];

    [Fact]
    public async Task A_token_that_is_taken_is_told_with_its_user()
    {
        await using var jira = await StartAsync();
        using var patient = new Patient(Options(jira));
        var found = await patient.OneAsync(Checks.Credentials);
        Assert.Equal(Mark.Good, found.Mark);
        Assert.Contains("Freshdesk Bridge (id ", found.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_token_that_is_answered_200_is_told_to_be_dead()
    {
        await using var jira = await StartAsync();
        using var patient = new Patient(Options(jira, token: "canary-dead"));
        var found = await patient.OneAsync(Checks.Credentials);
        Assert.Equal(Mark.Problem, found.Mark);
        Assert.Contains("200 as to a stranger: the token is dead", found.Found, StringComparison.Ordinal);
        Assert.Contains("API token", found.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scoped_token_on_the_site_s_own_address_is_told_where_to_go()
    {
        await using var jira = await StartAsync();
        jira.Options.TokenIsScoped = true;
        using var patient = new Patient(Options(jira));
        var found = await patient.OneAsync(Checks.Credentials);
        Assert.Equal(Mark.Problem, found.Mark);
        Assert.Contains("https://api.atlassian.com/ex/jira/", found.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Data_Center_that_is_set_as_Cloud_is_told()
    {
        await using var jira = await StartAsync();
        const string body = """{"deploymentType":"Server","version":"10.3.2"}""";
        jira.Faults.Next(new Fault.Answer(200, body), path: "serverInfo");
        using var patient = new Patient(Options(jira));
        var found = await patient.LookAsync(Checks.Credentials);
        Assert.Contains(found, f => f is { Mark: Mark.Problem, Cure: "Set Flavor to DataCenter" });
    }

    [Fact]
    public async Task A_Data_Center_is_looked_at_by_its_own_ways()
    {
        await using var jira = await StartAsync(Flavor.DataCenter);
        jira.Setup.Webhook(Patient.Webhook, "canary-secret");
        using var patient = new Patient(Options(jira, data: true));
        Assert.Equal(Mark.Good, (await patient.OneAsync(Checks.Credentials)).Mark);
        Assert.Equal(Mark.Good, (await patient.OneAsync(Checks.Webhook)).Mark);
    }

    [Fact]
    public async Task Jira_tells_no_limit()
    {
        await using var jira = await StartAsync();
        using var patient = new Patient(Options(jira));
        var found = await patient.OneAsync(Checks.Limits);
        Assert.Equal(Mark.Good, found.Mark);
        Assert.StartsWith("the tool tells no limit", found.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rights_to_administrate_and_delete_are_more_than_needed()
    {
        await using var jira = await StartAsync();
        using var patient = new Patient(Options(jira), processes: JiraRig.Process());
        var found = await patient.LookAsync(Checks.Permissions);
        Assert.Equal([Mark.Note, Mark.Note], found.Select(f => f.Mark));
        Assert.Contains("ADMINISTER and SYSTEM_ADMIN on the whole site", found[0].Found, StringComparison.Ordinal);
        Assert.Contains(
            "ADMINISTER_PROJECTS and DELETE_ISSUES on project S2",
            found[1].Found,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_user_without_them_is_just_right_and_its_webhooks_are_left_to_the_eye()
    {
        await using var jira = await StartAsync();
        jira.Options.BotLacks = Administers;
        using var patient = new Patient(Options(jira), processes: JiraRig.Process());
        Assert.Equal(Mark.Good, (await patient.OneAsync(Checks.Permissions)).Mark);
        var webhook = await patient.OneAsync(Checks.Webhook);
        Assert.Equal(Mark.Note, webhook.Mark);
        Assert.Contains("docs/setup-jira.md", webhook.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_that_tells_all_is_good()
    {
        await using var jira = await StartAsync();
        jira.Setup.Webhook(Patient.Webhook, "canary-secret", "project in (S2, ENG)");
        using var patient = new Patient(Options(jira), processes: JiraRig.Process());
        Assert.Equal(Mark.Good, (await patient.OneAsync(Checks.Webhook)).Mark);
    }

    [Fact]
    public async Task A_webhook_that_is_missing_unsigned_deaf_or_of_another_project_is_told()
    {
        await TellsAsync(_ => { }, "Jira has no webhook to");
        await TellsAsync(j => j.Setup.Webhook(Patient.Webhook), "has no secret");
        await TellsAsync(j => j.Setup.Webhook(Patient.Webhook, "s", null, "jira:issue_created"), "does not tell");
        await TellsAsync(j => j.Setup.Webhook(Patient.Webhook, "s", "project = ENG"), "does not name project S2");
    }

    [Theory]
    [InlineData(Flavor.Cloud)]
    [InlineData(Flavor.DataCenter)]
    public async Task A_missing_webhook_is_registered_so_that_the_next_look_finds_it(Flavor flavor)
    {
        await using var jira = await StartAsync(flavor);
        var isData = flavor == Flavor.DataCenter;
        using (var patient = new Patient(Options(jira, data: isData), fix: true, JiraRig.Process()))
        {
            var mended = await patient.OneAsync(Checks.Webhook);
            Assert.Equal(Mark.Good, mended.Mark);
            Assert.StartsWith("registered:", mended.Found, StringComparison.Ordinal);
        }

        using var again = new Patient(Options(jira, data: isData), fix: false, JiraRig.Process());
        var found = await again.OneAsync(Checks.Webhook);
        Assert.StartsWith("a webhook leads to", found.Found, StringComparison.Ordinal);
        var made = Assert.Single(jira.Calls.All, c => c.Method == "POST");
        Assert.Contains("canary-secret", made.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_that_lacks_events_is_mended_and_not_doubled()
    {
        await using var jira = await StartAsync();
        jira.Setup.Webhook(Patient.Webhook, null, null, "jira:issue_created");
        using var patient = new Patient(Options(jira), fix: true, JiraRig.Process());
        Assert.StartsWith("mended:", (await patient.OneAsync(Checks.Webhook)).Found, StringComparison.Ordinal);
        Assert.StartsWith("a webhook leads", (await patient.OneAsync(Checks.Webhook)).Found, StringComparison.Ordinal);
        Assert.DoesNotContain(jira.Calls.All, c => c.Method == "POST");
    }

    private static async Task TellsAsync(Action<JiraServer> set, string words)
    {
        await using var jira = await StartAsync();
        set(jira);
        using var patient = new Patient(Options(jira), processes: JiraRig.Process());
        var found = await patient.OneAsync(Checks.Webhook);
        Assert.Equal(Mark.Problem, found.Mark);
        Assert.Contains(words, found.Found, StringComparison.Ordinal);
        Assert.Contains("bridge doctor --fix", found.Cure, StringComparison.Ordinal);
    }

    private static async Task<JiraServer> StartAsync(Flavor flavor = Flavor.Cloud)
    {
        var jira = new JiraServer(TimeProvider.System, new JiraOptions { Flavor = flavor });
        await jira.StartAsync();
        return jira;
    }

    private static ConnectionOptions Options(JiraServer jira, string? token = null, bool data = false) =>
        new()
        {
            Kind = ToolKind.Jira,
            Flavor = data ? Bridge.Connectors.JiraFlavor.DataCenter : Bridge.Connectors.JiraFlavor.Cloud,
            BaseUrl = jira.BaseUrl,
            Email = jira.Options.Email,
            ApiToken = token ?? jira.Options.ApiToken,
            Token = jira.Options.ApiToken,
        };
}
