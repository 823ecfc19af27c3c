using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Bridge.Core.Tests.Security;

/// <summary>What may stand in the texts that the bridge writes. Each check gives what stands there and may not.</summary>
internal static partial class AllowList
{
    private static readonly string[] Schemes = ["http://", "https://", "mailto:"];

    private static readonly Dictionary<string, string[]> Tags = new(StringComparer.Ordinal)
    {
        ["a"] = ["href", "rel"],
        ["img"] = ["src", "alt", "data-id"],
        ["ol"] = ["start"],
        ["code"] = ["class"],
        ["p"] = [],
        ["h1"] = [],
        ["h2"] = [],
        ["h3"] = [],
        ["h4"] = [],
        ["h5"] = [],
        ["h6"] = [],
        ["ul"] = [],
        ["li"] = [],
        ["pre"] = [],
        ["blockquote"] = [],
        ["table"] = [],
        ["tbody"] = [],
        ["thead"] = [],
        ["tr"] = [],
        ["th"] = [],
        ["td"] = [],
        ["hr"] = [],
        ["br"] = [],
        ["strong"] = [],
        ["em"] = [],
        ["u"] = [],
        ["s"] = [],
        ["b"] = [],
        ["i"] = [],
    };

    private static readonly HashSet<string> AdfNodes =
    [
        "doc",
        "paragraph",
        "heading",
        "bulletList",
        "orderedList",
        "listItem",
        "codeBlock",
        "blockquote",
        "table",
        "tableRow",
        "tableHeader",
        "tableCell",
        "rule",
        "text",
        "hardBreak",
    ];

    private static readonly HashSet<string> AdfMarks = ["strong", "em", "underline", "strike", "code", "link"];

    private static readonly HashSet<string> RunAttributes =
    [
        "bold",
        "italic",
        "code",
        "link",
        "list",
        "indent",
        "code-block",
    ];

    /// <summary>HTML as a browser reads it.</summary>
    public static IEnumerable<string> OfHtml(string html)
    {
        var document = new HtmlParser().ParseDocument($"<!doctype html><html><body>{html}</body></html>");
        var all = document.Body!.GetDescendants().ToList();
        return all.OfType<IComment>()
            .Select(c => $"a comment: {c.Data}")
            .Concat(all.OfType<IElement>().SelectMany(Element))
            .Concat(document.Head!.Children.Select(c => $"in the head: {c.OuterHtml}"))
            .Concat(document.Body!.Attributes.Select(a => $"on the body: {a.Name}"));
    }

    public static IEnumerable<string> OfAdf(JsonNode? node) =>
        node switch
        {
            JsonObject o when !AdfNodes.Contains(o["type"]?.GetValue<string>() ?? "") => [$"a node: {o["type"]}"],
            JsonObject o =>
            [
                .. (o["content"] as JsonArray ?? []).SelectMany(OfAdf),
                .. (o["marks"] as JsonArray ?? []).SelectMany(AdfMark),
                .. (o["attrs"] as JsonObject ?? [])
                    .Where(a => a.Key is not ("level" or "order" or "language"))
                    .Select(a => $"an attribute {a.Key}"),
            ],
            _ => [],
        };

    public static IEnumerable<string> OfRuns(JsonArray runs) =>
        runs.OfType<JsonObject>()
            .SelectMany(run =>
                run.Select(p => p.Key)
                    .Where(key => key is not ("text" or "attributes"))
                    .Select(key => $"a run with {key}")
                    .Concat(
                        (run["attributes"] as JsonObject ?? []).SelectMany(a =>
                            !RunAttributes.Contains(a.Key) ? [$"an attribute {a.Key}"]
                            : a.Key == "link" && !IsSafe(a.Value!.GetValue<string>()) ? [$"a link to {a.Value}"]
                            : Array.Empty<string>()
                        )
                    )
            );

    /// <summary>Wiki markup as Jira reads it: outside of code, what no backslash stands before.</summary>
    public static IEnumerable<string> OfWiki(string wiki)
    {
        var outside = Escaped().Replace(Code().Replace(wiki, ""), "");
        foreach (Match macro in Macro().Matches(outside))
        {
            if (macro.Groups["name"].Value is not ("quote" or "code" or "noformat"))
            {
                yield return $"a macro {macro.Value}";
            }
        }

        foreach (Match link in Link().Matches(outside))
        {
            if (!IsSafe(link.Groups["to"].Value))
            {
                yield return $"a link or mention {link.Value}";
            }
        }

        foreach (Match image in Image().Matches(outside))
        {
            yield return $"a picture {image.Value}";
        }
    }

    private static IEnumerable<string> Element(IElement element)
    {
        if (!Tags.TryGetValue(element.LocalName, out var attributes))
        {
            yield return $"<{element.LocalName}>";
            yield break;
        }

        foreach (var attribute in element.Attributes)
        {
            if (!attributes.Contains(attribute.Name, StringComparer.Ordinal))
            {
                yield return $"<{element.LocalName} {attribute.Name}>";
            }
            else if (attribute.Name is "href" or "src" && !IsSafe(attribute.Value))
            {
                yield return $"<{element.LocalName} {attribute.Name}={attribute.Value}>";
            }
            else if (attribute.Name == "class" && !Language().IsMatch(attribute.Value))
            {
                yield return $"<{element.LocalName} class={attribute.Value}>";
            }
        }
    }

    private static IEnumerable<string> AdfMark(JsonNode? mark)
    {
        var type = mark?["type"]?.GetValue<string>() ?? "";
        return !AdfMarks.Contains(type) ? [$"a mark {type}"]
            : type == "link" && !IsSafe(mark!["attrs"]!["href"]!.GetValue<string>()) ? [$"a link {mark}"]
            : [];
    }

    private static bool IsSafe(string address) =>
        Array.Exists(Schemes, scheme => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        && !address.Any(c => char.IsControl(c) || c is '<' or '>' or '"' or '\'');

    [GeneratedRegex(@"\Alanguage-[A-Za-z0-9+#_.-]{1,30}\z", RegexOptions.None, 1000)]
    private static partial Regex Language();

    [GeneratedRegex(@"\\[^\s\\]|\\\\", RegexOptions.None, 1000)]
    private static partial Regex Escaped();

    [GeneratedRegex(
        @"(?<!\\)\{(?<kind>code|noformat)(?::[^}\n]*)?\}.*?\{\k<kind>\}",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Code();

    [GeneratedRegex(@"\{(?<name>[A-Za-z][\w-]*)(?::[^}\n]*)?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Macro();

    [GeneratedRegex(@"\[(?:[^\]\n|]*\|)?(?<to>[^\]\n|]+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w!])!(?=\S)[^!\n]*\.[^!\n]*(?<=\S)!(?!\w)", RegexOptions.None, 1000)]
    private static partial Regex Image();
}
