using System.Text;
using Bridge.Connectors;
using Bridge.Connectors.Freshdesk;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.Freshdesk;

public sealed class FreshdeskFileTests
{
    private const long Plenty = 50 * 1024 * 1024;

    [Fact]
    public async Task Files_of_the_ticket_and_of_what_was_said_in_it_stand_where_they_belong()
    {
        await using var desk = await Desk.StartAsync();
        var customer = desk.Server.AsCustomer(Desk.Customer, "Dana");
        var id = customer.CreateTicket("Broken", "<p>See the log</p>", null, Log("crash.log")).Id;
        desk.Server.AsAgent(desk.Ana).PrivateNote(id, "<p>Mine</p>", Log("mine.log"), Log("more.log"));

        var ticket = await desk.ReadAsync(id);

        var first = Assert.Single(ticket.Files);
        Assert.Equal(("crash.log", 5L, "text/plain"), (first.Name, first.Size, first.ContentType));
        Assert.Equal(("Dana", false), (first.Author, first.ByBridge));
        var said = Assert.Single(ticket.Comments);
        Assert.Equal(["mine.log", "more.log"], said.Files.Select(f => f.Name));
        Assert.All(said.Files, f => Assert.Equal("Ana Agent", f.Author));
    }

    [Fact]
    public async Task A_picture_in_a_text_is_a_file_with_an_id_that_stays()
    {
        await using var desk = await Desk.StartAsync();
        var customer = desk.Server.AsCustomer(Desk.Customer, "Dana");
        var id = customer.CreateTicket("Broken", "<p>Look</p>", null, Picture("screen.png")).Id;
        customer.Reply(id, "<p>And this</p>", Picture("second.png"));

        var before = await desk.ReadAsync(id);
        desk.Clock.Move(TimeSpan.FromMinutes(20));
        var after = await desk.ReadAsync(id);

        Assert.Equal("screen.png", Assert.Single(before.Files).Name);
        Assert.StartsWith("inline:", before.Files[0].Id, StringComparison.Ordinal);
        Assert.Equal("second.png", Assert.Single(before.Comments[0].Files).Name);
        Assert.Equal(before.Files.Select(f => f.Id), after.Files.Select(f => f.Id));
        Assert.NotEqual(before.Files[0].Url, after.Files[0].Url);
    }

    [Theory]
    [InlineData("<img src='https://acme.freshdesk.com/inline/attachment?token=a'>", true)]
    [InlineData("<img src='https://attachment.freshdesk.com/inline/attachment?token=a'>", true)]
    [InlineData("<img data-id='5' src='https://s3.amazonaws.com/cdn.freshdesk.com/data/a/image.png?sig=1'>", true)]
    [InlineData("<img src='https://tracker.example/pixel.gif'>", false)]
    [InlineData("<img src='https://notfreshdesk.com/a.png'>", false)]
    [InlineData("<img src='data:image/png;base64,AAAA'>", false)]
    [InlineData("<p>no picture</p>", false)]
    public void Only_pictures_that_the_tool_keeps_are_files(string html, bool kept)
    {
        var refs = new FreshdeskFileRefs(new Uri("https://acme.freshdesk.com/api/v2/"));

        var files = refs.Of(null, html, new FileSource(default, "Dana", ByBridge: false));

        Assert.Equal(kept ? 1 : 0, files.Length);
    }

    [Fact]
    public void Pictures_without_a_number_are_told_apart_by_their_token_and_not_by_their_signature()
    {
        var refs = new FreshdeskFileRefs(new Uri("https://acme.freshdesk.com/api/v2/"));
        string IdOf(string query) =>
            refs.Of(
                null,
                $"<img src='https://attachment.freshdesk.com/inline/attachment?{query}'>",
                new FileSource(default, "Dana", ByBridge: false)
            )[0].Id;

        Assert.NotEqual(IdOf("token=one"), IdOf("token=two"));
        Assert.Equal(IdOf("token=one&amp;sig=1"), IdOf("token=one&amp;sig=2"));
    }

    [Fact]
    public async Task A_file_is_read_from_its_signed_address_without_the_key()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.AsAgent(desk.Ana).PrivateNote(id, "<p>Log</p>", Log("crash.log"));
        var file = (await desk.ReadAsync(id)).Comments[0].Files[0];
        desk.Server.Calls.Clear();

        Assert.Equal("crash", await TextAsync(await desk.Tool.OpenAsync(Desk.Text(id), file, Plenty, default)));
        Assert.Equal(0, desk.Calls("GET", "tickets/"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_address_that_has_expired_is_asked_for_anew(bool inline)
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.AsAgent(desk.Ana).PrivateNote(id, "<p>Log</p>", Log("crash.log") with { Inline = inline });
        var file = (await desk.ReadAsync(id)).Comments[0].Files[0];
        desk.Clock.Move(TimeSpan.FromMinutes(10));

        Assert.Equal("crash", await TextAsync(await desk.Tool.OpenAsync(Desk.Text(id), file, Plenty, default)));
    }

    [Fact]
    public async Task A_file_that_the_ticket_no_longer_has_is_missing()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var note = desk.Server.AsAgent(desk.Ana).PrivateNote(id, "<p>Log</p>", Log("crash.log"));
        var file = (await desk.ReadAsync(id)).Comments[0].Files[0];
        desk.Server.AsAgent(desk.Ana).DeleteConversation(note.Id);
        desk.Clock.Move(TimeSpan.FromMinutes(10));

        var failed = Assert.IsType<Opened.Failed>(await desk.Tool.OpenAsync(Desk.Text(id), file, Plenty, default));

        Assert.Equal(FailureKind.Missing, failed.Failure.Kind);
    }

    [Fact]
    public async Task A_file_is_attached_in_a_private_note_that_carries_its_caption()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();

        var done = Assert.IsType<Outcome.Done>(
            await AttachAsync(desk, id, Attach("größe \"1\".log", 5), Open("crash", 5))
        );

        var note = Assert.Single(desk.Server.Conversations(id));
        Assert.True(note.Private);
        Assert.Contains("File of BUG-1", note.Body, StringComparison.Ordinal);
        var file = Assert.Single(note.Attachments);
        Assert.Equal("größe _1_.log", file.Name);
        Assert.Equal("crash", Encoding.UTF8.GetString(desk.Server.FileBytes(file.Id)!));
        Assert.Equal(Desk.Text(note.Id), done.Written.CommentId);
        Assert.Equal([Desk.Text(file.Id)], done.Written.FileIds);
        Assert.True((await desk.ReadAsync(id)).Comments[0].Files[0].ByBridge);
    }

    [Fact]
    public async Task A_file_whose_length_nobody_said_goes_over_too()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();

        Assert.IsType<Outcome.Done>(await AttachAsync(desk, id, Attach("a.log", null), Open("crash", null)));

        Assert.Equal(5, desk.Server.Conversations(id)[0].Attachments[0].Size);
    }

    [Fact]
    public async Task A_file_that_the_ticket_has_no_room_for_is_refused_with_the_limit()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.AsAgent(desk.Ana)
            .PrivateNote(id, "<p>Big</p>", new FreshdeskUpload("big.bin", "x/y", new byte[15 * 1024 * 1024]));
        var bytes = new string('x', 6 * 1024 * 1024);

        var failed = Assert.IsType<Outcome.Failed>(
            await AttachAsync(desk, id, Attach("more.bin", bytes.Length), Open(bytes, bytes.Length))
        );

        Assert.Equal(FailureKind.Refused, failed.Failure.Kind);
        Assert.Contains("20 MB", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Single(desk.Server.Conversations(id));
    }

    [Fact]
    public async Task A_file_that_no_ticket_has_room_for_is_not_sent_at_all()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();

        var failed = Assert.IsType<Outcome.Failed>(
            await AttachAsync(desk, id, Attach("huge.bin", 21 * 1024 * 1024), Open("", 21 * 1024 * 1024))
        );

        Assert.Equal(FailureKind.Refused, failed.Failure.Kind);
        Assert.Equal(0, desk.Calls("POST", "tickets/"));
    }

    [Theory]
    [InlineData(9, false, FailureKind.Offline)]
    [InlineData(null, true, FailureKind.Refused)]
    public async Task A_source_that_breaks_off_leaves_no_note(int? length, bool tooMany, FailureKind kind)
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var content = new MemoryStream("crash"u8.ToArray());
        Stream source = tooMany ? new Bridge.Connectors.Http.BoundedStream(content, 3) : content;

        var failed = Assert.IsType<Outcome.Failed>(
            await AttachAsync(desk, id, Attach("a.log", length), new OpenFile(source, length, "text/plain", content))
        );

        Assert.Equal(kind, failed.Failure.Kind);
        Assert.Empty(desk.Server.Conversations(id));
    }

    [Fact]
    public async Task A_file_whose_answer_was_lost_is_found_by_its_name_and_size()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var startedAt = desk.Clock.GetUtcNow();
        desk.Server.AsAgent(desk.Ana).PrivateNote(id, "<p>Same name</p>", Log("crash.log"));
        var effect = Attach("crash.log", 5);
        Assert.IsType<Found.No>(await desk.FindAsync(id, effect, startedAt));
        desk.Server.Faults.Next(new Fault.CutAfter(), "POST");

        var lost = Assert.IsType<Outcome.Failed>(await AttachAsync(desk, id, effect, Open("crash", 5)));
        var found = Assert.IsType<Found.Yes>(await desk.FindAsync(id, effect, startedAt));

        Assert.True(lost.Failure.MayHaveHappened);
        var note = desk.Server.Conversations(id)[^1];
        Assert.Equal(Desk.Text(note.Id), found.Written.CommentId);
        Assert.Equal([Desk.Text(note.Attachments[0].Id)], found.Written.FileIds);
        Assert.IsType<Found.No>(await desk.FindAsync(id, Attach("crash.log", 6), startedAt));
        Assert.IsType<Found.No>(await desk.FindAsync(id, effect, startedAt, found.Written.FileIds[0]));
    }

    private static Task<Outcome> AttachAsync(Desk desk, long id, Effect.Attach effect, OpenFile file) =>
        desk.Tool.AttachAsync(effect, Desk.Text(id), file, default);

    private static Effect.Attach Attach(string name, long? size) =>
        new(
            Side.Helpdesk,
            new FileRef("f1", name, size, "text/plain", default, "Eve", ByBridge: false, "https://x.example/f1"),
            "tracker",
            "BUG-1",
            "<p>File of BUG-1</p>",
            Plenty
        )
        {
            Key = "attach",
            Reason = "a test",
        };

    private static OpenFile Open(string text, long? length)
    {
        var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return new OpenFile(content, length, "text/plain", content);
    }

    private static async Task<string> TextAsync(Opened opened)
    {
        await using var file = Assert.IsType<Opened.Got>(opened).File;
        using var reader = new StreamReader(file.Content, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private static FreshdeskUpload Log(string name) => new(name, "text/plain", "crash"u8.ToArray());

    private static FreshdeskUpload Picture(string name) => new(name, "image/png", [1, 2, 3]) { Inline = true };
}
