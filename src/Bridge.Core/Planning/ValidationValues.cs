using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>What templates may say of the customer's validation.</summary>
internal static class ValidationValues
{
    /// <summary>The rounds so far, oldest first.</summary>
    public static object[] Attempts(Draft draft) =>
        draft.Process.Validation is not { } rule
            ? []
            :
            [
                .. draft.Case.Rounds.Select(round => new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
                {
                    ["number"] = round.Number,
                    ["record"] = round.Record,
                    ["answer"] = round.Answer is { } answer ? rule.ValueOf(answer) : null,
                    ["remark"] = round.Remark,
                }),
            ];

    /// <summary>The links of the message's round, and what the customer wrote in it.</summary>
    public static Dictionary<string, object?> Answer(Draft draft, HeldMessage? held)
    {
        var links = Links(draft, held);
        return new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["works_url"] = links?.Works,
            ["broken_url"] = links?.Broken,
            ["remark"] = Round(draft, held)?.Remark,
        };
    }

    /// <summary>The text with the round's links by name: their letters are chance and no leak, and nobody but the customer has them.</summary>
    public static string WithPlaces(Draft draft, HeldMessage held, string html) =>
        Links(draft, held) is var (works, broken)
            ? html.Replace(works, AnswerPlaces.Works, StringComparison.Ordinal)
                .Replace(broken, AnswerPlaces.Broken, StringComparison.Ordinal)
            : html;

    /// <summary>The text as the customer gets it.</summary>
    public static string WithLinks(Draft draft, HeldMessage held, string html) =>
        Links(draft, held) is var (works, broken)
            ? html.Replace(AnswerPlaces.Works, works, StringComparison.Ordinal)
                .Replace(AnswerPlaces.Broken, broken, StringComparison.Ordinal)
            : html;

    private static ValidationRound? Round(Draft draft, HeldMessage? held) =>
        held is { Round: > 0 and var number } && number <= draft.Case.Rounds.Length
            ? draft.Case.Rounds[number - 1]
            : null;

    private static (string Works, string Broken)? Links(Draft draft, HeldMessage? held) =>
        draft is { Links: { } links, Process.Validation: { } rule } && Round(draft, held) is { } round
            ? (
                links.Link(Claim(draft, rule, round, CustomerAnswer.Works)),
                links.Link(Claim(draft, rule, round, CustomerAnswer.Broken))
            )
            : null;

    private static AnswerClaim Claim(Draft draft, ValidationRule rule, ValidationRound round, CustomerAnswer answer) =>
        new(draft.Case.Id, round.Number, answer, round.Since + rule.LinksExpireAfter);
}
