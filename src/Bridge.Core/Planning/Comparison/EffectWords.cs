using Bridge.Core.Text;

namespace Bridge.Core.Planning.Comparison;

/// <summary>Effects as they are told apart and as people read them.</summary>
public static class EffectWords
{
    public const string Reply = "reply";

    /// <summary>The kind by its word in the journal.</summary>
    public static string Kind(Effect effect) =>
        effect switch
        {
            Effect.CreateItem => "create",
            Effect.LinkItem => "link",
            Effect.Update => "update",
            Effect.AddNote => "note",
            Effect.Reply => Reply,
            Effect.AddComment => "comment",
            Effect.EditNote => "edit note",
            Effect.EditComment => "edit comment",
            Effect.RemoveNote => "remove note",
            Effect.RemoveComment => "remove comment",
            Effect.Attach => "attach",
            Effect.DraftArticle => "article",
            _ => throw new ArgumentOutOfRangeException(nameof(effect)),
        };

    /// <summary>What would be written, as plain text.</summary>
    public static string Text(Effect effect) =>
        effect switch
        {
            Effect.CreateItem create => $"{create.Title}\n{HtmlText.ToPlain(create.BodyHtml)}",
            Effect.LinkItem link => link.TypedKey,
            Effect.Update update => Update(update),
            Effect.AddNote note => HtmlText.ToPlain(note.Html),
            Effect.Reply reply => HtmlText.ToPlain(reply.Html),
            Effect.AddComment comment => HtmlText.ToPlain(comment.Html),
            Effect.EditNote note => HtmlText.ToPlain(note.Html),
            Effect.EditComment comment => HtmlText.ToPlain(comment.Html),
            Effect.RemoveNote or Effect.RemoveComment => "",
            Effect.Attach attach => attach.File.Name,
            Effect.DraftArticle article => $"{article.Title}\n{HtmlText.ToPlain(article.BodyHtml)}",
            _ => throw new ArgumentOutOfRangeException(nameof(effect)),
        };

    /// <summary>Two effects with the same print write the same, whatever their key and reason.</summary>
    internal static string Print(Effect effect) => CaseJson.Write(effect with { Key = "", Reason = "" });

    private static string Update(Effect.Update update)
    {
        var parts = new List<string>();
        if (update.Status is { } status)
        {
            parts.Add($"status = {status}" + (update.Resolution is { } resolution ? $" ({resolution})" : ""));
        }

        parts.AddRange(update.Values.Select(v => $"{v.Key} = {v.Value?.Display ?? "(empty)"}"));
        if (!update.AddTags.IsDefaultOrEmpty)
        {
            parts.Add($"tags + {string.Join(", ", update.AddTags)}");
        }

        return string.Join("; ", parts);
    }
}
