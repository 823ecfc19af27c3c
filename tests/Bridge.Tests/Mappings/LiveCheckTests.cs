using Bridge.Connectors;
using Bridge.Core.Mappings;
using Bridge.Mappings;
using Bridge.Tests.Connectors.Jira;

namespace Bridge.Tests.Mappings;

/// <summary>What only the account knows, asked of the simulated Jira over HTTP.</summary>
public sealed class LiveCheckTests
{
    [Fact]
    public async Task A_way_that_the_workflow_does_not_have_is_found()
    {
        await using var rig = await JiraRig.StartAsync();
        rig.Issue();
        foreach (var step in new[] { "Triage", "Start", "Review" })
        {
            rig.Server.As(rig.Dana).Transition("S2-1", step);
        }

        Assert.Contains("no way from stage 'Review' to stage 'Triage'", await AskAsync(rig, "Triage", "Review"));
    }

    [Fact]
    public async Task A_way_over_other_open_statuses_is_good()
    {
        await using var rig = await JiraRig.StartAsync();
        rig.Issue();

        Assert.DoesNotContain("no way", await AskAsync(rig, "Triage", "Raised"));
    }

    [Fact]
    public async Task Of_a_status_in_which_no_issue_is_nothing_is_said()
    {
        await using var rig = await JiraRig.StartAsync();

        Assert.DoesNotContain("no way", await AskAsync(rig, "Fixed", "Raised"));
    }

    [Fact]
    public async Task A_field_that_a_new_issue_must_have_is_missed_when_no_field_carries_it()
    {
        await using var rig = await JiraRig.StartAsync(design: p => p.RequiredOnCreate("components"), bind: false);

        var problem = Assert.Single((await rig.Connector.BindAsync(JiraRig.Process(), JiraRig.None)).Problems);

        Assert.Contains("requires 'Components'", problem.Message);
    }

    [Fact]
    public async Task A_connection_that_the_settings_lack_is_named()
    {
        var process = JiraRig.Process();

        var found = await new LiveCheck(new ToolSet([])).AskAsync(MappingSet.Of([process]), JiraRig.None);

        Assert.Equal(2, found.Length);
        Assert.All(found, f => Assert.Equal(LiveRules.Connection, f.Rule));
    }

    [Fact]
    public async Task What_the_account_lacks_is_told_at_the_line_that_names_it()
    {
        await using var rig = await JiraRig.StartAsync(bind: false);
        var process = JiraRig.Process() with { File = "f.yaml", Stages = [JiraRig.Stage("Raised", "To Doo")] };
        var set = MappingSet.Of([process]) with { Texts = [new MappingText("f.yaml", "a: 1\ntracker: To Doo\n")] };

        var found = await new LiveCheck(new ToolSet([rig.Connector])).AskAsync(set, JiraRig.None);

        var lacks = Assert.Single(found, f => f.Rule == LiveRules.Account);
        Assert.Equal((2, 10, 6), (lacks.Line, lacks.Column, lacks.Length));
    }

    private static async Task<string> AskAsync(JiraRig rig, string stage, string from)
    {
        var process = JiraRig.Process();
        process = process with
        {
            Stages = [.. process.Stages.Select(s => s.Name == stage ? s with { From = [from] } : s)],
        };
        var closer = await ((ITool)rig.Connector).InspectAsync(process, JiraRig.None);
        Assert.Null(closer.Failure);
        return string.Join('\n', closer.Problems.Select(p => p.Message));
    }
}
