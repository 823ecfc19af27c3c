using System.Net;
using System.Text;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Text;

namespace Bridge.Core.Planning;

/// <summary>What a copy says: who wrote, the text, and a line for each file that stays behind.</summary>
internal static class CarriedText
{
    /// <summary>The copy of a comment as it stands now.</summary>
    /// <param name="told">Gets the ids of the files that the text tells to stay behind.</param>
    public static string Of(Draft draft, Side side, Comment comment, HashSet<string> told)
    {
        var html = new StringBuilder(Head(draft, side, comment)).Append(Body(draft.Observed.On(side)!, comment));
        foreach (var (file, why) in FilePlanner.Kept(draft, side, comment))
        {
            told.Add(file.Id);
            html.Append("<p><i>File not carried over: ").Append(Line(file.Name, file.Size, why)).Append("</i></p>");
        }

        return html.ToString();
    }

    /// <summary>The copy of a comment that is no longer there.</summary>
    public static string Deleted(Draft draft, Mirror mirror)
    {
        var whose = Names(draft, mirror.Author) ? $"The comment of <b>{Encode(mirror.Author)}</b>" : "The comment";
        return $"<p><i>{whose} ({Encode(Where(draft, mirror.Side))}) was deleted there.</i></p>";
    }

    /// <summary>What a note says of a file that it holds.</summary>
    public static string Caption(Draft draft, Side side, FileRef file) =>
        Names(draft, file.Author)
            ? $"<p>File of <b>{Encode(file.Author)}</b> ({Encode(Where(draft, side))}): {Encode(file.Name)}</p>"
            : $"<p>File ({Encode(Where(draft, side))}): {Encode(file.Name)}</p>";

    /// <summary>Files that stay where they are, each with why.</summary>
    public static string Left(Draft draft, Side side, IEnumerable<(FileRef File, string Why)> files)
    {
        var items = files.Select(f => $"<li>{Line(f.File.Name, f.File.Size, f.Why)}</li>");
        return $"<p><i>Files not carried over ({Encode(Where(draft, side))}):</i></p><ul>{string.Concat(items)}</ul>";
    }

    /// <summary>A file with its size, and why it did not go over.</summary>
    public static string Line(string name, long? size, string why) =>
        Encode(size is { } bytes ? $"{name} ({FileSize.InWords(bytes)}): {why}" : $"{name}: {why}");

    private static string Head(Draft draft, Side side, Comment comment)
    {
        var who =
            side == Side.Tracker ? ""
            : comment.Incoming ? "customer, "
            : comment.Public ? "agent, to the customer, "
            : "agent, ";
        var where = Encode(who + Where(draft, side));
        return Names(draft, comment.Author)
            ? $"<p><b>{Encode(comment.Author)}</b> ({where}):</p>"
            : $"<p><b>Comment</b> ({where}):</p>";
    }

    /// <summary>
    /// What somebody wrote, cleaned: it goes into another tool. Pictures that the tool itself hosts need its key: the other
    /// side reads their names.
    /// </summary>
    private static string Body(Snapshot snapshot, Comment comment) =>
        HtmlText.Write(HtmlText.Read(comment.Html).WithoutImagesOf(Hosts(snapshot, comment)));

    private static HashSet<string> Hosts(Snapshot snapshot, Comment comment) =>
        comment
            .Files.Select(file => file.Url)
            .Append(snapshot.Url)
            .Select(url => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host : "")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static string Where(Draft draft, Side side) =>
        side == Side.Helpdesk ? $"ticket {draft.Observed.Ticket.Key}" : draft.Case.Item!.Key;

    private static bool Names(Draft draft, string author) =>
        draft.Process.Comments.Author == CommentAuthor.Name && author.Length > 0;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
