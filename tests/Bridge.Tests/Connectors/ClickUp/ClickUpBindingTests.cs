using Bridge.Connectors;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Sandbox.ClickUp;

namespace Bridge.Tests.Connectors.ClickUp;

public sealed class ClickUpBindingTests
{
    [Fact]
    public async Task Names_are_found_whatever_their_case_and_spaces()
    {
        await using var rig = await ClickUpRig.StartAsync();
        Assert.Equal(ToolKind.ClickUp, rig.Connector.Kind);
    }

    [Fact]
    public async Task A_wrong_status_names_the_nearest_that_exists()
    {
        var problem = await ProblemAsync(p => p with { Stages = [ClickUpRig.Stage("Verify", "Verfying")] });
        Assert.Contains("'Verfying'", problem, StringComparison.Ordinal);
        Assert.Contains("did you mean 'verifying'", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_field_names_the_nearest_that_exists()
    {
        var problem = await ProblemAsync(p =>
            p with
            {
                Fields = [ClickUpRig.Field("cause", "Root cuase", FieldType.Text)],
            }
        );
        Assert.Contains("did you mean 'Root cause'", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_is_no_option_is_a_problem()
    {
        var problem = await ProblemAsync(p =>
            p with
            {
                Fields =
                [
                    ClickUpRig.Field("severity", "Severity", FieldType.Choice) with
                    {
                        Values = [new ValuePair("Critical", "Sev 9")],
                    },
                ],
            }
        );
        Assert.Contains("'Sev 9'", problem, StringComparison.Ordinal);
        Assert.Contains("'Sev 1'", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_marker_field_that_is_no_text_is_a_problem()
    {
        var problem = await ProblemAsync(p => p with { Entry = p.Entry with { MarkerField = "Severity" } });
        Assert.Contains("drop_down", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_computed_field_cannot_be_written()
    {
        var problem = await ProblemAsync(p =>
            p with
            {
                Fields = [ClickUpRig.Field("score", "Score", FieldType.Number)],
            }
        );
        Assert.Contains("formula", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resolution_is_a_problem_because_ClickUp_has_none()
    {
        var problem = await ProblemAsync(p =>
            p with
            {
                Stages = [new Stage { Name = "Fixed", Tracker = [new StageMark("Closed", "Done")] }],
            }
        );
        Assert.Contains("resolution", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_a_list_is_answered_with_its_id()
    {
        await using var rig = await ClickUpRig.StartAsync(bind: false);
        var process = rig.Process();
        process = process with { Entry = process.Entry with { Container = "Level 2" } };
        var binding = await rig.Connector.BindAsync(process, ClickUpRig.None);
        Assert.Contains(rig.List, Assert.Single(binding.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_not_there_is_a_problem_and_not_a_failure()
    {
        await using var rig = await ClickUpRig.StartAsync(bind: false);
        var process = rig.Process();
        process = process with { Entry = process.Entry with { Container = "901999999999" } };
        var binding = await rig.Connector.BindAsync(process, ClickUpRig.None);
        Assert.Null(binding.Failure);
        Assert.Contains("901999999999", Assert.Single(binding.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statuses_come_from_the_folder_where_the_list_has_none()
    {
        await using var rig = await ClickUpRig.StartAsync(bind: false);
        var folder = rig.Server.AddFolder(rig.Space, "Folder", [StatusSpec.Open("new"), StatusSpec.Closed("old")]);
        var list = rig.Server.AddList(rig.Space, "Inherits", folderId: folder);
        var process = rig.Process() with { Fields = [], Stages = [ClickUpRig.Stage("Old", "OLD")] };
        process = process with { Entry = process.Entry with { Container = list.Id, MarkerField = null } };
        var binding = await rig.Connector.BindAsync(process, ClickUpRig.None);
        Assert.Null(binding.Failure);
        Assert.Empty(binding.Problems);
    }

    [Fact]
    public async Task A_dead_token_is_told_from_a_hidden_list()
    {
        await using var rig = await ClickUpRig.StartAsync(bind: false);
        rig.Server.HideList(rig.List, rig.Server.Options.Integration);
        var hidden = await rig.Connector.BindAsync(rig.Process(), ClickUpRig.None);
        Assert.NotEmpty(hidden.Problems);
        rig.Server.RevokeToken(rig.Server.Options.Token);
        var dead = await rig.Connector.BindAsync(rig.Process(), ClickUpRig.None);
        Assert.Equal(FailureKind.Unauthorized, dead.Failure?.Kind);
    }

    [Fact]
    public async Task Missing_settings_are_named()
    {
        await using var rig = await ClickUpRig.StartAsync(o => o.WorkspaceId = null, bind: false);
        var binding = await rig.Connector.BindAsync(rig.Process(), ClickUpRig.None);
        Assert.Contains("WorkspaceId", Assert.Single(binding.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_fields_of_one_name_are_a_problem()
    {
        await using var rig = await ClickUpRig.StartAsync(bind: false);
        rig.Server.AddField(rig.List, FieldSpec.Text("Severity"));
        var binding = await rig.Connector.BindAsync(rig.Process(), ClickUpRig.None);
        Assert.Contains("2 custom fields", Assert.Single(binding.Problems).Message, StringComparison.Ordinal);
    }

    private static async Task<string> ProblemAsync(Func<ProcessMapping, ProcessMapping> change)
    {
        await using var rig = await ClickUpRig.StartAsync(bind: false);
        var binding = await rig.Connector.BindAsync(change(rig.Process()), ClickUpRig.None);
        Assert.Null(binding.Failure);
        return Assert.Single(binding.Problems).Message;
    }
}
