using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Sandbox.ClickUp;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.ClickUp;

public sealed class ClickUpWritingTests
{
    [Fact]
    public async Task A_whole_update_is_one_PUT_after_its_fields()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var update = ClickUpRig.Update(
            "in TRIAGE",
            ("Severity", new FieldValue.Choice("sev 2")),
            ("Root cause", new FieldValue.Rich("<p>A <b>leak</b></p>")),
            ("priority", new FieldValue.Choice("urgent")),
            ("due date", new FieldValue.Date(new DateOnly(2026, 5, 31))),
            ("description", new FieldValue.Rich("<p>It <b>burns</b></p>"))
        );

        var written = await rig.DoneAsync(update, id);

        var task = rig.See(id);
        Assert.Equal("In  Triage", task.Status);
        Assert.Equal("Sev 2", task.Fields["Severity"]);
        Assert.Equal("A leak", task.Fields["Root cause"]);
        Assert.Equal(1, task.Priority);
        Assert.Equal("It **burns**", task.Markdown);
        Assert.Equal(new DateTimeOffset(2026, 5, 31, 4, 0, 0, TimeSpan.Zero), task.DueDate);
        Assert.False(task.DueDateHasTime);
        Assert.Equal("PUT", rig.Server.Calls.All[^1].Method);
        Assert.Equal(1, rig.Calls("PUT", "/task/"));
        Assert.Equal(task.Updated.ToUnixTimeMilliseconds(), written.Version);
        Assert.Equal(new FieldValue.Choice("Sev 2"), written.After?.Values["Severity"]);
        Assert.True(written.After!.Comments.IsDefault);
    }

    [Fact]
    public async Task Values_go_by_the_types_of_their_fields()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var outage = new DateTimeOffset(2026, 3, 1, 17, 45, 10, TimeSpan.Zero);
        var update = ClickUpRig.Update(
            null,
            ("areas", new FieldValue.List(["audio", "Video"])),
            ("Effort", new FieldValue.Text("2.5")),
            ("Release day", new FieldValue.Text("2026-05-31")),
            ("Outage began", new FieldValue.Moment(outage)),
            ("Regression", new FieldValue.Text("yes")),
            ("Ticket link", new FieldValue.Text("https://acme.example/1")),
            ("Reviewer", new FieldValue.Person("Somebody", "dana@example.com", "77"))
        );
        await rig.DoneAsync(update, id);

        var values = (await rig.ReadAsync(id)).Values;
        Assert.Equal(new FieldValue.List(["Audio", "Video"]), values["areas"]);
        Assert.Equal(new FieldValue.Number(2.5m), values["Effort"]);
        Assert.Equal(new FieldValue.Date(new DateOnly(2026, 5, 31)), values["Release day"]);
        Assert.Equal(new FieldValue.Moment(outage), values["Outage began"]);
        Assert.Equal(new FieldValue.Flag(true), values["Regression"]);
        Assert.Equal("https://acme.example/1", values["Ticket link"]?.Display);
        Assert.Equal("Dana Field", values["Reviewer"]?.Display);
    }

    [Fact]
    public async Task Custom_fields_alone_state_no_version()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var written = await rig.DoneAsync(ClickUpRig.Update(null, ("Effort", new FieldValue.Number(3))), id);
        Assert.Null(written.Version);
        Assert.Equal("3", rig.See(id).Fields["Effort"]);
        Assert.Single(rig.Server.Calls.All);
    }

    [Fact]
    public async Task A_null_empties_every_kind_of_field()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task(description: "words");
        rig.AsDana.SetField(id, "Severity", "Sev 1");
        rig.AsDana.SetField(id, "Root cause", "x");
        rig.AsDana.SetField(id, "Reviewer", rig.Dana);
        rig.AsDana.SetField(id, "Regression", true);
        rig.AsDana.SetPriority(id, 1);
        rig.AsDana.SetDueDate(id, new DateOnly(2026, 1, 1));
        rig.AsDana.AddTag(id, "x");
        rig.AsDana.Assign(id, rig.Dana);
        string[] names =
        [
            "Severity",
            "Root cause",
            "Reviewer",
            "Regression",
            "priority",
            "due date",
            "tags",
            "assignee",
            "description",
        ];

        await rig.DoneAsync(ClickUpRig.Update(null, [.. names.Select(n => (n, (FieldValue?)null))]), id);

        var values = (await rig.ReadAsync(id)).Values;
        Assert.All(names.Except(["Regression"]), n => Assert.Null(values[n]));
        Assert.Equal(new FieldValue.Flag(false), values["Regression"]);
    }

    [Fact]
    public async Task Tags_are_added_to_those_that_are_there()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.AsDana.AddTag(id, "old");
        await rig.DoneAsync(ClickUpRig.Update() with { AddTags = ["S2 Now", "s2 now"] }, id);
        Assert.Equal(["old", "s2 now"], rig.See(id).Tags);
    }

    [Fact]
    public async Task An_unknown_option_is_refused_with_the_ones_that_exist_and_the_rest_is_done()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var partly = await rig.PartlyAsync(
            ClickUpRig.Update("fixing", ("Severity", new FieldValue.Choice("Sev 9"))),
            id
        );
        Assert.Contains("Sev 1, Sev 2, Sev 3", partly.Failure.Message, StringComparison.Ordinal);
        Assert.True(partly.RefusedFields.Has("Severity"));
        Assert.False(partly.StatusRefused);
        Assert.Equal("fixing", rig.See(id).Status);
    }

    [Fact]
    public async Task A_refused_status_leaves_the_other_parts_done()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var partly = await rig.PartlyAsync(
            ClickUpRig.Update("shipped", ("priority", new FieldValue.Choice("Low")), ("subject", Text("New"))),
            id
        );
        Assert.True(partly.StatusRefused);
        Assert.Contains("Status does not exist", partly.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(partly.RefusedFields);
        Assert.Equal((4, "New"), (rig.See(id).Priority, rig.See(id).Name));
        Assert.NotNull(partly.Written.Version);
    }

    [Fact]
    public async Task A_refused_field_is_named_as_the_mapping_does()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var refusal = """{"err":"Custom field usages exceeded for your plan","ECODE":"FIELD_033"}""";
        rig.Server.Faults.Next(new Fault.Answer(400, refusal), "POST", "/field/");
        var partly = await rig.PartlyAsync(
            ClickUpRig.Update("fixing", ("Effort", new FieldValue.Number(1)), ("Root cause", Text("y"))),
            id
        );
        Assert.Equal("Effort", Assert.Single(partly.RefusedFields).Key);
        Assert.Contains("usages exceeded", Assert.Single(partly.Failure.Fields).Message, StringComparison.Ordinal);
        Assert.Equal("y", rig.See(id).Fields["Root cause"]);
        Assert.Equal("fixing", rig.See(id).Status);
    }

    [Fact]
    public async Task A_date_that_ClickUp_answers_with_500_is_a_refusal()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var refusal = """{"err":"Value is not a valid date","ECODE":"FIELD_017"}""";
        rig.Server.Faults.Next(new Fault.Answer(500, refusal), "POST", "/field/");
        var day = new FieldValue.Date(new DateOnly(2026, 1, 1));
        var partly = await rig.PartlyAsync(ClickUpRig.Update(null, ("Release day", day)), rig.Task());
        Assert.Equal(FailureKind.Refused, partly.Failure.Kind);
    }

    [Fact]
    public async Task A_broken_connection_in_the_middle_is_unknown_and_found_by_reading()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var update = ClickUpRig.Update("fixing", ("Effort", new FieldValue.Number(1)));
        rig.Server.Faults.Next(new Fault.CutAfter(), "PUT");
        var failure = await rig.FailedAsync(update, id);
        Assert.True(failure.MayHaveHappened);
        Assert.IsType<Found.Yes>(await rig.FindAsync(update, id));
    }

    [Fact]
    public async Task An_update_that_did_not_happen_is_not_found()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var update = ClickUpRig.Update("fixing", ("Severity", new FieldValue.Choice("Sev 1")));
        rig.Server.Faults.Next(new Fault.CutBefore(), "POST", "/field/");
        await rig.FailedAsync(update, id);
        Assert.IsType<Found.No>(await rig.FindAsync(update, id));
    }

    [Fact]
    public async Task A_missing_task_is_missing()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var failure = await rig.FailedAsync(ClickUpRig.Update("fixing"), "nosuch");
        Assert.Equal(FailureKind.Missing, failure.Kind);
    }

    [Fact]
    public async Task A_day_is_written_in_the_zone_of_the_integration_user()
    {
        var clickUp = new Bridge.Sandbox.ClickUp.ClickUpOptions
        {
            Integration = new(1001, "Bridge", "bridge@example.com", "America/Los_Angeles"),
        };
        await using var rig = await ClickUpRig.StartAsync(o => o.Zone = "Asia/Kolkata", clickUp);
        var id = rig.Task();
        var day = new FieldValue.Date(new DateOnly(2026, 5, 31));
        await rig.DoneAsync(ClickUpRig.Update(null, ("due date", day)), id);
        Assert.Equal(day, (await rig.ReadAsync(id)).Values["due date"]);
    }

    [Fact]
    public async Task An_agent_with_a_negative_id_can_be_assigned()
    {
        await using var rig = await ClickUpRig.StartAsync();
        rig.Server.AddUser(new ClickUpUser(-40578317, "Triage Agent", "agent@example.com"));
        var id = rig.Task();
        await rig.DoneAsync(
            ClickUpRig.Update(values: ("assignee", new FieldValue.Person("Triage Agent", null, null))),
            id
        );
        Assert.Equal("-40578317", Assert.IsType<FieldValue.Person>((await rig.ReadAsync(id)).Values["assignee"]).Id);
    }

    [Fact]
    public async Task A_person_that_nobody_knows_is_refused()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var stranger = new FieldValue.Person("Nobody", "nobody@example.com", "2002");
        var partly = await rig.PartlyAsync(ClickUpRig.Update(null, ("assignee", stranger)), id);
        Assert.Contains("Nobody", partly.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(rig.See(id).Assignees);
    }

    [Fact]
    public async Task An_option_that_was_added_since_is_looked_for()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var partly = await rig.PartlyAsync(
            ClickUpRig.Update(null, ("Severity", new FieldValue.Choice("Sev 9"))),
            rig.Task()
        );
        Assert.Equal(FailureKind.Refused, partly.Failure.Kind);
        Assert.Equal(1, rig.Calls("GET", "/field"));
    }

    [Fact]
    public async Task Two_lists_with_fields_of_one_name_are_told_apart()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var other = rig.Server.AddList(
            rig.Space,
            "Other",
            fields: [Bridge.Sandbox.ClickUp.FieldSpec.DropDown("Severity", "Low", "Sev 1")]
        );
        var process = rig.Process() with { Name = "other", Fields = [rig.Process().Fields[0] with { Values = [] }] };
        process = process with { Entry = process.Entry with { Container = other.Id, MarkerField = null } };
        Assert.Empty((await rig.Connector.BindAsync(process, ClickUpRig.None)).Problems);
        var here = rig.Task();
        var there = rig.AsDana.CreateTask(other.Id, "elsewhere");
        var update = ClickUpRig.Update(null, ("Severity", new FieldValue.Choice("Sev 1")));

        await rig.DoneAsync(update, here);
        await rig.DoneAsync(update, there);
        await rig.DoneAsync(ClickUpRig.Update(null, ("Severity", new FieldValue.Choice("Low"))), there);

        Assert.Equal("Sev 1", rig.See(here).Fields["Severity"]);
        Assert.Equal("Low", rig.See(there).Fields["Severity"]);
        Assert.Equal(new FieldValue.Choice("Low"), (await rig.ReadAsync(there)).Values["severity"]);
    }

    private static FieldValue.Text Text(string text) => new(text);
}
