using System.Text;
using Bridge.Sandbox.Freshdesk;

namespace Bridge.Tests.EndToEnd;

/// <summary>Comments that are edited and deleted, and files, through the connectors against the simulated accounts.</summary>
public sealed class TalkTests(Level2World world) : IClassFixture<Level2World>, IDisposable
{
    private Desk Desk => world.Desk;

    public void Dispose() => this.Desk.Mend();

    [Fact]
    public async Task A_comment_that_is_edited_and_deleted_has_one_note_that_follows()
    {
        var value = await world.BeginAsync();
        var comment = world.Priya.Comment(value.Task, "It is the cache.");
        await this.Note(value, "It is the cache.");

        world.Priya.EditComment(comment, "It is the other cache.");
        await this.Desk.LookAsync(value.Ticket);
        await this.Note(value, "It is the other cache.");
        world.Priya.DeleteComment(comment);
        await this.Desk.LookAsync(value.Ticket);
        await this.Note(value, "was deleted there");

        Assert.DoesNotContain(this.Desk.Notes(value.Ticket), n => n.Contains("cache", StringComparison.Ordinal));
        Assert.Single(this.Desk.Notes(value.Ticket), n => n.Contains("was deleted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_note_that_is_edited_has_one_comment_that_follows()
    {
        var value = await world.BeginAsync();
        var note = world.Dana.PrivateNote(value.Ticket, "<p>They asked once.</p>");
        await this.Comment(value, "They asked once.");

        world.Dana.EditNote(note.Id, "<p>They asked <b>twice</b>.</p>");
        await this.Desk.LookAsync(value.Ticket);
        await this.Comment(value, "They asked twice.");

        Assert.Single(world.Comments(value), c => c.Contains("They asked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_of_the_customer_goes_to_the_task_once_and_a_program_is_told()
    {
        var value = await world.BeginAsync();
        var log = new FreshdeskUpload("trace.log", "text/plain", Encoding.UTF8.GetBytes(new string('x', 300_000)));
        var program = new FreshdeskUpload("viewer.exe", "application/octet-stream", [1, 2, 3]);

        world.City.Customers.Carol.ByMail.Reply(value.Ticket, "<p>See both.</p>", log, program);
        await this.Desk.Until(() => world.Task(value).Attachments.Contains("trace.log"), "the file is at the task");
        await this.Comment(value, "viewer.exe (3 bytes): this type is excepted");
        await this.Desk.LookAsync(value.Ticket);
        await this.Desk.QuietAsync();

        Assert.Equal(["trace.log"], world.Task(value).Attachments);
        Assert.DoesNotContain(this.Desk.Notes(value.Ticket), n => n.Contains("trace.log", StringComparison.Ordinal));
    }

    private async Task Note(Level2Case value, string words)
    {
        await this.Desk.Until(
            () => this.Desk.Notes(value.Ticket).Any(n => n.Contains(words, StringComparison.Ordinal)),
            $"a note says '{words}'"
        );
        await this.Desk.QuietAsync();
    }

    private async Task Comment(Level2Case value, string words)
    {
        await this.Desk.Until(
            () => world.Comments(value).Any(c => c.Contains(words, StringComparison.Ordinal)),
            $"a comment says '{words}'"
        );
        await this.Desk.QuietAsync();
    }
}
