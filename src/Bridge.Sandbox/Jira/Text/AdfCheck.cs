using System.Collections.Frozen;
using System.Text.Json;

namespace Bridge.Sandbox.Jira.Text;

/// <summary>Whether Jira would take an ADF document.</summary>
internal static class AdfCheck
{
    private static readonly FrozenSet<string> Blocks = FrozenSet.Create(
        StringComparer.Ordinal,
        "paragraph",
        "heading",
        "bulletList",
        "orderedList",
        "codeBlock",
        "blockquote",
        "rule",
        "table",
        "panel",
        "expand",
        "taskList",
        "decisionList",
        "mediaSingle",
        "mediaGroup",
        "blockCard",
        "embedCard",
        "extension",
        "bodiedExtension",
        "layoutSection"
    );

    private static readonly FrozenSet<string> Inlines = FrozenSet.Create(
        StringComparer.Ordinal,
        "text",
        "hardBreak",
        "mention",
        "emoji",
        "date",
        "status",
        "inlineCard",
        "mediaInline",
        "placeholder",
        "inlineExtension"
    );

    private static readonly FrozenSet<string> Marks = FrozenSet.Create(
        StringComparer.Ordinal,
        "strong",
        "em",
        "underline",
        "strike",
        "code",
        "subsup",
        "textColor",
        "backgroundColor",
        "link",
        "annotation",
        "border",
        "alignment",
        "indentation",
        "breakout",
        "dataConsumer",
        "fragment"
    );

    public static bool IsDocument(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && AdfNode.Type(value) == "doc"
        && AdfNode.Text(value, "version") == "1"
        && value.TryGetProperty("content", out var content)
        && content.ValueKind == JsonValueKind.Array
        && content.EnumerateArray().All(node => Blocks.Contains(AdfNode.Type(node)) && IsBlock(node));

    private static bool IsBlock(JsonElement node) =>
        AdfNode.Type(node) switch
        {
            "paragraph" => AdfNode.Content(node).All(IsInline),
            "heading" => AdfNode.Attribute(node, "level") is "1" or "2" or "3" or "4" or "5" or "6"
                && AdfNode.Content(node).All(IsInline),
            "codeBlock" => AdfNode
                .Content(node)
                .All(n => AdfNode.Type(n) == "text" && IsInline(n) && !AdfNode.Marks(n).Any()),
            "bulletList" or "orderedList" => AdfNode.Content(node).Any()
                && AdfNode.Content(node).All(n => AdfNode.Type(n) == "listItem" && IsListItem(n)),
            "blockquote" => AdfNode
                .Content(node)
                .All(n => AdfNode.Type(n) is "paragraph" or "bulletList" or "orderedList" or "codeBlock" && IsBlock(n)),
            "table" => AdfNode.Content(node).All(row => AdfNode.Type(row) == "tableRow" && IsRow(row)),
            _ => true,
        };

    private static bool IsListItem(JsonElement node) =>
        AdfNode.Content(node).Any()
        && AdfNode
            .Content(node)
            .All(n =>
                AdfNode.Type(n) is "paragraph" or "bulletList" or "orderedList" or "codeBlock" or "mediaSingle"
                && IsBlock(n)
            );

    private static bool IsRow(JsonElement row) =>
        AdfNode
            .Content(row)
            .All(cell =>
                AdfNode.Type(cell) is "tableHeader" or "tableCell"
                && AdfNode.Content(cell).All(n => Blocks.Contains(AdfNode.Type(n)) && IsBlock(n))
            );

    private static bool IsInline(JsonElement node)
    {
        if (!Inlines.Contains(AdfNode.Type(node)))
        {
            return false;
        }

        if (AdfNode.Type(node) == "text" && string.IsNullOrEmpty(AdfNode.Text(node, "text")))
        {
            return false;
        }

        var marks = AdfNode.Marks(node).Select(AdfNode.Type).ToList();
        return marks.TrueForAll(Marks.Contains)
            && (!marks.Contains("code") || marks.TrueForAll(m => m is "code" or "link" or "annotation"))
            && AdfNode.Marks(node).All(HasGoodTarget);
    }

    private static bool HasGoodTarget(JsonElement mark) =>
        AdfNode.Type(mark) != "link" || !string.IsNullOrEmpty(AdfNode.Attribute(mark, "href"));
}
