using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Sandbox.ClickUp;

namespace Bridge.Tests.Connectors.ClickUp;

/// <summary>Tasks that people move to other lists, with other statuses and fields.</summary>
public sealed class ClickUpMovedTests
{
    [Fact]
    public async Task A_task_in_a_list_that_no_process_names_says_where_it_is()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var (id, other) = (rig.Task(), Backlog(rig));
        Assert.Null((await rig.ReadAsync(id)).Elsewhere);

        rig.AsDana.Move(id, other.Id);

        var task = await rig.ReadAsync(id);
        Assert.Equal($"the list 'Backlog' ({other.Id})", task.Elsewhere);
        Assert.Equal(("new", Presence.Present), (task.Status, task.Presence));

        rig.AsDana.Move(id, rig.List);
        Assert.Null((await rig.ReadAsync(id)).Elsewhere);
    }

    [Fact]
    public async Task A_moved_task_is_written_with_the_statuses_and_fields_of_its_new_list()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var (id, other) = (rig.Task(), Backlog(rig));
        rig.AsDana.Move(id, other.Id);
        await rig.ReadAsync(id);

        await rig.DoneAsync(
            ClickUpRig.Update(
                "fixing",
                ("Root cause", new FieldValue.Text("a leak")),
                ("Severity", new FieldValue.Choice("Sev 2"))
            ),
            id
        );

        var task = rig.See(id);
        Assert.Equal(("FIXING", other.Id), (task.Status, task.ListId));
        Assert.Equal(("a leak", "Sev 2"), (task.Fields["Root cause"], task.Fields["severity"]));
    }

    [Fact]
    public async Task What_the_new_list_does_not_have_is_refused_in_words_and_the_rest_is_done()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var (id, other) = (rig.Task(), Backlog(rig));
        rig.AsDana.Move(id, other.Id);
        await rig.ReadAsync(id);

        var partly = await rig.PartlyAsync(
            ClickUpRig.Update(
                "verifying",
                ("Effort", new FieldValue.Number(3)),
                ("Root cause", new FieldValue.Text("a leak"))
            ),
            id
        );

        Assert.True(partly.StatusRefused);
        Assert.Equal(["Effort"], partly.RefusedFields.Select(f => f.Key));
        Assert.Contains("the list 'Backlog'", partly.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("'new', 'FIXING', 'gone'", partly.Failure.Message, StringComparison.Ordinal);
        Assert.Equal("a leak", rig.See(id).Fields["Root cause"]);
    }

    [Fact]
    public async Task A_status_that_was_renamed_since_is_refused_with_those_that_the_list_has_now()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.Server.RenameStatus(rig.List, "fixing", "repairing");
        var failure = (await rig.PartlyAsync(ClickUpRig.Update("Fixing"), id)).Failure;
        Assert.Equal(FailureKind.Refused, failure.Kind);
        Assert.Contains("'repairing'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_goes_out_in_the_lists_own_spelling()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        await rig.DoneAsync(ClickUpRig.Update("in TRIAGE"), id);
        Assert.Contains("\"status\":\"In  Triage\"", rig.Server.Calls.All[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merged_task_reads_as_deleted_and_one_of_a_hidden_list_as_out_of_reach()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var (id, into, hidden) = (rig.Task(), rig.Task(), rig.Server.AddList(rig.Space, "Private"));
        rig.AsDana.Merge(id, into);
        Assert.Equal(Presence.Deleted, (await rig.ReadAsync(id)).Presence);

        rig.Server.HideList(hidden.Id, rig.Server.Options.Integration);
        rig.AsDana.Move(into, hidden.Id);
        Assert.Equal(Presence.Unreachable, (await rig.ReadAsync(into)).Presence);
    }

    /// <summary>A list with a field of its own by a known label, and without most others.</summary>
    private static ListSnapshot Backlog(ClickUpRig rig) =>
        rig.Server.AddList(
            rig.Space,
            "Backlog",
            [StatusSpec.Open("new"), StatusSpec.Active("FIXING"), StatusSpec.Closed("gone")],
            [FieldSpec.Text("Root cause"), FieldSpec.DropDown("severity", "Sev 2")]
        );
}
