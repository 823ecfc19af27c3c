using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.ClickUp;

public sealed class ClickUpItemTests
{
    [Fact]
    public async Task A_task_is_made_whole_with_one_write_after_one_look_for_its_marker()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var effect = rig.Create(
            status: "IN triage",
            values:
            [
                ("Severity", new FieldValue.Choice("Sev 1")),
                ("Root cause", new FieldValue.Text("x")),
                ("Reviewer", new FieldValue.Person("Dana Field", "dana@example.com", null)),
                ("priority", new FieldValue.Choice("High")),
                ("due date", new FieldValue.Date(new DateOnly(2026, 5, 31))),
                ("tags", new FieldValue.List(["S2"])),
                ("assignee", new FieldValue.Person("Dana Field", null, null)),
            ]
        );

        var written = await rig.DoneAsync(effect);

        var task = Assert.Single(rig.Server.GetTasks(rig.List));
        Assert.Equal(task.Id, written.Item?.Id);
        Assert.Equal(task.CustomId, written.Item?.Key);
        Assert.Equal(("Printer on fire", "It **burns**", "In  Triage"), (task.Name, task.Markdown, task.Status));
        Assert.Equal(("Sev 1", "fd-4711"), (task.Fields["Severity"], task.Fields["Bridge"]));
        Assert.Equal(2, task.Priority);
        Assert.Equal(["s2"], task.Tags);
        Assert.Single(task.Assignees);
        Assert.Equal(task.Updated.ToUnixTimeMilliseconds(), written.Version);
        Assert.Equal(new FieldValue.Choice("Sev 1"), written.After?.Values["Severity"]);
        Assert.Single(rig.Server.Calls.All, c => c.Method != "GET");
        Assert.Single(rig.Server.Calls.All, c => c.Query.Contains("custom_fields=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_task_that_carries_the_marker_already_is_taken_and_not_made_again()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var first = await rig.DoneAsync(rig.Create());

        var again = await rig.DoneAsync(rig.Create());

        Assert.Equal(first.Item, again.Item);
        Assert.Single(rig.Server.GetTasks(rig.List));
    }

    [Fact]
    public async Task A_look_before_the_creation_that_fails_has_made_nothing()
    {
        await using var rig = await ClickUpRig.StartAsync();
        rig.Server.Faults.Next(new Fault.Answer(502, "x", "text/plain"), "GET", "/team/.*custom_fields", times: 3);

        Assert.False((await rig.FailedAsync(rig.Create())).MayHaveHappened);

        Assert.Empty(rig.Server.GetTasks(rig.List));
    }

    [Fact]
    public async Task A_field_that_spoils_the_creation_is_left_out_and_named()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var refusal = """{"err":"Value must be an option index or uuid","ECODE":"FIELD_011"}""";
        rig.Server.Faults.Next(new Fault.Answer(400, refusal), "POST", "/list/.*/task");
        rig.Server.Faults.Next(new Fault.Answer(400, refusal), "POST", $"/field/");
        var effect = rig.Create(
            values: [("Severity", new FieldValue.Choice("Sev 1")), ("Root cause", new FieldValue.Text("x"))]
        );

        var partly = await rig.PartlyAsync(effect);

        var task = Assert.Single(rig.Server.GetTasks(rig.List));
        Assert.Equal(task.Id, partly.Written.Item?.Id);
        Assert.Null(partly.Written.Version);
        Assert.Equal("fd-4711", task.Fields["Bridge"]);
        Assert.Single(partly.RefusedFields);
        Assert.Equal(2, task.Fields.Count);
    }

    [Fact]
    public async Task A_status_that_is_gone_does_not_keep_the_task_from_being_made()
    {
        await using var rig = await ClickUpRig.StartAsync();
        rig.Server.RenameStatus(rig.List, "fixing", "repairing");
        var partly = await rig.PartlyAsync(rig.Create(status: "fixing"));
        Assert.True(partly.StatusRefused);
        Assert.Equal("Open", Assert.Single(rig.Server.GetTasks(rig.List)).Status);
    }

    [Fact]
    public async Task A_capped_default_type_is_answered_with_a_plain_task()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var refusal = """{"err":"Max usage for custom task types reached","ECODE":"ITEM_246"}""";
        rig.Server.Faults.Next(new Fault.Answer(400, refusal), "POST", "/list/.*/task");
        await rig.DoneAsync(rig.Create());
        Assert.Contains("\"custom_item_id\":0", rig.Server.Calls.All[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_ClickUp_dropped_in_silence_is_set_afterwards()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var bare = $$"""{"id":"{{id}}","date_updated":"1","status":{"status":"Open"},"custom_fields":[],"tags":[]}""";
        rig.Server.Faults.Next(new Fault.Answer(200, bare), "POST", "/list/.*/task");
        var values = new[] { ("Effort", (FieldValue?)new FieldValue.Number(2)), ("tags", new FieldValue.List(["x"])) };
        var written = await rig.DoneAsync(rig.Create(values: values));
        Assert.Null(written.Version);
        Assert.Equal(("2", "fd-4711"), (rig.See(id).Fields["Effort"], rig.See(id).Fields["Bridge"]));
        Assert.Equal(["x"], rig.See(id).Tags);
    }

    [Fact]
    public async Task A_creation_whose_answer_was_lost_is_found_by_its_marker()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var effect = rig.Create();
        rig.Server.Faults.Next(new Fault.CutAfter(), "POST", "/list/.*/task");
        Assert.True((await rig.FailedAsync(effect)).MayHaveHappened);
        var yes = Assert.IsType<Found.Yes>(await rig.FindAsync(effect));
        Assert.Equal(Assert.Single(rig.Server.GetTasks(rig.List)).Id, yes.Written.Item?.Id);
    }

    [Fact]
    public async Task A_closed_one_is_found_too_and_another_marker_is_not()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var made = await rig.DoneAsync(rig.Create());
        rig.AsDana.SetStatus(made.Item!.Id, "Closed");
        Assert.IsType<Found.Yes>(await rig.FindAsync(rig.Create()));
        Assert.IsType<Found.No>(await rig.FindAsync(rig.Create("fd-471")));
    }

    [Fact]
    public async Task A_creation_is_found_among_the_newest_while_the_search_lags()
    {
        await using var rig = await ClickUpRig.StartAsync();
        await rig.DoneAsync(rig.Create());
        rig.Server.Faults.Next(new Fault.Answer(200, """{"tasks":[]}"""), "GET", "/team/.*custom_fields");
        Assert.IsType<Found.Yes>(await rig.FindAsync(rig.Create()));
    }

    [Fact]
    public async Task Before_the_search_can_know_nothing_is_concluded()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var found = await rig.FindAsync(rig.Create(), ago: TimeSpan.FromSeconds(20));
        Assert.InRange(Assert.IsType<Found.NotYetKnown>(found).Wait.TotalSeconds, 35, 40);
        Assert.IsType<Found.No>(await rig.FindAsync(rig.Create()));
    }

    [Fact]
    public async Task Without_a_marker_the_words_must_do()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var effect = rig.Create() with { MarkerField = null };
        await rig.DoneAsync(effect);
        Assert.IsType<Found.Yes>(await rig.FindAsync(effect));
        Assert.IsType<Found.No>(await rig.FindAsync(effect with { Title = "Another" }));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData(" #{0} ")]
    [InlineData("CU-{0}")]
    [InlineData("https://app.clickup.com/t/{0}?comment=1")]
    [InlineData("{1}")]
    [InlineData("https://app.clickup.com/t/9011000529/{1}")]
    public async Task A_task_is_linked_by_what_an_agent_types(string typed)
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var key = string.Format(System.Globalization.CultureInfo.InvariantCulture, typed, id, rig.See(id).CustomId);
        var written = await rig.DoneAsync(Link(key));
        Assert.Equal(id, written.Item?.Id);
        Assert.Equal(id, written.After?.Id);
        Assert.Single(rig.Server.Calls.All);
    }

    [Fact]
    public async Task A_key_that_names_no_task_says_what_to_do()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var failure = await rig.FailedAsync(Link("nosuch"));
        Assert.Equal(FailureKind.Missing, failure.Kind);
        Assert.Contains("'nosuch'", failure.Message, StringComparison.Ordinal);
        Assert.IsType<Found.No>(await rig.FindAsync(Link("nosuch")));
    }

    [Fact]
    public async Task A_linked_task_gets_the_marker_where_it_has_none()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        await rig.DoneAsync(Link(id) with { Marker = "fd-1", MarkerField = "BRIDGE" });
        await rig.DoneAsync(Link(id) with { Marker = "fd-2", MarkerField = "BRIDGE" });
        Assert.Equal("fd-1", rig.See(id).Fields["Bridge"]);
    }

    [Fact]
    public async Task A_task_of_a_list_without_the_marker_field_is_linked_all_the_same()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var other = rig.Server.AddList(rig.Space, "Other");
        var id = rig.AsDana.CreateTask(other.Id, "elsewhere");
        var written = await rig.DoneAsync(Link(id) with { Marker = "fd-1", MarkerField = "Bridge" });
        Assert.Equal(id, written.Item?.Id);
    }

    private static Effect.LinkItem Link(string key) => new(key) { Key = "link-1", Reason = "a test" };
}
