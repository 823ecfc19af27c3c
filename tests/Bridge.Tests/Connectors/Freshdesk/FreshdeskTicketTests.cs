using Bridge.Core.Model;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.Freshdesk;

/// <summary>Tickets in circumstances of their own: archived, merged, related, touched by rules.</summary>
public sealed class FreshdeskTicketTests
{
    [Fact]
    public async Task An_archived_ticket_is_read_whole_from_the_archive()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var ana = desk.Server.AsAgent(desk.Ana);
        for (var i = 0; i < 12; i++)
        {
            ana.PrivateNote(id, $"<p>Note {i}</p>");
        }

        ana.SetStatus(id, 5);
        desk.Server.Housekeeping.Archive(id);

        var ticket = await desk.ReadAsync(id);

        Assert.Equal((Presence.Present, "Closed"), (ticket.Presence, ticket.Status));
        Assert.Equal(12, ticket.Comments.Length);
    }

    [Fact]
    public async Task A_merged_ticket_says_into_which_and_counts_nothing_as_deleted()
    {
        await using var desk = await Desk.StartAsync();
        var primary = desk.NewTicket();
        var other = desk.NewTicket();
        desk.Server.AsCustomer(Desk.Customer).Reply(other, "<p>Also here</p>");
        desk.Clock.Move(TimeSpan.FromMinutes(5));
        desk.Server.AsAgent(desk.Ana).Merge(primary, other);

        var merged = await desk.ReadAsync(other);
        var living = await desk.ReadAsync(primary);

        Assert.Equal("Closed", merged.Status);
        Assert.Equal($"#{primary}", merged.Values[FieldNames.MergedInto]?.Display);
        Assert.Equal(desk.Clock.GetUtcNow(), merged.CommentsFrom);
        Assert.Null(living.Values[FieldNames.MergedInto]);
        Assert.Null(living.CommentsFrom);
        Assert.Contains(living.Comments, c => c.Html.Contains("Also here", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<p>This ticket is closed and merged into ticket 12</p>", 5, "#12")]
    [InlineData("<p>Merged into the ticket with id <b>#12</b></p>", 5, "#12")]
    [InlineData("<p>This ticket is closed and merged into ticket 12</p>", 2, null)]
    [InlineData("<p>The branch was merged into main 12 days ago</p>", 5, null)]
    public async Task Only_the_note_of_a_merge_on_a_closed_ticket_tells_one(string note, int status, string? into)
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.AsAgent(desk.Ana).PrivateNote(id, note);
        desk.Server.AsAgent(desk.Ana).SetStatus(id, status);

        Assert.Equal(into, (await desk.ReadAsync(id)).Values[FieldNames.MergedInto]?.Display);
    }

    [Fact]
    public async Task A_customer_who_quotes_a_merge_merges_nothing()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.AsCustomer(Desk.Customer).Reply(id, "<p>It was merged into ticket 12, they said</p>");
        desk.Server.AsAgent(desk.Ana).SetStatus(id, 5);

        Assert.Null((await desk.ReadAsync(id)).CommentsFrom);
    }

    [Fact]
    public async Task Trackers_and_their_related_tickets_are_told_apart_and_each_stands_for_itself()
    {
        await using var desk = await Desk.StartAsync();
        var related = desk.NewTicket();
        var alone = desk.NewTicket();
        var tracker = await MakeAsync(desk, $$"""{"related_ticket_ids":[{{related}}]""");
        var child = await MakeAsync(desk, $$"""{"parent_id":{{alone}}""");

        async Task<(string, string?)> OfAsync(long id)
        {
            var ticket = await desk.ReadAsync(id);
            return (ticket.Id, ticket.Values[FieldNames.Association]?.Display);
        }

        Assert.Equal((Desk.Text(tracker), "Tracker"), await OfAsync(tracker));
        Assert.Equal((Desk.Text(related), "Related"), await OfAsync(related));
        Assert.Equal((Desk.Text(child), "Child"), await OfAsync(child));
        Assert.Equal((Desk.Text(alone), "Parent"), await OfAsync(alone));
        Assert.Null((await OfAsync(desk.NewTicket())).Item2);
    }

    [Fact]
    public async Task A_rule_that_touches_a_ticket_changes_nothing_but_its_version()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.AsAgent(desk.Ana).PrivateNote(id, "<p>One</p>");
        desk.Clock.Move(TimeSpan.FromMinutes(1));
        var before = await desk.ReadAsync(id);
        desk.Clock.Move(TimeSpan.FromHours(1));
        desk.Server.Housekeeping.Touch(id);
        desk.Clock.Move(TimeSpan.FromMinutes(1));

        var after = await desk.ReadAsync(id);

        Assert.True(after.Version > before.Version);
        Assert.Equal(before.Values, after.Values);
        Assert.Equal(before.Comments.Select(c => c.Html), after.Comments.Select(c => c.Html));
        Assert.Equal(before.Comments.Select(c => c.EditedAt), after.Comments.Select(c => c.EditedAt));
        Assert.Equal(before.Status, after.Status);
    }

    [Fact]
    public async Task A_note_that_a_rule_wrote_has_no_author_and_is_not_the_bridges()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.Housekeeping.RuleNote(id, "<p>Escalated</p>");

        var note = Assert.Single((await desk.ReadAsync(id)).Comments);

        Assert.Equal(("Freshdesk", false, false), (note.Author, note.ByBridge, note.Public));
    }

    [Fact]
    public async Task An_agent_who_was_deleted_is_told_by_number_and_asked_for_once()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var leaver = desk.Server.Setup.AddAgent("Lea Leaver", "lea@support.example");
        desk.Server.AsAgent(desk.Ana).Assign(id, leaver.Id);
        desk.Clock.Move(TimeSpan.FromMinutes(2));
        Assert.Equal("Lea Leaver", (await desk.ReadAsync(id)).Values[FieldNames.Assignee]!.Display);
        desk.Server.Setup.DeleteAgent(leaver);
        using var fresh = desk.Connect(o => o);
        await fresh.ReadAsync(Desk.Text(id), default);
        desk.Server.Calls.Clear();

        for (var i = 0; i < 5; i++)
        {
            desk.Clock.Move(TimeSpan.FromMinutes(5));
            var read = Assert.IsType<Bridge.Connectors.ReadResult.Got>(await fresh.ReadAsync(Desk.Text(id), default));
            Assert.Equal($"agent {leaver.Id}", read.Snapshot.Values[FieldNames.Assignee]!.Display);
        }

        Assert.Equal(1, desk.Calls("GET", "ticket_fields"));
    }

    [Fact]
    public async Task A_ticket_read_in_the_second_of_its_change_is_looked_at_once_more()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var changed = desk.Server.Ticket(id).UpdatedAt.ToUnixTimeMilliseconds();

        var early = await desk.ReadAsync(id);
        desk.Clock.Move(TimeSpan.FromSeconds(2));
        var late = await desk.ReadAsync(id);

        Assert.False(SeenVersions.None.AfterRead(early.Version).Knows(changed));
        Assert.True(SeenVersions.None.AfterRead(late.Version).Knows(changed));
    }

    [Fact]
    public async Task Conversations_beyond_the_first_page_keep_the_oldest_and_the_newest()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        for (var i = 1; i <= 250; i++)
        {
            desk.Server.AsAgent(desk.Ana).PrivateNote(id, $"<p>Note {i}.</p>");
        }

        var comments = (await desk.ReadAsync(id)).Comments;

        Assert.Equal(250, comments.Length);
        Assert.Contains("Note 1.", comments[0].Html, StringComparison.Ordinal);
        Assert.Contains("Note 250.", comments[^1].Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_that_is_deleted_between_two_pages_hides_no_other()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var ana = desk.Server.AsAgent(desk.Ana);
        var notes = Enumerable.Range(1, 230).Select(i => ana.PrivateNote(id, $"<p>Note {i}</p>").Id).ToList();
        var deleted = 0;
        using var tool = desk.Connect(
            o => o,
            new AfterEach(request =>
            {
                if (request.RequestUri!.AbsolutePath.EndsWith("/conversations", StringComparison.Ordinal))
                {
                    ana.DeleteConversation(notes[deleted++]);
                    ana.DeleteConversation(notes[deleted++]);
                }
            })
        );

        var read = Assert.IsType<Bridge.Connectors.ReadResult.Got>(await tool.ReadAsync(Desk.Text(id), default));

        var seen = read.Snapshot.Comments.Select(c => c.Id).ToHashSet();
        Assert.Equal(seen.Count, read.Snapshot.Comments.Length);
        Assert.All(notes.Skip(deleted), note => Assert.Contains(Desk.Text(note), seen));
    }

    [Fact]
    public async Task A_page_of_conversations_that_fails_fails_the_read()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        for (var i = 1; i <= 120; i++)
        {
            desk.Server.AsAgent(desk.Ana).PrivateNote(id, $"<p>Note {i}</p>");
        }

        desk.Server.Faults.Next(new Fault.Answer(403), path: "conversations.*page=2");

        Assert.IsType<Bridge.Connectors.ReadResult.Failed>(await desk.Tool.ReadAsync(Desk.Text(id), default));
    }

    [Fact]
    public async Task A_ticket_taken_out_of_the_trash_is_present_again()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.AsAgent(desk.Ana).Delete(id);
        Assert.Equal(Presence.Deleted, (await desk.ReadAsync(id)).Presence);

        desk.Server.AsAgent(desk.Ana).Restore(id);

        Assert.Equal(Presence.Present, (await desk.ReadAsync(id)).Presence);
    }

    [Fact]
    public async Task A_field_of_an_old_account_is_found_by_its_label_though_its_name_has_no_prefix()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.Setup.AddField("Category", FreshdeskFieldType.Text, name: "category_2014");
        await desk.Tool.BindAsync(Desk.Process([Desk.Rule("Category")]), default);

        await desk.DoAsync(id, Desk.Update("Category", new FieldValue.Text("Billing")));

        Assert.Equal("Billing", desk.Server.Ticket(id).CustomFields["category_2014"]);
        Assert.Equal("Billing", (await desk.ReadAsync(id)).Values["Category"]!.Display);
    }

    [Fact]
    public async Task An_update_sends_what_changes_and_no_empty_set_of_custom_fields()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();

        await desk.DoAsync(id, Desk.Update(FieldBag.Empty, "Pending"));

        Assert.Equal("""{"status":3}""", desk.Server.Calls.All.Single(c => c.Method == "PUT").Body);
    }

    [Theory]
    [InlineData(FreshdeskKeySet.Classic)]
    [InlineData(FreshdeskKeySet.Year2022)]
    [InlineData(FreshdeskKeySet.Year2025)]
    public async Task Tickets_of_accounts_of_any_age_are_read(FreshdeskKeySet keys)
    {
        await using var desk = await Desk.StartAsync(new FreshdeskOptions { Keys = keys });

        var ticket = await desk.ReadAsync(desk.NewTicket());

        Assert.Equal(("Open", Presence.Present), (ticket.Status, ticket.Presence));
    }

    [Fact]
    public async Task A_reply_to_a_requester_without_an_address_is_refused_and_says_why()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var phone = desk.Server.Setup.AddContact("By phone", null);
        var call = await MakeAsync(desk, $$"""{"requester_id":{{phone.Id}}""", email: "");

        var failed = Assert.IsType<Core.Delivery.Outcome.Failed>(await desk.DoAsync(call, Desk.Reply("<p>x</p>")));

        Assert.NotEqual(id, call);
        Assert.Equal(["requester_id"], failed.Failure.Fields.Select(f => f.Field));
        Assert.Contains("no email address", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_names_nor_addresses_nor_words_of_customers_reach_the_log()
    {
        await using var desk = await Desk.StartAsync();
        var lines = new Lines();
        var id = desk.NewTicket();
        using var tool = desk.Connect(o => o, logger: lines);
        desk.Server.Faults.Next(new Fault.Answer(400, """{"message":"dana@customer.example is wrong"}"""), "PUT");

        await tool.ReadAsync(Desk.Text(id), default);
        await tool.ExecuteAsync(Desk.Update(FieldBag.Empty, "Pending"), Desk.Text(id), default);
        await tool.ChangedAsync("a watermark of something else", default);

        var line = Assert.Single(lines.All);
        Assert.Contains("watermark", line, StringComparison.Ordinal);
        Assert.DoesNotContain("dana", line, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<long> MakeAsync(
        Desk desk,
        string start,
        string email = "\"email\":\"eve@customer.example\","
    )
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new(
            "Basic",
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("ana-key:X"))
        );
        using var body = new StringContent(
            $$"""{{start}},{{email}}"subject":"s","description":"d","status":2,"priority":1}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var made = await http.PostAsync(desk.Server.BaseUrl + "/api/v2/tickets", body);
        Assert.Equal(201, (int)made.StatusCode);
        return desk.Server.Tickets[^1].Id;
    }

    private sealed class Lines : Microsoft.Extensions.Logging.ILogger
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel,
            Microsoft.Extensions.Logging.EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => this.All.Add(formatter(state, exception));
    }
}
