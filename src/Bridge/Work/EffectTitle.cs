using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Work;

/// <summary>An effect in the words of the story.</summary>
internal static class EffectTitle
{
    public static string Of(Effect effect) =>
        effect switch
        {
            Effect.CreateItem create => $"make the item '{create.Title}'",
            Effect.LinkItem link => $"link {link.TypedKey}",
            Effect.Update { On: Side.Helpdesk } => $"update the ticket ({effect.Reason})",
            Effect.Update => $"update the item ({effect.Reason})",
            Effect.Reply => $"reply to the customer ({effect.Reason})",
            Effect.AddNote => $"private note ({effect.Reason})",
            Effect.EditNote => $"edit a private note ({effect.Reason})",
            Effect.EditComment => $"edit a comment ({effect.Reason})",
            Effect.RemoveNote => $"remove a private note ({effect.Reason})",
            Effect.RemoveComment => $"remove a comment ({effect.Reason})",
            Effect.Attach attach => $"carry over the file '{attach.File.Name}'",
            Effect.DraftArticle article => $"draft the article '{article.Title}'",
            Effect.Post post => $"tell the webhook {post.To} ({effect.Reason})",
            _ => $"comment ({effect.Reason})",
        };
}
