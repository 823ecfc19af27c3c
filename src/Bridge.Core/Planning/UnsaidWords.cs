using System.Collections.Immutable;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning.Comparison;

namespace Bridge.Core.Planning;

/// <summary>What the bridge had to say and a tool refused: kept in the case, and shown until a person decides.</summary>
public static class UnsaidWords
{
    /// <summary>What the key of a refusal's finding begins with; the facet or the effect's key follows.</summary>
    public const string Prefix = "refused/";

    /// <summary>A refused effect as the case remembers it.</summary>
    public static Unsaid Of(Effect effect, Failure failure, DateTimeOffset now) =>
        new(effect.Key, EffectWords.Kind(effect), $"{Called(effect)} ({effect.Reason})", failure.Message, now);

    /// <summary>The findings of all that is unsaid in a case.</summary>
    /// <param name="process">The case's process; null when it is in none: then only the helpdesk was written to.</param>
    public static ImmutableArray<Finding> Findings(Case value, ProcessMapping? process) =>
        [
            .. value.Unsaid.Select(u => new Finding(
                FindingKind.Refused,
                Prefix + u.Key,
                $"{u.What} was refused: {u.Message} Mend the cause, then retry it, or drop it."
            )
            {
                Connection = u.Kind.EndsWith("comment", StringComparison.Ordinal)
                    ? value.Item?.Connection ?? process?.Tracker ?? value.Helpdesk
                    : value.Helpdesk,
            }),
        ];

    private static string Called(Effect effect) =>
        effect switch
        {
            Effect.Reply => "The reply to the customer",
            Effect.AddNote => "A private note on the ticket",
            Effect.AddComment => "A comment on the item",
            Effect.EditNote => "The new text of a copied note",
            Effect.EditComment => "The new text of a copied comment",
            Effect.RemoveNote => "The deletion of a copied note",
            Effect.RemoveComment => "The deletion of a copied comment",
            Effect.DraftArticle => "The draft of an article",
            Effect.Post post => $"The word to the webhook {post.To}",
            _ => "A change",
        };
}
