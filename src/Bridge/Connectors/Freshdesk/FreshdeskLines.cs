using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Bridge.Connectors.Freshdesk;

/// <summary>
/// The plain text of a paragraph field as HTML. List markers, quotes and addresses in angle brackets are read back as
/// what they were written from, so that rich text keeps its words on the way through a plain field.
/// </summary>
internal static class FreshdeskLines
{
    private const RegexOptions Habits = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Regex Item = new("""^\s*[-*•]\s+(?<words>\S.*)$""", Habits, Patience);
    private static readonly Regex Step = new("""^\s*(?<number>\d{1,6})[.)]\s+(?<words>\S.*)$""", Habits, Patience);
    private static readonly Regex Quote = new("""^>\s?(?<words>.*)$""", Habits, Patience);
    private static readonly Regex Link = new(
        """(?<word>[^\s<>]+) <(?<url>(https?://|mailto:)[^\s<>]+)>""",
        Habits,
        Patience
    );

    internal static string Html(string text)
    {
        var html = new StringBuilder();
        var open = "";
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = Read(raw);
            if (line.Tag != open)
            {
                html.Append(open.Length == 0 ? "" : $"</{open}>\n").Append(line.Open);
                open = line.Tag;
            }
            else if (line.Tag is "p" or "blockquote")
            {
                html.Append("<br>\n");
            }

            html.Append(line.Tag is "ul" or "ol" ? $"<li>{Linked(line.Words)}</li>\n" : Linked(line.Words));
        }

        return html.Append(open.Length == 0 ? "" : $"</{open}>").ToString().TrimEnd('\n');
    }

    private static Line Read(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return new Line("", "", "");
        }

        if (line.Trim() == "---")
        {
            return new Line("", "<hr>\n", "");
        }

        if (Item.Match(line) is { Success: true } item)
        {
            return new Line("ul", "<ul>", item.Groups["words"].Value);
        }

        if (Step.Match(line) is { Success: true } step)
        {
            var number = step.Groups["number"].Value;
            return new Line("ol", number == "1" ? "<ol>" : $"<ol start=\"{number}\">", step.Groups["words"].Value);
        }

        return Quote.Match(line) is { Success: true } quote
            ? new Line("blockquote", "<blockquote>", quote.Groups["words"].Value)
            : new Line("p", "<p>", line.TrimEnd());
    }

    private static string Linked(string words)
    {
        var html = new StringBuilder();
        var done = 0;
        foreach (Match link in Link.Matches(words))
        {
            html.Append(WebUtility.HtmlEncode(words[done..link.Index]))
                .Append("<a href=\"")
                .Append(WebUtility.HtmlEncode(link.Groups["url"].Value))
                .Append("\">")
                .Append(WebUtility.HtmlEncode(link.Groups["word"].Value))
                .Append("</a>");
            done = link.Index + link.Length;
        }

        return html.Append(WebUtility.HtmlEncode(words[done..])).ToString();
    }

    /// <summary>A line of the block that Tag names; Open begins the block.</summary>
    private sealed record Line(string Tag, string Open, string Words);
}
