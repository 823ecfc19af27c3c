using Bridge.Core.Delivery;
using Bridge.Core.Planning;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.Freshdesk;

public sealed class FreshdeskNoteTests
{
    [Fact]
    public async Task A_note_of_the_bridge_gets_its_whole_new_text_and_stays_private()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var note = await WriteAsync(desk, id);
        desk.Clock.Move(TimeSpan.FromMinutes(1));

        var done = Assert.IsType<Outcome.Done>(await desk.DoAsync(id, Edit(note, "<p>New words</p>")));

        var kept = Assert.Single(desk.Server.Conversations(id));
        Assert.Contains("New words", kept.Body, StringComparison.Ordinal);
        Assert.True(kept.Private);
        Assert.Equal(note, done.Written.CommentId);
        Assert.Equal(desk.Clock.GetUtcNow(), (await desk.ReadAsync(id)).Comments[0].EditedAt);
    }

    [Fact]
    public async Task What_a_person_edits_or_deletes_is_seen_by_the_next_read()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var ana = desk.Server.AsAgent(desk.Ana);
        var edited = ana.PrivateNote(id, "<p>One</p>");
        var deleted = ana.PrivateNote(id, "<p>Two</p>");
        Assert.Equal(2, (await desk.ReadAsync(id)).Comments.Length);
        desk.Clock.Move(TimeSpan.FromMinutes(1));

        ana.EditNote(edited.Id, "<p>Won</p>");
        ana.DeleteConversation(deleted.Id);
        var after = await desk.ReadAsync(id);

        var left = Assert.Single(after.Comments);
        Assert.Equal(desk.Clock.GetUtcNow(), left.EditedAt);
        Assert.Contains("Won", left.Html, StringComparison.Ordinal);
        Assert.Null(after.CommentsFrom);
    }

    [Fact]
    public async Task A_note_that_is_gone_needs_neither_new_words_nor_removal()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var note = await WriteAsync(desk, id);

        Assert.IsType<Outcome.Done>(await desk.DoAsync(id, Remove(note)));
        Assert.Empty(desk.Server.Conversations(id));
        Assert.IsType<Outcome.Done>(await desk.DoAsync(id, Remove(note)));
        Assert.IsType<Outcome.Done>(await desk.DoAsync(id, Edit(note, "<p>Late</p>")));
    }

    [Fact]
    public async Task A_reply_takes_no_new_words_and_the_refusal_says_why()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var reply = Assert.IsType<Outcome.Done>(await desk.DoAsync(id, Desk.Reply("<p>Sent</p>")));

        var failed = Assert.IsType<Outcome.Failed>(
            await desk.DoAsync(id, Edit(reply.Written.CommentId!, "<p>Other words</p>"))
        );

        Assert.Equal((FailureKind.Refused, (int?)405), (failed.Failure.Kind, failed.Failure.Status));
        Assert.Contains("edits notes only", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_or_removal_in_doubt_is_done_again()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var note = await WriteAsync(desk, id);
        desk.Server.Faults.Next(new Fault.CutAfter(), "PUT");

        var lost = Assert.IsType<Outcome.Failed>(await desk.DoAsync(id, Edit(note, "<p>New</p>")));

        Assert.True(lost.Failure.MayHaveHappened);
        Assert.IsType<Found.No>(await desk.FindAsync(id, Edit(note, "<p>New</p>"), desk.Clock.GetUtcNow()));
        Assert.IsType<Found.No>(await desk.FindAsync(id, Remove(note), desk.Clock.GetUtcNow()));
        Assert.IsType<Outcome.Done>(await desk.DoAsync(id, Edit(note, "<p>New</p>")));
    }

    [Fact]
    public async Task An_id_that_is_no_number_is_refused_before_anything_is_sent()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();

        var edit = Assert.IsType<Outcome.Failed>(await desk.DoAsync(id, Edit("../tickets/1", "<p>x</p>")));
        var remove = Assert.IsType<Outcome.Failed>(await desk.DoAsync(id, Remove("a")));

        Assert.Equal(FailureKind.Refused, edit.Failure.Kind);
        Assert.Equal(FailureKind.Refused, remove.Failure.Kind);
        Assert.Empty(desk.Server.Calls.All);
    }

    private static async Task<string> WriteAsync(Desk desk, long id) =>
        Assert.IsType<Outcome.Done>(await desk.DoAsync(id, Desk.Note("<p>Old words</p>"))).Written.CommentId!;

    private static Effect.EditNote Edit(string note, string html) =>
        new(note, html) { Key = "edit", Reason = "a test" };

    private static Effect.RemoveNote Remove(string note) => new(note) { Key = "remove", Reason = "a test" };
}
