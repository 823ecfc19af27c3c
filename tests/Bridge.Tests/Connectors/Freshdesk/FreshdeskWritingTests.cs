using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.Freshdesk;

public sealed class FreshdeskWritingTests
{
    [Fact]
    public async Task An_update_is_one_partial_put_with_values_of_the_fields_own_types()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var values = FieldBag.Of(
            ("Severity", new FieldValue.Text("s2")),
            ("Steps to reproduce", new FieldValue.Rich("<p>One</p><ul><li>Two</li></ul>")),
            ("ETA", new FieldValue.Moment(new DateTimeOffset(2026, 4, 1, 10, 0, 0, TimeSpan.Zero))),
            ("Affects others", new FieldValue.Text("yes")),
            ("Clients affected", new FieldValue.Text("12")),
            (FieldNames.Priority, new FieldValue.Choice("urgent")),
            (FieldNames.Group, new FieldValue.Choice("Level 2")),
            (FieldNames.Type, new FieldValue.Choice("Bug"))
        );

        var outcome = await desk.DoAsync(id, Desk.Update(values, "waiting on level 2"));

        Assert.Equal(new Outcome.Done(Written.Nothing), outcome);
        var ticket = desk.Server.Ticket(id);
        Assert.Equal(6, ticket.Status);
        Assert.Equal(4, ticket.Priority);
        Assert.Equal(desk.Level2.Id, ticket.GroupId);
        Assert.Equal("Bug", ticket.Type);
        Assert.Equal("S2", ticket.CustomFields[desk.Field("Severity")]);
        Assert.Equal("One\n\n- Two", ticket.CustomFields[desk.Field("Steps to reproduce")]);
        Assert.Equal("2026-04-01", ticket.CustomFields[desk.Field("ETA")]);
        Assert.Equal(true, ticket.CustomFields[desk.Field("Affects others")]);
        Assert.Equal(1, desk.Calls("PUT", "tickets/"));
    }

    [Fact]
    public async Task A_null_empties_a_field_and_leaves_the_others()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        await desk.DoAsync(
            id,
            Desk.Update(
                FieldBag.Of(("Severity", new FieldValue.Choice("S1")), ("Target URL", new FieldValue.Text("x")))
            )
        );

        Assert.IsType<Outcome.Done>(await desk.DoAsync(id, Desk.Update("Severity", null)));

        Assert.False(desk.Server.Ticket(id).CustomFields.ContainsKey(desk.Field("Severity")));
        Assert.Equal("x", desk.Server.Ticket(id).CustomFields[desk.Field("Target URL")]);
    }

    [Fact]
    public async Task Added_tags_join_those_that_are_there()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket(new FreshdeskTicketChange { Tags = ["vip"] });

        await desk.DoAsync(id, Desk.Update(FieldBag.Empty, "Pending", "escalated", "VIP"));

        Assert.Equal(["vip", "escalated"], desk.Server.Ticket(id).Tags);
        Assert.Equal(3, desk.Server.Ticket(id).Status);
        Assert.Equal(1, desk.Calls("PUT", "tickets/"));
    }

    [Fact]
    public async Task Tags_that_are_there_cost_no_write()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket(new FreshdeskTicketChange { Tags = ["vip"] });

        Assert.IsType<Outcome.Done>(await desk.DoAsync(id, Desk.Update(FieldBag.Empty, null, "Vip")));

        Assert.Equal(0, desk.Calls("PUT", "tickets/"));
    }

    [Fact]
    public async Task An_unknown_option_is_refused_here_with_the_options_and_the_rest_is_written()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var values = FieldBag.Of(("Severity", new FieldValue.Choice("S9")), ("Target URL", new FieldValue.Text("x")));

        var partly = Assert.IsType<Outcome.Partly>(await desk.DoAsync(id, Desk.Update(values, "Pending")));

        Assert.Equal(FieldBag.Of(("Severity", new FieldValue.Choice("S9"))), partly.RefusedFields);
        Assert.False(partly.StatusRefused);
        Assert.Contains("'S1', 'S2', 'S3'", partly.Failure.Message, StringComparison.Ordinal);
        Assert.Equal("x", desk.Server.Ticket(id).CustomFields[desk.Field("Target URL")]);
        Assert.Equal(3, desk.Server.Ticket(id).Status);
    }

    [Fact]
    public async Task An_unknown_status_is_refused_and_the_fields_are_written()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();

        var partly = Assert.IsType<Outcome.Partly>(
            await desk.DoAsync(id, Desk.Update(FieldBag.Of(("Target URL", new FieldValue.Text("x"))), "Nowhere"))
        );

        Assert.True(partly.StatusRefused);
        Assert.Equal("x", desk.Server.Ticket(id).CustomFields[desk.Field("Target URL")]);
    }

    [Fact]
    public async Task A_field_that_the_tool_refuses_is_left_out_and_the_rest_sent_once()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        await desk.ReadAsync(id);
        desk.Server.Setup.SetChoices(desk.Field("Severity"), "P1", "P2");
        var values = FieldBag.Of(("severity", new FieldValue.Choice("S1")), ("Target URL", new FieldValue.Text("x")));

        var partly = Assert.IsType<Outcome.Partly>(await desk.DoAsync(id, Desk.Update(values, "Pending")));

        Assert.Equal(["severity"], partly.Failure.Fields.Select(f => f.Field));
        Assert.Contains("P1,P2", partly.Failure.Message, StringComparison.Ordinal);
        Assert.Equal("x", desk.Server.Ticket(id).CustomFields[desk.Field("Target URL")]);
        Assert.Equal(3, desk.Server.Ticket(id).Status);
        Assert.Equal(2, desk.Calls("PUT", "tickets/"));
    }

    [Fact]
    public async Task A_status_that_asks_for_an_empty_field_is_refused_by_that_fields_label()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.Setup.SetRequired(desk.Field("Pull request"), forAgents: false, forClosure: true);

        var partly = Assert.IsType<Outcome.Partly>(
            await desk.DoAsync(id, Desk.Update(FieldBag.Of(("Target URL", new FieldValue.Text("x"))), "Resolved"))
        );

        Assert.True(partly.StatusRefused);
        Assert.Equal(0, partly.RefusedFields.Count);
        Assert.Contains("Pull request: mandatory here and empty", partly.Failure.Message, StringComparison.Ordinal);
        Assert.Contains(partly.Failure.Fields, f => f.Field == "Pull request");
        Assert.Equal("x", desk.Server.Ticket(id).CustomFields[desk.Field("Target URL")]);
        Assert.Equal(2, desk.Server.Ticket(id).Status);
    }

    [Fact]
    public async Task A_mandatory_field_that_nobody_sent_refuses_any_update_by_its_label()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.Setup.SetRequired(desk.Field("Pull request"), forAgents: true, forClosure: false);

        var failed = Assert.IsType<Outcome.Failed>(
            await desk.DoAsync(id, Desk.Update("Target URL", new FieldValue.Text("x")))
        );

        Assert.Equal(FailureKind.Refused, failed.Failure.Kind);
        Assert.Equal(["Pull request"], failed.Failure.Fields.Select(f => f.Field));
    }

    [Fact]
    public async Task A_deleted_ticket_refuses_and_says_so()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.AsAgent(desk.Ana).Delete(id);

        var failed = Assert.IsType<Outcome.Failed>(await desk.DoAsync(id, Desk.Update(FieldBag.Empty, "Pending")));

        Assert.Equal(FailureKind.Refused, failed.Failure.Kind);
        Assert.Contains("deleted", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_reaches_the_customer_and_a_note_does_not()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();

        var reply = Assert.IsType<Outcome.Done>(await desk.DoAsync(id, Desk.Reply("<p>Fixed on Friday</p>")));
        var note = Assert.IsType<Outcome.Done>(
            await desk.DoAsync(id, Desk.Note("<p>Please fill in the severity</p>", "ana@support.example"))
        );

        var sent = Assert.Single(desk.Server.CustomerReplies(id));
        Assert.Equal(Desk.Text(sent.Id), reply.Written.CommentId);
        Assert.Contains("Fixed on Friday", sent.Body, StringComparison.Ordinal);
        var kept = desk.Server.Conversations(id).Single(c => Desk.Text(c.Id) == note.Written.CommentId);
        Assert.True(kept.Private);
    }

    [Fact]
    public async Task A_note_is_written_even_when_its_addressee_is_refused()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.Faults.Next(
            new Fault.Answer(
                400,
                """{"description":"Validation failed","errors":[{"field":"notify_emails","message":"There is no agent","code":"invalid_value"}]}"""
            ),
            "POST",
            "/notes"
        );

        var partly = Assert.IsType<Outcome.Partly>(
            await desk.DoAsync(id, Desk.Note("<p>Late</p>", "gone@support.example"))
        );

        Assert.NotNull(partly.Written.CommentId);
        Assert.Single(desk.Server.Conversations(id));
    }

    [Theory]
    [InlineData(429, FailureKind.Busy)]
    [InlineData(401, FailureKind.Unauthorized)]
    [InlineData(403, FailureKind.Forbidden)]
    [InlineData(404, FailureKind.Missing)]
    [InlineData(415, FailureKind.Refused)]
    [InlineData(500, FailureKind.Unknown)]
    [InlineData(503, FailureKind.Unknown)]
    [InlineData(302, FailureKind.Refused)]
    public async Task Failures_of_a_write_are_told_apart(int status, FailureKind kind)
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.Faults.Next(new Fault.Answer(status, RetryAfter: TimeSpan.FromSeconds(7)), "POST");

        var failed = Assert.IsType<Outcome.Failed>(await desk.DoAsync(id, Desk.Reply("<p>x</p>")));

        Assert.Equal(kind, failed.Failure.Kind);
        Assert.Equal(kind == FailureKind.Busy, failed.Failure.RetryAfter == TimeSpan.FromSeconds(7));
        Assert.Equal(1, desk.Calls("POST", "tickets/"));
    }

    [Fact]
    public async Task A_write_whose_answer_is_cut_may_have_happened_and_is_not_repeated()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.Faults.Next(new Fault.CutAfter(), "POST");
        desk.Server.Faults.Next(new Fault.HalfBody(), "POST");

        foreach (var _ in (int[])[1, 2])
        {
            var failed = Assert.IsType<Outcome.Failed>(await desk.DoAsync(id, Desk.Reply("<p>x</p>")));
            Assert.True(failed.Failure.MayHaveHappened);
        }

        Assert.Equal(2, desk.Server.CustomerReplies(id).Count);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"id\":")]
    [InlineData("")]
    public async Task A_success_without_the_ticket_in_it_is_unknown(string body)
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.Faults.Next(new Fault.Answer(200, body), "PUT");

        var failed = Assert.IsType<Outcome.Failed>(await desk.DoAsync(id, Desk.Update(FieldBag.Empty, "Pending")));

        Assert.Equal(FailureKind.Unknown, failed.Failure.Kind);
    }

    [Fact]
    public async Task A_host_that_nobody_serves_is_offline()
    {
        await using var desk = await Desk.StartAsync();
        using var tool = desk.Connect(o =>
        {
            o.BaseUrl = "http://127.0.0.1:1";
            return o;
        });

        var failed = Assert.IsType<Outcome.Failed>(await tool.ExecuteAsync(Desk.Reply("<p>x</p>"), "1", default));

        Assert.Equal(FailureKind.Offline, failed.Failure.Kind);
    }

    [Fact]
    public async Task An_effect_for_a_tracker_is_refused()
    {
        await using var desk = await Desk.StartAsync();
        var link = new Core.Planning.Effect.LinkItem("BUG-1") { Key = "link", Reason = "a test" };

        var failed = Assert.IsType<Outcome.Failed>(await desk.DoAsync(1, link));

        Assert.Equal(FailureKind.Refused, failed.Failure.Kind);
    }
}
