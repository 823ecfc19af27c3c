using Bridge.Connectors;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.ClickUp;

public sealed class ClickUpReadingTests
{
    [Fact]
    public async Task Every_named_field_is_read_and_empty_ones_are_null()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var task = await rig.ReadAsync(rig.Task());
        Assert.All(rig.Process().Fields, f => Assert.True(task.Values.Has(f.TrackerField!), f.TrackerField));
        Assert.Null(task.Values["Severity"]);
        Assert.Null(task.Values[FieldNames.DueDate]);
        Assert.Equal(new FieldValue.Flag(false), task.Values["Regression"]);
        Assert.Equal("Open", task.Status);
    }

    [Fact]
    public async Task Values_come_by_their_types()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var outage = new DateTimeOffset(2026, 3, 1, 17, 45, 10, TimeSpan.Zero);
        rig.AsDana.SetField(id, "Severity", "Sev 2");
        rig.AsDana.SetField(id, "Areas", new[] { "Video", "Audio" });
        rig.AsDana.SetField(id, "Root cause", "A leak & more");
        rig.AsDana.SetField(id, "Effort", 2.5m);
        rig.AsDana.SetField(id, "Release day", new DateOnly(2026, 5, 31));
        rig.AsDana.SetField(id, "Outage began", outage);
        rig.AsDana.SetField(id, "Regression", true);
        rig.AsDana.SetField(id, "Reviewer", rig.Dana);
        rig.AsDana.SetPriority(id, 2);
        rig.AsDana.AddTag(id, "S5");
        rig.AsDana.Assign(id, rig.Dana);

        var values = (await rig.ReadAsync(id)).Values;
        Assert.Equal(new FieldValue.Choice("Sev 2"), values["Severity"]);
        Assert.Equal(new FieldValue.List(["Audio", "Video"]), values["areas"]);
        Assert.Equal(new FieldValue.Text("A leak & more"), values["Root cause"]);
        Assert.Equal(new FieldValue.Number(2.5m), values["Effort"]);
        Assert.Equal(new FieldValue.Date(new DateOnly(2026, 5, 31)), values["Release day"]);
        Assert.Equal(new FieldValue.Moment(outage), values["Outage began"]);
        Assert.Equal(new FieldValue.Flag(true), values["Regression"]);
        Assert.Equal("dana@example.com", Assert.IsType<FieldValue.Person>(values["Reviewer"]).Email);
        Assert.Equal(new FieldValue.Choice("High"), values[FieldNames.Priority]);
        Assert.Equal(new FieldValue.List(["s5"]), values[FieldNames.Tags]);
        Assert.Equal("Dana Field", values[FieldNames.Assignee]?.Display);
    }

    [Fact]
    public async Task A_day_set_in_another_zone_is_the_day_that_was_meant()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.AsDana.SetDueDate(id, new DateOnly(2022, 1, 21));
        Assert.Equal(new FieldValue.Date(new DateOnly(2022, 1, 21)), (await rig.ReadAsync(id)).Values["due date"]);
    }

    [Fact]
    public async Task A_description_comes_as_html()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.AsDana.Describe(id, "It **burns**");
        var html = Assert.IsType<FieldValue.Rich>((await rig.ReadAsync(id)).Values["description"]).Html;
        Assert.Contains("<strong>burns</strong>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_with_doubled_spaces_is_shown_as_the_stage_spells_it()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.AsDana.SetStatus(id, "In  Triage");
        Assert.Equal("in triage", (await rig.ReadAsync(id)).Status);
    }

    [Fact]
    public async Task Comments_come_oldest_first_over_all_pages_with_the_replies_of_threads()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        string? first = null;
        for (var i = 0; i < 60; i++)
        {
            var comment = rig.AsDana.Comment(id, $"comment {i}");
            first ??= comment;
        }

        rig.AsDana.Reply(first!, "a reply");
        await rig.DoneAsync(ClickUpRig.Comment("<p>from the bridge</p>"), id);

        var comments = (await rig.ReadAsync(id)).Comments;
        Assert.Equal(62, comments.Length);
        Assert.Contains("comment 0", comments[0].Html, StringComparison.Ordinal);
        Assert.Equal(comments.OrderBy(c => c.At).Select(c => c.Id), comments.Select(c => c.Id));
        Assert.Contains(comments, c => c.Html.Contains("a reply", StringComparison.Ordinal) && !c.ByBridge);
        Assert.Contains(comments, c => c.Html.Contains("from the bridge", StringComparison.Ordinal) && c.ByBridge);
    }

    [Fact]
    public async Task Comments_are_not_asked_for_when_no_process_wants_them()
    {
        await using var rig = await ClickUpRig.StartAsync(change: p => p with { Comments = new CommentPolicy() });
        var id = rig.Task();
        rig.AsDana.Comment(id, "unread");
        var task = await rig.ReadAsync(id);
        Assert.True(task.Comments.IsDefault);
        Assert.Equal(0, rig.Calls("GET", "/comment"));
    }

    [Fact]
    public async Task A_deleted_task_is_deleted_and_a_hidden_one_is_out_of_reach()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var hidden = rig.Task();
        rig.AsDana.Delete(id);
        Assert.Equal(Presence.Deleted, (await rig.ReadAsync(id)).Presence);
        rig.Server.HideList(rig.List, rig.Server.Options.Integration);
        Assert.Equal(Presence.Unreachable, (await rig.ReadAsync(hidden)).Presence);
    }

    [Theory]
    [InlineData(200, "<html>Sign in</html>", "text/html", FailureKind.Unknown)]
    [InlineData(200, "{\"id\":", "application/json", FailureKind.Unknown)]
    [InlineData(401, """{"err":"Token invalid","ECODE":"OAUTH_025"}""", "application/json", FailureKind.Unauthorized)]
    [InlineData(502, "Bad gateway", "text/plain", FailureKind.Unknown)]
    public async Task Trouble_of_reading_is_told_apart(int status, string body, string type, FailureKind kind)
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.Server.Faults.Next(new Fault.Answer(status, body, type), "GET", "/task/", times: 3);
        var failed = Assert.IsType<ReadResult.Failed>(await rig.Connector.ReadAsync(id, ClickUpRig.None));
        Assert.Equal(kind, failed.Failure.Kind);
        Assert.DoesNotContain(rig.Server.Options.Token, failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_makes_the_connection_wait()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.Server.Faults.Next(
            new Fault.Answer(
                429,
                """{"err":"Rate limit reached","ECODE":"APP_002"}""",
                RetryAfter: TimeSpan.FromSeconds(30)
            ),
            "GET",
            "/task/"
        );
        var failed = Assert.IsType<ReadResult.Failed>(await rig.Connector.ReadAsync(id, ClickUpRig.None));
        Assert.Equal(FailureKind.Busy, failed.Failure.Kind);
        Assert.Equal(TimeSpan.FromSeconds(30), failed.Failure.RetryAfter);
        Assert.NotNull(rig.Connector.Budget.PausedUntil);
    }

    [Fact]
    public async Task Without_Retry_After_a_429_is_waited_out_until_the_reset_that_every_answer_names()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.Server.RequestsPerMinute = 0;
        var failed = Assert.IsType<ReadResult.Failed>(await rig.Connector.ReadAsync(id, ClickUpRig.None));
        Assert.Equal(FailureKind.Busy, failed.Failure.Kind);
        Assert.InRange(failed.Failure.RetryAfter!.Value.TotalSeconds, 1, 60);
        Assert.NotEqual(TimeSpan.FromSeconds(20), failed.Failure.RetryAfter);
        Assert.Contains("APP_002", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"x","date_updated":"1"}""", "a task with a status")]
    [InlineData("""{"id":"x","status":{"status":"a"}}""", "a task that says when it changed")]
    [InlineData("""{"id":"x","status":{"status":"a"},"date_updated":"1","due_date":"soon"}""", "readable JSON")]
    [InlineData("""{"id":"x","status":{"status":"a"},"date_updated":{},"due_date":null}""", "readable JSON")]
    [InlineData("""{"task":{"id":"x"}}""", "a task with an id")]
    public async Task An_answer_of_another_shape_is_a_failure_that_says_what_is_missing(string body, string missing)
    {
        await using var rig = await ClickUpRig.StartAsync();
        rig.Server.Faults.Next(new Fault.Answer(200, body), "GET", "/task/");
        var failed = Assert.IsType<ReadResult.Failed>(await rig.Connector.ReadAsync("x", ClickUpRig.None));
        Assert.Equal(FailureKind.Unknown, failed.Failure.Kind);
        Assert.Contains(missing, failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agents_with_negative_ids_and_people_without_names_are_read()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var body = """
            {"id":"x","date_updated":1700000000000,"status":{"status":"fixing"},"priority":{"id":"2"},"due_date":null,
             "assignees":[{"id":-40578317,"username":null,"email":null}],"creator":null,"tags":null,"list":null}
            """;
        rig.Server.Faults.Next(new Fault.Answer(200, body), "GET", "/task/");
        var comments = """
            {"comments":[{"id":458,"comment":[{"type":"tag"},{"text":"hello"}],"comment_text":"hello","user":null,
              "date":1700000000000,"reply_count":0}]}
            """;
        rig.Server.Faults.Next(new Fault.Answer(200, comments), "GET", "/comment");
        var task = await rig.ReadAsync("x");
        Assert.Equal(new FieldValue.Person("user -40578317", null, "-40578317"), task.Values[FieldNames.Assignee]);
        Assert.Equal(new FieldValue.Choice("High"), task.Values[FieldNames.Priority]);
        Assert.Equal(("458", ""), (Assert.Single(task.Comments).Id, task.Comments[0].Author));
    }

    [Fact]
    public async Task A_thread_that_is_deleted_while_it_is_read_does_no_harm()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.AsDana.Reply(rig.AsDana.Comment(id, "a question"), "an answer");
        var gone = new Fault.Answer(404, """{"err":"Comment not found","ECODE":"COMMENT_001"}""");
        rig.Server.Faults.Next(gone, "GET", "/reply");
        Assert.Single((await rig.ReadAsync(id)).Comments);
    }

    [Fact]
    public async Task An_edited_comment_is_read_with_its_new_words_under_its_id()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var comment = rig.AsDana.Comment(id, "before");
        rig.AsDana.EditComment(comment, "after");
        var read = Assert.Single((await rig.ReadAsync(id)).Comments);
        Assert.Equal(comment, read.Id);
        Assert.Contains("after", read.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renamed_status_is_read_by_its_new_name()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.AsDana.SetStatus(id, "fixing");
        rig.Server.RenameStatus(rig.List, "fixing", "repairing");
        Assert.Equal("repairing", (await rig.ReadAsync(id)).Status);
    }
}
