using System.Globalization;
using System.Text.Json;

namespace Bridge.Core.Text;

/// <summary>The inline nodes of ADF, and the media and cards that are read as inlines.</summary>
internal static class AdfInlines
{
    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>False when the node is a block or unknown.</summary>
    public static bool TryRead(JsonElement node, BlockCollector collector)
    {
        var attributes = node.Member("attrs");
        switch (node.Member("type").AsText())
        {
            case "text":
                collector.AddText(node.Member("text").AsText() ?? string.Empty, MarksOf(node));
                return true;
            case "hardBreak":
                collector.Add(new Inline.LineBreak());
                return true;
            case "mention":
                collector.Add(new Inline.Mention(attributes.Member("text").AsText() ?? "someone"));
                return true;
            case "emoji":
                var emoji = attributes.Member("text").AsText() ?? attributes.Member("shortName").AsText();
                collector.AddText(emoji ?? string.Empty, Marks.None);
                return true;
            case "status":
                collector.AddText(attributes.Member("text").AsText() ?? string.Empty, Marks.None);
                return true;
            case "date":
                collector.AddText(Date(attributes.Member("timestamp").AsText()), Marks.None);
                return true;
            case "inlineCard":
                Card(attributes, collector);
                return true;
            case "blockCard" or "embedCard":
                collector.EndParagraph();
                Card(attributes, collector);
                collector.EndParagraph();
                return true;
            case "media" or "mediaInline":
                collector.Add(
                    new Inline.Image(
                        attributes.Member("alt").AsText() ?? string.Empty,
                        attributes.Member("url").AsText(),
                        attributes.Member("id").AsText()
                    )
                );
                return true;
            default:
                return false;
        }
    }

    private static void Card(JsonElement? attributes, BlockCollector collector)
    {
        if (attributes.Member("url").AsText() is { } url)
        {
            collector.AddText(url, new Marks(Link: url));
        }
    }

    /// <summary>ADF dates are a day, given as milliseconds at midnight UTC.</summary>
    private static string Date(string? milliseconds) =>
        long.TryParse(milliseconds, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
        && number >= 0
        && number <= LastMillisecond
            ? DateTimeOffset.FromUnixTimeMilliseconds(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : milliseconds ?? string.Empty;

    private static Marks MarksOf(JsonElement node)
    {
        var marks = Marks.None;
        foreach (var mark in node.Member("marks").Elements())
        {
            marks = mark.Member("type").AsText() switch
            {
                "strong" => marks with { Strong = true },
                "em" => marks with { Emphasis = true },
                "underline" => marks with { Underline = true },
                "strike" => marks with { Strike = true },
                "code" => marks with { Code = true },
                "link" => marks with { Link = mark.Member("attrs").Member("href").AsText() },
                _ => marks,
            };
        }

        return marks;
    }
}
