using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using JiraFieldKind = Bridge.Sandbox.Jira.JiraFieldKind;

namespace Bridge.Tests.Connectors.Jira;

public sealed class JiraProjectsTests
{
    [Fact]
    public async Task A_name_that_is_another_field_in_another_project_is_written_and_read_where_the_issue_is()
    {
        await using var rig = await JiraRig.StartAsync(bind: false);
        var setup = rig.Server.Setup;
        var (east, west) = (setup.Field("Region", JiraFieldKind.Text), setup.Field("Region", JiraFieldKind.Text));
        setup.Project("EAST", "East", p => p.IssueTypes("Bug").Fields(east));
        setup.Project("WEST", "West", p => p.IssueTypes("Bug").Fields(west));
        foreach (var key in (string[])["EAST", "WEST"])
        {
            var process = JiraRig.Process() with
            {
                Name = key,
                Entry = JiraRig.Process().Entry with { Container = key },
                Fields = [JiraRig.Field("region", "Region", FieldType.Text)],
                Stages = [JiraRig.Stage("New", "To Do")],
            };
            Assert.Empty((await rig.Connector.BindAsync(process, JiraRig.None)).Problems);
        }

        var id = rig.Id(rig.Server.As(rig.Dana).Create("WEST", "Bug", "x"));
        var effect = JiraRig.Update(values: [("Region", new FieldValue.Text("Coast"))]);
        Assert.IsType<Outcome.Done>(await rig.DoAsync(effect, id));
        Assert.Equal("Coast", rig.See(id).Fields[west]);
        Assert.Equal(new FieldValue.Text("Coast"), (await rig.ReadAsync(id)).Values["Region"]);
    }

    [Fact]
    public async Task Priority_and_fix_versions_are_written_by_name()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var effect = JiraRig.Update(
            values:
            [
                (FieldNames.Priority, new FieldValue.Choice("highest")),
                (FieldNames.FixVersions, new FieldValue.List(["1.1"])),
            ]
        );
        Assert.IsType<Outcome.Done>(await rig.DoAsync(effect, id));
        Assert.Equal("Highest", rig.See(id).Priority);
        Assert.Equal(["1.1"], rig.See(id).FixVersions);
    }

    [Fact]
    public async Task A_version_that_was_added_after_the_binding_is_found_by_a_fresh_look()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.Releases.Add("S2", "2.0");
        var effect = JiraRig.Update(values: [(FieldNames.FixVersions, new FieldValue.List(["2.0"]))]);
        Assert.IsType<Outcome.Done>(await rig.DoAsync(effect, id));
        Assert.Equal(["2.0"], rig.See(id).FixVersions);
    }
}
