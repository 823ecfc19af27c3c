using System.Text.RegularExpressions;
using Bridge.Sandbox.Scenery;

namespace Bridge.Tests.Sandbox.Scenery;

public sealed partial class SceneryCityTests(SceneryFixture scenery) : IClassFixture<SceneryFixture>
{
    [Fact]
    public async Task The_city_listens_on_loopback_only()
    {
        await using var city = await SandboxCity.StartAsync(TimeProvider.System);

        Assert.All(
            [city.Freshdesk.BaseUrl, city.ClickUp.BaseUrl, city.Jira.BaseUrl],
            url => Assert.StartsWith("http://127.0.0.1:", url)
        );
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_the_whole_city()
    {
        var taken = new Uri(scenery.City.Jira.BaseUrl).Port;

        await Assert.ThrowsAsync<IOException>(() =>
            SandboxCity.StartAsync(TimeProvider.System, new SandboxPorts(Jira: taken))
        );
    }

    [Fact]
    public void Settings_name_the_three_connections()
    {
        var settings = scenery.City.Settings();

        Assert.Equal("Freshdesk", settings["Bridge:Connections:freshdesk:Kind"]);
        Assert.Equal("Jira", settings["Bridge:Connections:jira:Kind"]);
        Assert.Equal("ClickUp", settings["Bridge:Connections:clickup:Kind"]);
        Assert.Equal(scenery.City.ClickUp.BaseUrl, settings["Bridge:Connections:clickup:BaseUrl"]);
        Assert.Equal("00:00:02", settings["Bridge:Connections:jira:SearchLag"]);
        Assert.Equal("00:00:05", settings["Bridge:Connections:freshdesk:PollEvery"]);
    }

    [Theory]
    [InlineData("level-2-support.yaml")]
    [InlineData("diksha-s2.yaml")]
    [InlineData("l1-l2-validation.yaml")]
    [InlineData("three-tier-escalation.yaml")]
    public async Task Everybody_whom_a_mapping_tells_is_an_agent(string file)
    {
        var agents = (await scenery.FreshdeskAsync("agents")).AsArray();
        var known = agents.Select(a => (string)a!["contact"]!["email"]!);
        var told = Address().Matches(MappingHead.Of(file).Text).Select(m => m.Value).Distinct();

        Assert.Empty(told.Except(known));
    }

    [Fact]
    public void People_do_their_work_in_each_tool()
    {
        var city = scenery.City;
        var ticket = city.Customers.Carol.ByMail.CreateTicket("It broke", "<p>Please help</p>");
        city.Agents.Dana.InFreshdesk.SetFields(
            ticket.Id,
            (city.HelpDesk.Field("Severity"), "S2 - Major"),
            (city.HelpDesk.Field("Client Target Date"), "2030-01-31")
        );
        city.Agents.Dana.InFreshdesk.SetStatus(ticket.Id, city.HelpDesk.Status("Elevating"));
        city.Agents.Dana.InFreshdesk.SetGroup(ticket.Id, city.HelpDesk.Group("QA"));
        var task = city.Engineers.Eve.InClickUp.CreateTask(Level2List.Id, "It broke");
        city.Engineers.Eve.InClickUp.SetField(task, "Severity", "Major");
        city.Engineers.Quinn.InClickUp.SetStatus(task, "in production");
        var issue = city.Engineers.Lena.InJira.Create(S2Project.Key, S2Project.IssueType, "It broke");
        city.Engineers.Lena.InJira.Choose(issue, city.Project.Field("Circle"), "Mobile App");
        city.Engineers.Cyrus.InJira.SetFixVersions(issue, city.Project.Releases[0].Name);

        Assert.Equal(city.Customers.Carol.Company.Id, city.Freshdesk.Ticket(ticket.Id).CompanyId);
        Assert.Equal("Major", city.ClickUp.GetTask(task).Fields["Severity"]);
        Assert.Equal("in production", city.ClickUp.GetTask(task).Status);
        Assert.Equal("Issue Raised", city.Jira.Issue(issue)!.Status);
    }

    [GeneratedRegex(@"[\w.]+@example\.(com|org)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
