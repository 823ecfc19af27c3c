using System.Net;
using Bridge.Core.Mappings.Testing;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Text;

namespace Bridge.Core.Simulation;

/// <summary>A simulated pair and what the bridge did in it since the last expectation.</summary>
internal sealed class Watch(SimulatedPair pair)
{
    private int done;
    private int looks;

    internal SimulatedPair Pair => pair;

    internal IEnumerable<Look> Looks => pair.Looks.Skip(this.looks);

    internal Plan Last => pair.Looks[^1].Plan;

    internal IEnumerable<string> Messages => this.Looks.SelectMany(look => look.Plan.Messages);

    /// <summary>What was written, as plain text with single blanks.</summary>
    internal List<string> Written(Channel channel) =>
        [
            .. pair
                .Done.Skip(this.done)
                .Select(effect =>
                    (channel, effect) switch
                    {
                        (Channel.Note, Effect.AddNote note) => note.Html,
                        (Channel.Reply, Effect.Reply reply) => reply.Html,
                        (Channel.Comment, Effect.AddComment comment) => comment.Html,
                        (Channel.Article, Effect.DraftArticle article) =>
                            $"<h1>{WebUtility.HtmlEncode(article.Title)}</h1>{article.BodyHtml}",
                        (Channel.Post, Effect.Post post) => Encoded($"{post.To}: {post.Text}"),
                        (Channel.EditedNote, Effect.EditNote note) => note.Html,
                        (Channel.EditedComment, Effect.EditComment comment) => comment.Html,
                        (Channel.RemovedNote, Effect.RemoveNote note) => note.NoteId,
                        (Channel.RemovedComment, Effect.RemoveComment comment) => comment.CommentId,
                        (Channel.FileToTicket, Effect.Attach { On: Side.Helpdesk } file) => Encoded(file.File.Name),
                        (Channel.FileToItem, Effect.Attach { On: Side.Tracker } file) => Encoded(file.File.Name),
                        _ => null,
                    }
                )
                .OfType<string>()
                .Select(html => OneLine(HtmlText.ToPlain(html))),
        ];

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);

    /// <summary>What comes from here on counts for the next expectation.</summary>
    internal void Turn()
    {
        this.done = pair.Done.Count;
        this.looks = pair.Looks.Count;
    }

    internal static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
