using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bridge.Core.Mappings;
using Bridge.Sandbox.Scenery;

namespace Bridge.Tests.Sandbox.Scenery;

public sealed partial class SceneryAccountTests(SceneryFixture scenery) : IClassFixture<SceneryFixture>
{
    private const string Level2 = "level-2-support.yaml";
    private const string Diksha = "diksha-s2.yaml";
    private const string Validation = "l1-l2-validation.yaml";
    private const string Tiers = "three-tier-escalation.yaml";

    [Theory]
    [InlineData(Level2)]
    [InlineData(Diksha)]
    [InlineData(Validation)]
    [InlineData(Tiers)]
    public async Task Freshdesk_has_the_statuses_groups_and_fields_of_the_mapping(string file)
    {
        var head = MappingHead.Of(file);
        var fields = (await scenery.FreshdeskAsync("ticket_fields")).AsArray();
        var statuses = Field("Status")["choices"]!.AsObject().Select(s => (string)s.Value![0]!).ToArray();
        var companies = (await scenery.FreshdeskAsync("companies")).AsArray();

        Assert.Empty(head.List("Freshdesk statuses").Except(statuses));
        Assert.Empty(head.List("Freshdesk groups").Except(Field("Group")["choices"]!.AsObject().Select(g => g.Key)));
        foreach (var wanted in head.Table("Freshdesk ticket field"))
        {
            if (wanted.Name == "Account tier")
            {
                Assert.Empty(wanted.Options.Except(companies.Select(c => (string?)c!["account_tier"] ?? "")));
                continue;
            }

            Assert.Empty(wanted.Options.Except(["..."]).Except(Choices(Field(wanted.Name))));
            if (!wanted.IsBuiltIn)
            {
                Assert.Equal(FreshdeskType(wanted.Kind), (string?)Field(wanted.Name)["type"]);
            }
        }

        JsonObject Field(string label) => Assert.Single(fields, f => (string?)f!["label"] == label)!.AsObject();
    }

    [Fact]
    public async Task Freshdesk_has_no_custom_field_or_option_that_no_mapping_names()
    {
        var named = new[] { Level2, Diksha, Validation, Tiers }.SelectMany(f =>
            MappingHead.Of(f).Table("Freshdesk ticket field")
        );
        var fields = (await scenery.FreshdeskAsync("ticket_fields")).AsArray();
        var options = named.GroupBy(f => f.Name).ToDictionary(g => g.Key, g => g.SelectMany(f => f.Options));

        Assert.All(
            fields.Where(f => !(bool)f!["default"]!),
            f => Assert.Empty(Choices(f!.AsObject()).Except(options[(string)f["label"]!]))
        );
    }

    [Theory]
    [InlineData(Level2, Level2List.Id)]
    [InlineData(Validation, ValidationList.Id)]
    public async Task The_ClickUp_list_has_the_statuses_and_fields_of_the_mapping(string file, string id)
    {
        var head = MappingHead.Of(file);
        var list = await scenery.ClickUpAsync($"list/{id}");
        var fields = (await scenery.ClickUpAsync($"list/{id}/field"))["fields"]!.AsArray();
        var wanted = head.Table("ClickUp field of the list").Where(f => f.Kind != "built in").ToArray();

        Assert.Equal(
            head.List("ClickUp statuses of the list"),
            list["statuses"]!.AsArray().Select(s => (string)s!["status"]!)
        );
        Assert.Equal(wanted.Select(f => f.Name), fields.Select(f => (string)f!["name"]!));
        foreach (var (want, have) in wanted.Zip(fields))
        {
            var options = have!["type_config"]!["options"]?.AsArray().Select(o => (string)o!["name"]!) ?? [];
            Assert.Equal(ClickUpType(want.Kind), (string?)have["type"]);
            Assert.Equal(OptionsOf(want, head), options);
        }
    }

    [Theory]
    [InlineData(Diksha, S2Project.Key)]
    [InlineData(Tiers, EngProject.Key)]
    public async Task The_Jira_project_has_the_statuses_resolutions_and_priorities_of_the_mapping(
        string file,
        string key
    )
    {
        var head = MappingHead.Of(file);
        var types = (await scenery.JiraAsync($"project/{key}/statuses")).AsArray();
        var bug = Assert.Single(types, t => (string?)t!["name"] == "Bug")!;
        var priorities = head.Table("Jira field of issue type Bug").Single(f => f.Name == "Priority").Options;

        Assert.Equal(head.List("Jira statuses of the project"), Names(bug["statuses"]!));
        Assert.Empty(head.List("Jira resolutions").Except(Names(await scenery.JiraAsync("resolution"))));
        Assert.Empty(priorities.Except(Names(await scenery.JiraAsync("priority"))));
    }

    [Theory]
    [InlineData(Diksha, S2Project.Key)]
    [InlineData(Tiers, EngProject.Key)]
    public async Task Bugs_have_the_Jira_fields_of_the_mapping(string file, string key)
    {
        var head = MappingHead.Of(file);
        var types = await scenery.JiraAsync($"issue/createmeta/{key}/issuetypes");
        var bug = types["issueTypes"]!.AsArray().Single(t => (string?)t!["name"] == "Bug")!;
        var meta = await scenery.JiraAsync($"issue/createmeta/{key}/issuetypes/{bug["id"]}?maxResults=200");
        var fields = meta["fields"]!.AsArray();
        var wanted = head.Table("Jira field of issue type Bug");
        var custom = fields.Where(f => ((string)f!["fieldId"]!).StartsWith("customfield_", StringComparison.Ordinal));

        Assert.Equal(
            wanted.Where(f => !f.IsBuiltIn).Select(f => f.Name).Order(),
            custom.Select(f => (string)f!["name"]!).Order()
        );
        foreach (var want in wanted)
        {
            var have = Assert.Single(
                fields,
                f => string.Equals((string?)f!["name"], want.Name, StringComparison.OrdinalIgnoreCase)
            )!;
            if (!want.IsBuiltIn)
            {
                var options = have["allowedValues"]?.AsArray().Select(o => (string)o!["value"]!) ?? [];
                Assert.EndsWith(want.Kind == "select" ? ":select" : ":textarea", (string?)have["schema"]!["custom"]);
                Assert.Equal(OptionsOf(want, head), options);
            }
        }
    }

    [Fact]
    public async Task The_Jira_project_has_four_releases_to_come_and_more()
    {
        var versions = (await scenery.JiraAsync("project/S2/versions")).AsArray();
        var coming = versions.Where(v => !(bool)v!["released"]! && v["releaseDate"] is not null).ToArray();

        Assert.True(coming.Length >= 4);
        Assert.Equal(scenery.City.Project.Releases.Select(r => r.Name), coming.Select(v => (string)v!["name"]!));
    }

    [Fact]
    public async Task Jira_transitions_go_along_the_mapping_and_to_Closed_from_everywhere()
    {
        var stages = MappingReader.Read(Diksha, MappingHead.Of(Diksha).Text).Process!.Stages;
        var statusOf = stages.ToDictionary(s => s.Name, s => s.Tracker[0].Status!);
        var eve = scenery.City.Engineers.Eve.InJira;
        var issue = eve.Create(S2Project.Key, S2Project.IssueType, "One that is walked through");
        foreach (var status in stages.Select(s => statusOf[s.Name]).Distinct())
        {
            var from = stages.Where(s => statusOf[s.Name] == status).Select(s => s.Name).ToArray();
            var wanted = stages.Where(s => s.From.Intersect(from).Any()).Select(s => statusOf[s.Name]);
            if (status != "Issue Raised")
            {
                eve.Transition(issue, status, status == "Closed" ? "Done" : null);
            }

            var open = (await scenery.JiraAsync($"issue/{issue}/transitions"))["transitions"]!.AsArray();
            Assert.Equal(
                wanted.Append("Closed").Distinct().Order(),
                open.Select(t => (string)t!["to"]!["name"]!).Order()
            );
        }
    }

    [Fact]
    public async Task Engineering_s_transitions_go_along_the_mapping()
    {
        var stages = MappingReader.Read(Tiers, MappingHead.Of(Tiers).Text).Process!.Stages;
        var eve = scenery.City.Engineers.Eve.InJira;
        var issue = eve.Create(EngProject.Key, EngProject.IssueType, "One that is walked through");
        string[] walk = ["To Do", "In Progress", "Deploy and Verify", "With Customer", "Closed", "Tier 1", "Tier 2"];
        foreach (var status in walk)
        {
            if (status != walk[0])
            {
                eve.Transition(issue, status, status == "Closed" ? "Done" : null);
            }

            var at = stages.Single(s => s.Tracker.Any(t => t.Status == status));
            var wanted = stages
                .Where(s => s == at || s.From.Contains(at.Name))
                .SelectMany(s => s.Tracker.Select(t => t.Status!))
                .Where(s => s != status);
            var open = (await scenery.JiraAsync($"issue/{issue}/transitions"))["transitions"]!.AsArray();

            Assert.Equal(wanted.Order(), open.Select(t => (string)t!["to"]!["name"]!).Order());
        }
    }

    private static IEnumerable<string> Names(JsonNode things) => things.AsArray().Select(t => (string)t!["name"]!);

    /// <summary>The head comment does not repeat what Freshdesk has the same.</summary>
    private static IReadOnlyList<string> OptionsOf(HeadField field, MappingHead head) =>
        field.Options is [var same] && SameOptions().Match(same) is { Success: true } match
            ? head.Table("Freshdesk ticket field")
                .Single(f => f.Name == (match.Groups["field"] is { Success: true } other ? other.Value : field.Name))
                .Options
            : field.Options;

    [GeneratedRegex("^as( (?<field>.+))? in Freshdesk$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SameOptions();

    private static IEnumerable<string> Choices(JsonObject field) =>
        field["choices"] switch
        {
            JsonArray values => values.Select(v => (string)v!),
            JsonObject labels => labels.Select(l => l.Key),
            _ => [],
        };

    private static string FreshdeskType(string kind) =>
        kind switch
        {
            "dropdown" => "custom_dropdown",
            "multi-line text" => "custom_paragraph",
            "single-line text" => "custom_text",
            "date" => "custom_date",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind that the mappings name."),
        };

    private static string ClickUpType(string kind) =>
        kind switch
        {
            "dropdown" => "drop_down",
            "short text" => "short_text",
            "long text" => "text",
            "website" => "url",
            "date" => "date",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind that the mappings name."),
        };
}
