using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Sandbox.Hosting;
using JiraFieldKind = Bridge.Sandbox.Jira.JiraFieldKind;

namespace Bridge.Tests.Connectors.Jira;

public sealed class JiraBindingTests
{
    [Fact]
    public async Task A_missing_status_is_a_problem_that_names_the_nearest()
    {
        var problems = await ProblemsAsync(p => p with { Stages = [JiraRig.Stage("Triage", "Trage")] });
        Assert.Contains("has no status 'Trage'; nearest: 'Triage'", Assert.Single(problems));
    }

    [Fact]
    public async Task A_missing_resolution_is_a_problem()
    {
        var problems = await ProblemsAsync(p => p with { Stages = [JiraRig.Stage("Fixed", "Done", "Fixd")] });
        Assert.Contains("no resolution 'Fixd'", Assert.Single(problems));
    }

    [Fact]
    public async Task A_missing_field_is_a_problem_that_names_the_nearest()
    {
        var problems = await ProblemsAsync(p =>
            p with
            {
                Fields = [JiraRig.Field("severity", "Severty", FieldType.Choice)],
            }
        );
        Assert.Contains("nearest: 'Severity'", Assert.Single(problems));
    }

    [Fact]
    public async Task An_option_that_the_field_lacks_is_a_problem()
    {
        var rule = JiraRig.Field("severity", "Severity", FieldType.Choice) with
        {
            Values = [new ValuePair("S2", "Hgh")],
        };
        var problems = await ProblemsAsync(p => p with { Fields = [rule] });
        Assert.Contains("field 'Severity' has no value 'Hgh'; nearest: 'High'", Assert.Single(problems));
    }

    [Fact]
    public async Task A_missing_project_is_a_problem_that_names_the_nearest()
    {
        var problems = await ProblemsAsync(p => p with { Entry = p.Entry with { Container = "S3" } });
        Assert.Contains("'S2'", Assert.Single(problems));
    }

    [Fact]
    public async Task A_missing_issue_type_is_a_problem()
    {
        var problems = await ProblemsAsync(p => p with { Entry = p.Entry with { ItemType = "Bugg" } });
        Assert.Contains("no issue type 'Bugg'; nearest: 'Bug'", Assert.Single(problems));
    }

    [Fact]
    public async Task Two_fields_of_one_name_are_a_problem_that_lists_their_ids()
    {
        await using var rig = await JiraRig.StartAsync(bind: false);
        var other = rig.Server.Setup.Field("Elsewhere", JiraFieldKind.Text);
        var twin = rig.Server.Setup.Field("Elsewhere", JiraFieldKind.Text);
        var process = JiraRig.Process() with { Fields = [JiraRig.Field("x", "Elsewhere", FieldType.Text)] };
        var problem = Assert.Single((await rig.Connector.BindAsync(process, JiraRig.None)).Problems).Message;
        Assert.Contains(other, problem);
        Assert.Contains(twin, problem);
    }

    [Fact]
    public async Task A_field_may_be_named_by_its_id()
    {
        await using var rig = await JiraRig.StartAsync(bind: false);
        var process = JiraRig.Process() with { Fields = [JiraRig.Field("sev", rig.Severity, FieldType.Choice)] };
        Assert.Empty((await rig.Connector.BindAsync(process, JiraRig.None)).Problems);
    }

    [Fact]
    public async Task A_project_whose_create_screen_lacks_labels_is_a_problem()
    {
        await using var rig = await JiraRig.StartAsync(design: p => p.NotOnCreateScreen("labels"), bind: false);
        var problem = Assert.Single((await rig.Connector.BindAsync(JiraRig.Process(), JiraRig.None)).Problems);
        Assert.Contains("lacks Labels", problem.Message);
    }

    [Fact]
    public async Task A_connection_without_its_credentials_is_a_problem()
    {
        await using var rig = await JiraRig.StartAsync(o => o.ApiToken = null, bind: false);
        var problem = Assert.Single((await rig.Connector.BindAsync(JiraRig.Process(), JiraRig.None)).Problems);
        Assert.Contains("needs Email and ApiToken", problem.Message);
    }

    [Fact]
    public async Task A_field_of_another_team_s_project_is_not_taken_for_one_s_own()
    {
        const string Twins = """
            [{"id":"customfield_1","name":"Blast radius","schema":{"type":"string"},"scope":{"project":{"id":"77"}}},
             {"id":"customfield_2","name":"Blast radius","schema":{"type":"string"}}]
            """;
        await using var rig = await JiraRig.StartAsync(bind: false);
        rig.Server.Faults.Next(new Fault.Answer(200, Twins), "GET", "/field$");
        var process = JiraRig.Process() with { Fields = [JiraRig.Field("x", "Blast radius", FieldType.Text)] };
        Assert.Empty((await rig.Connector.BindAsync(process, JiraRig.None)).Problems);
    }

    [Fact]
    public async Task A_dead_token_is_unauthorized_and_is_not_told()
    {
        await using var rig = await JiraRig.StartAsync(o => o.ApiToken = "dead-secret", bind: false);
        var failure = (await rig.Connector.BindAsync(JiraRig.Process(), JiraRig.None)).Failure;
        Assert.Equal(FailureKind.Unauthorized, failure!.Kind);
        Assert.DoesNotContain("dead-secret", failure.Message);
    }

    [Fact]
    public async Task A_token_that_dies_later_is_unauthorized_although_Jira_answers_200()
    {
        await using var rig = await JiraRig.StartAsync();
        rig.Server.Options.ApiToken = "another";
        var changes = await rig.Connector.ChangedAsync(null, JiraRig.None);
        Assert.Equal(FailureKind.Unauthorized, changes.Failure!.Kind);
    }

    [Fact]
    public async Task A_login_page_in_place_of_JSON_is_told_as_such()
    {
        await using var rig = await JiraRig.StartAsync(bind: false);
        rig.Server.Faults.Next(new Fault.Answer(200, "<html>Log in</html>", "text/html"));
        var failure = (await rig.Connector.BindAsync(JiraRig.Process(), JiraRig.None)).Failure;
        Assert.Equal(FailureKind.Unknown, failure!.Kind);
        Assert.Contains("HTML page", failure.Message);
    }

    [Fact]
    public async Task Nobody_listening_is_offline()
    {
        await using var rig = await JiraRig.StartAsync(o => o.BaseUrl = "http://127.0.0.1:9", bind: false);
        var failure = (await rig.Connector.BindAsync(JiraRig.Process(), JiraRig.None)).Failure;
        Assert.Equal(FailureKind.Offline, failure!.Kind);
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(Func<ProcessMapping, ProcessMapping> change)
    {
        await using var rig = await JiraRig.StartAsync(bind: false);
        var binding = await rig.Connector.BindAsync(change(JiraRig.Process()), JiraRig.None);
        Assert.Null(binding.Failure);
        return [.. binding.Problems.Select(p => p.Message)];
    }
}
