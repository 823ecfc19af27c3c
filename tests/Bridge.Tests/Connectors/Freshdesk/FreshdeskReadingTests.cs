using Bridge.Connectors;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Text;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.Freshdesk;

public sealed class FreshdeskReadingTests
{
    [Fact]
    public async Task A_ticket_is_read_with_its_built_in_fields()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket(
            new FreshdeskTicketChange
            {
                Type = "Bug",
                Priority = 3,
                Tags = ["vip"],
            }
        );
        desk.Server.AsAgent(desk.Ana).SetGroup(id, desk.Level2.Id);
        desk.Server.AsAgent(desk.Ana).Assign(id, desk.Ana.Id);
        desk.Clock.Move(TimeSpan.FromSeconds(2));

        var ticket = await desk.ReadAsync(id);

        Assert.Equal($"#{id}", ticket.Key);
        Assert.Equal($"{desk.Server.BaseUrl}/a/tickets/{id}", ticket.Url);
        Assert.Equal(desk.Server.Ticket(id).UpdatedAt.ToUnixTimeMilliseconds(), ticket.Version);
        Assert.Equal("Open", ticket.Status);
        Assert.Equal(new FieldValue.Text("It is broken"), ticket.Values[FieldNames.Subject]);
        Assert.Contains("It does not start", ticket.Values[FieldNames.Description]!.Display, StringComparison.Ordinal);
        Assert.Equal(new FieldValue.Choice("High"), ticket.Values[FieldNames.Priority]);
        Assert.Equal(new FieldValue.Choice("Bug"), ticket.Values[FieldNames.Type]);
        Assert.Equal(new FieldValue.List(["vip"]), ticket.Values[FieldNames.Tags]);
        Assert.Equal(new FieldValue.Choice("Level 2"), ticket.Values[FieldNames.Group]);
        Assert.Equal("Ana Agent", ticket.Values[FieldNames.Assignee]!.Display);
        Assert.Equal(new FieldValue.Text("Dana"), ticket.Values[FieldNames.RequesterName]);
        Assert.Equal(new FieldValue.Text(Desk.Customer), ticket.Values[FieldNames.RequesterEmail]);
        Assert.Equal(new FieldValue.Text("Customer Ltd"), ticket.Values[FieldNames.CompanyName]);
        Assert.Equal(new FieldValue.Choice("Premium"), ticket.Values[FieldNames.CompanyTier]);
    }

    [Fact]
    public async Task Custom_fields_are_read_by_type_under_the_mappings_spelling()
    {
        await using var desk = await Desk.StartAsync(new FreshdeskOptions { NumberedFieldNames = true });
        var id = desk.NewTicket();
        desk.Server.AsAgent(desk.Ana)
            .SetFields(
                id,
                (desk.Field("Severity"), "S2"),
                (desk.Field("Steps to reproduce"), "One < two\nThree"),
                (desk.Field("ETA"), new DateOnly(2026, 4, 1)),
                (desk.Field("Affects others"), true),
                (desk.Field("Clients affected"), 12)
            );
        string[] names = ["SEVERITY", "Steps to reproduce", "eta", "Affects others", "Clients affected", "Target URL"];
        await desk.Tool.BindAsync(
            Desk.Process([.. names.Select(n => Desk.Rule(n) with { Type = FieldType.Html })]),
            default
        );

        var values = (await desk.ReadAsync(id)).Values;

        Assert.Equal(new FieldValue.Choice("S2"), values["Severity"]);
        Assert.Contains("One < two", values["Steps to reproduce"]!.Display, StringComparison.Ordinal);
        Assert.IsType<FieldValue.Rich>(values["Steps to reproduce"]);
        Assert.Equal(new FieldValue.Date(new DateOnly(2026, 4, 1)), values["ETA"]);
        Assert.Equal(new FieldValue.Flag(true), values["Affects others"]);
        Assert.Equal(new FieldValue.Number(12), values["Clients affected"]);
        Assert.True(values.Has("Target URL"));
        Assert.Null(values["Target URL"]);
        Assert.Contains("SEVERITY", values.Select(v => v.Key));
    }

    [Fact]
    public async Task A_paragraph_that_the_process_calls_text_is_read_as_it_stands()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.AsAgent(desk.Ana).SetFields(id, (desk.Field("Steps to reproduce"), "- One\n- Two"));
        await desk.Tool.BindAsync(Desk.Process([Desk.Rule("Steps to reproduce")]), default);

        var values = (await desk.ReadAsync(id)).Values;

        Assert.Equal(new FieldValue.Text("- One\n- Two"), values["Steps to reproduce"]);
    }

    [Fact]
    public async Task Rich_text_keeps_its_words_on_the_way_through_a_plain_field()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        await desk.Tool.BindAsync(
            Desk.Process([Desk.Rule("Steps to reproduce") with { Type = FieldType.Html }]),
            default
        );
        const string Html =
            "<p>Open <a href=\"https://x.example/a?b=1&amp;c=2\">the shop</a> &lt;now&gt;</p><ol><li>One</li><li>Two</li></ul>"
            + "<ul><li>Three</li></ul><blockquote><p>Four</p></blockquote><hr><p>Five<br>Six</p>";
        await desk.DoAsync(id, Desk.Update("Steps to reproduce", new FieldValue.Rich(Html)));

        var read = Assert.IsType<FieldValue.Rich>((await desk.ReadAsync(id)).Values["Steps to reproduce"]);

        Assert.Equal(TextFingerprint.Of(Html), TextFingerprint.Of(read.Html));
        Assert.Contains("<a href=\"https://x.example/a?b=1&amp;c=2\">shop</a>", read.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_that_was_archived_is_read_from_the_archive()
    {
        await using var desk = await Desk.StartAsync();
        await desk.ReadAsync(desk.NewTicket());
        desk.Server.Faults.Next(new Fault.Answer(404), path: @"tickets/77\?");
        desk.Server.Faults.Next(
            new Fault.Answer(200, """{"id":77,"status":5,"subject":"Old","updated_at":"2025-01-01T10:00:00Z"}"""),
            path: "archived/77$"
        );
        desk.Server.Faults.Next(
            new Fault.Answer(
                200,
                """[{"id":5,"body":"<div>Bye</div>","user_id":null,"from_email":4,"created_at":"2025-01-01T09:00:00Z"}]"""
            ),
            path: "archived/77/conversations"
        );

        var ticket = await desk.ReadAsync(77);

        Assert.Equal("Closed", ticket.Status);
        Assert.Equal("4", Assert.Single(ticket.Comments).Author);
    }

    [Fact]
    public async Task A_name_in_a_condition_that_is_a_process_field_is_read_as_its_helpdesk_field()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.AsAgent(desk.Ana).SetFields(id, (desk.Field("Severity"), "S1"));
        await desk.Tool.BindAsync(
            Desk.Process([Desk.Rule("how bad", "Severity")], when: new Condition.Present("how bad")),
            default
        );

        var values = (await desk.ReadAsync(id)).Values;

        Assert.Equal("S1", values["Severity"]!.Display);
        Assert.False(values.Has("how bad"));
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(10, 2)]
    [InlineData(130, 3)]
    public async Task All_conversations_are_read_and_pages_only_asked_for_when_there_may_be_more(int many, int calls)
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        await desk.ReadAsync(id);
        for (var i = 1; i <= many; i++)
        {
            desk.Server.AsAgent(desk.Ana).PrivateNote(id, $"<p>Note {i}</p>");
        }

        desk.Server.Calls.Clear();
        var ticket = await desk.ReadAsync(id);

        Assert.Equal(many, ticket.Comments.Length);
        Assert.Contains($"Note {many}<", ticket.Comments[^1].Html, StringComparison.Ordinal);
        Assert.Equal(calls, desk.Calls("GET", "tickets/"));
    }

    [Fact]
    public async Task Comments_say_who_wrote_them_and_who_sees_them()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        await desk.DoAsync(id, Desk.Note("<p>by the bridge</p>"));
        desk.Server.AsAgent(desk.Ana).Reply(id, "<p>by Ana</p>");
        desk.Server.AsCustomer(Desk.Customer).Reply(id, "<p>by Dana</p>");

        var comments = (await desk.ReadAsync(id)).Comments;

        Assert.Equal(["Bridge Integration", "Ana Agent", "Dana"], comments.Select(c => c.Author));
        Assert.Equal([true, false, false], comments.Select(c => c.ByBridge));
        Assert.Equal([false, true, true], comments.Select(c => c.Public));
        Assert.Equal([false, false, true], comments.Select(c => c.Incoming));
    }

    [Fact]
    public async Task Deleted_spam_and_missing_tickets_are_told_apart()
    {
        await using var desk = await Desk.StartAsync();
        var deleted = desk.NewTicket();
        var spam = desk.NewTicket();
        desk.Server.AsAgent(desk.Ana).Delete(deleted);
        desk.Server.AsAgent(desk.Ana).MarkSpam(spam);

        Assert.Equal(Presence.Deleted, (await desk.ReadAsync(deleted)).Presence);
        Assert.Equal(Presence.Spam, (await desk.ReadAsync(spam)).Presence);
        Assert.Equal(Presence.Unreachable, (await desk.ReadAsync(4711)).Presence);
    }

    [Fact]
    public async Task A_company_is_asked_for_at_most_every_ten_minutes()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        await desk.ReadAsync(id);
        desk.Server.Setup.SetTier(desk.Company, "Enterprise");
        desk.Clock.Move(TimeSpan.FromMinutes(9));
        var before = await desk.ReadAsync(id);
        desk.Clock.Move(TimeSpan.FromMinutes(2));
        var after = await desk.ReadAsync(id);

        Assert.Equal("Premium", before.Values[FieldNames.CompanyTier]!.Display);
        Assert.Equal("Enterprise", after.Values[FieldNames.CompanyTier]!.Display);
        Assert.Equal(2, desk.Calls("GET", "companies/"));
    }

    [Fact]
    public async Task A_status_that_was_added_later_is_learned_by_reading()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        await desk.ReadAsync(id);
        var status = desk.Server.Setup.AddStatus("Waiting for release");
        desk.Server.AsAgent(desk.Ana).SetStatus(id, status);
        desk.Clock.Move(TimeSpan.FromMinutes(2));

        Assert.Equal("Waiting for release", (await desk.ReadAsync(id)).Status);
    }

    [Fact]
    public async Task A_login_page_instead_of_json_is_an_unknown_failure_that_says_so()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        await desk.ReadAsync(id);
        desk.Server.Faults.Next(new Fault.Answer(200, "<html>Log in</html>", "text/html"), path: $"tickets/{id}");

        var failed = Assert.IsType<ReadResult.Failed>(await desk.Tool.ReadAsync(Desk.Text(id), default));

        Assert.Equal(FailureKind.Unknown, failed.Failure.Kind);
        Assert.Contains("HTML page", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_unauthorized_and_not_in_the_message()
    {
        await using var desk = await Desk.StartAsync();
        using var tool = desk.Connect(o =>
        {
            o.ApiKey = "wrong-key";
            return o;
        });

        var failed = Assert.IsType<ReadResult.Failed>(await tool.ReadAsync("1", default));

        Assert.Equal(FailureKind.Unauthorized, failed.Failure.Kind);
        Assert.DoesNotContain("wrong-key", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passing_error_of_a_read_is_tried_again_by_itself()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.Faults.Next(new Fault.Answer(502), path: $"tickets/{id}");

        Assert.Equal(Presence.Present, (await desk.ReadAsync(id)).Presence);
    }
}
