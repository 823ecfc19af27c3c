using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bridge.Core.Planning;

namespace Bridge.Hooks;

/// <summary>Fills in the JSON that a webhook is sent. A name stands inside of a JSON text; its value is escaped for that.</summary>
internal static partial class PostBody
{
    /// <summary>The names that a body may hold in double braces.</summary>
    public static readonly ImmutableArray<string> Names =
    [
        "text",
        "process",
        "stage",
        "ticket",
        "ticket_url",
        "item",
        "item_url",
        "id",
    ];

    public static IEnumerable<string> Unknown(string body) =>
        NamePattern().Matches(body).Select(m => m.Groups["name"].Value).Where(n => !Names.Contains(n)).Distinct();

    public static string Of(string body, Effect.Post post, string id) =>
        NamePattern()
            .Replace(body, name => JsonEncodedText.Encode(Value(name.Groups["name"].Value, post, id)).ToString());

    private static string Value(string name, Effect.Post post, string id) =>
        name switch
        {
            "text" => post.Text,
            "process" => post.Process,
            "stage" => post.Stage,
            "ticket" => post.Ticket,
            "ticket_url" => post.TicketUrl,
            "item" => post.Item,
            "item_url" => post.ItemUrl,
            "id" => id,
            _ => "",
        };

    [GeneratedRegex(@"\{\{ *(?<name>[A-Za-z_.]+) *\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamePattern();
}
