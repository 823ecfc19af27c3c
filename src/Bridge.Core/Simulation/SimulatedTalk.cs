using System.Globalization;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Simulation;

/// <summary>Makes comments and files with ids of their own, and puts them where tools list them.</summary>
internal sealed class SimulatedTalk
{
    private const string Bridge = "Bridge";
    private int comments;
    private int files;

    /// <summary>What a ticket or item shows once the bridge has written, edited, removed or attached something.</summary>
    internal (Snapshot After, Written Written) Do(Effect effect, Snapshot before, DateTimeOffset now) =>
        effect switch
        {
            Effect.AddNote note => this.Say(before, note.Html, false, now),
            Effect.Reply reply => this.Say(before, reply.Html, true, now),
            Effect.AddComment comment => this.Say(before, comment.Html, false, now),
            Effect.EditNote note => (Rewritten(before, note.NoteId, note.Html, now), Written.Nothing),
            Effect.EditComment comment => (Rewritten(before, comment.CommentId, comment.Html, now), Written.Nothing),
            Effect.RemoveNote note => (Rewritten(before, note.NoteId, null, now), Written.Nothing),
            Effect.RemoveComment comment => (Rewritten(before, comment.CommentId, null, now), Written.Nothing),
            Effect.Attach attach => this.Attach(before, attach, now),
            _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "nothing that people read"),
        };

    internal Comment Comment(string author, string html, bool isPublic, bool byBridge, DateTimeOffset now) =>
        new(Id(++this.comments), author, byBridge, isPublic, false, now, null, html);

    internal FileRef File(string name, long? size, string author, bool byBridge, DateTimeOffset now)
    {
        var id = Id(++this.files);
        return new FileRef(id, name, size, null, now, author, byBridge, $"https://files.example/{id}");
    }

    /// <summary>With one more comment, where comments were read at all. A tracker lists the files that stand in it among the item's.</summary>
    internal static Snapshot Said(Snapshot before, Comment comment)
    {
        var after = before.Comments.IsDefault ? before : before with { Comments = before.Comments.Add(comment) };
        foreach (var file in before.Side == Side.Tracker ? comment.Files : [])
        {
            after = Holding(after, file);
        }

        return after;
    }

    /// <summary>With one more file of its own.</summary>
    internal static Snapshot Holding(Snapshot before, FileRef file) => before with { Files = before.Files.Add(file) };

    /// <summary>With a comment that has another text; null: that is gone. One that is not there is left at that.</summary>
    internal static Snapshot Rewritten(Snapshot before, string id, string? html, DateTimeOffset now) =>
        before with
        {
            Comments =
                before.Comments.IsDefault ? before.Comments
                : html is null ? before.Comments.RemoveAll(c => c.Id == id)
                : [.. before.Comments.Select(c => c.Id == id ? c with { Html = html, EditedAt = now } : c)],
        };

    private (Snapshot, Written) Say(Snapshot before, string html, bool isPublic, DateTimeOffset now)
    {
        var comment = this.Comment(Bridge, html, isPublic, true, now);
        return (Said(before, comment), new Written { CommentId = comment.Id });
    }

    /// <summary>The helpdesk keeps a file in a private note, the tracker at the item.</summary>
    private (Snapshot, Written) Attach(Snapshot before, Effect.Attach attach, DateTimeOffset now)
    {
        var file = this.File(attach.File.Name, attach.File.Size, Bridge, true, now);
        if (attach.On == Side.Tracker)
        {
            return (Holding(before, file), new Written { FileIds = [file.Id] });
        }

        var note = this.Comment(Bridge, attach.Caption, false, true, now) with { Files = [file] };
        return (Said(before, note), new Written { CommentId = note.Id, FileIds = [file.Id] });
    }

    private static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);
}
