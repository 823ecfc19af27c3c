using System.Text.RegularExpressions;

namespace Bridge.Core.Text;

/// <summary>Reads wiki markup line by line.</summary>
internal sealed partial class WikiReader
{
    private readonly List<ListLine> list = [];
    private readonly List<TableRow> rows = [];
    private BlockCollector blocks = new();
    private BlockCollector? around;

    public static TextDoc Read(string wiki)
    {
        var reader = new WikiReader();
        reader.Source(Characters.Lines(wiki));
        reader.EndBlock();
        if (reader.around is not null)
        {
            reader.ToggleQuote();
        }

        return reader.blocks.Doc();
    }

    private void Source(string source)
    {
        var next = 0;
        for (var open = Code().Match(source); open.Success; open = Code().Match(source, next))
        {
            var close = $"{{{open.Groups["macro"].Value}}}";
            var from = open.Index + open.Length;
            var to = source.IndexOf(close, from, StringComparison.Ordinal);
            if (to < 0)
            {
                break;
            }

            this.Lines(source[next..open.Index]);
            this.EndBlock();
            this.blocks.Add(new Block.CodeBlock(Language(open.Groups["options"].Value), source[from..to]));
            next = to + close.Length;
        }

        this.Lines(source[next..]);
    }

    /// <summary>The first option that is not a "name=value" is the language.</summary>
    private static string? Language(string options) =>
        options
            .Split('|')
            .FirstOrDefault(option => option.Length > 0 && !option.Contains('=', StringComparison.Ordinal));

    private void Lines(string text)
    {
        foreach (var line in Macros().Replace(text, string.Empty).Split('\n'))
        {
            var parts = Quote().Split(line);
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                {
                    this.EndBlock();
                    this.ToggleQuote();
                }

                if (parts.Length == 1 || !string.IsNullOrWhiteSpace(parts[i]))
                {
                    this.Line(parts[i]);
                }
            }
        }
    }

    private void ToggleQuote()
    {
        if (this.around is { } outer)
        {
            outer.Add(new Block.Quote(this.blocks.Blocks()));
            this.blocks = outer;
            this.around = null;
        }
        else
        {
            this.blocks.EndParagraph();
            this.around = this.blocks;
            this.blocks = new BlockCollector();
        }
    }

    private void Line(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            this.EndBlock();
        }
        else if (Heading().Match(line) is { Success: true } heading)
        {
            this.EndBlock();
            this.blocks.Add(
                new Block.Heading(
                    heading.Groups["level"].ValueSpan[0] - '0',
                    WikiInlines.Read(heading.Groups["text"].Value)
                )
            );
        }
        else if (ShortQuote().Match(line) is { Success: true } quote)
        {
            this.EndBlock();
            this.blocks.Add(new Block.Quote([new Block.Paragraph(WikiInlines.Read(quote.Groups["text"].Value))]));
        }
        else if (Rule().IsMatch(line))
        {
            this.EndBlock();
            this.blocks.Add(new Block.Rule());
        }
        else if (Item().Match(line) is { Success: true } item)
        {
            this.EndTable();
            var marker = item.Groups["marker"].Value;
            this.blocks.EndParagraph();
            this.list.Add(
                new ListLine(
                    Math.Min(marker.Length, 20) - 1,
                    marker[^1] == '#',
                    WikiInlines.Read(item.Groups["text"].Value)
                )
            );
        }
        else if (line.TrimStart().StartsWith('|'))
        {
            this.EndList();
            this.blocks.EndParagraph();
            this.rows.Add(WikiRow.Read(line.Trim()));
        }
        else
        {
            this.PlainLine(line);
        }
    }

    /// <summary>A plain line right after a list item goes on with the item.</summary>
    private void PlainLine(string line)
    {
        this.EndTable();
        var content = WikiInlines.Read(line);
        if (this.list.Count > 0)
        {
            this.list[^1] = this.list[^1] with
            {
                Content = this.list[^1].Content.Append(new Inline.LineBreak()).Concat(content).ToEquatableList(),
            };
            return;
        }

        foreach (var inline in content)
        {
            this.blocks.Add(inline);
        }

        this.blocks.Add(new Inline.LineBreak());
    }

    private void EndBlock()
    {
        this.EndList();
        this.EndTable();
        this.blocks.EndParagraph();
    }

    private void EndList()
    {
        if (this.list.Count > 0)
        {
            this.blocks.AddRange(ListLine.Lists(this.list));
            this.list.Clear();
        }
    }

    private void EndTable()
    {
        if (this.rows.Count > 0)
        {
            this.blocks.Add(new Block.Table(this.rows.ToEquatableList()));
            this.rows.Clear();
        }
    }

    [GeneratedRegex(
        @"(?<!\\)\{(?<macro>code|noformat)(?::(?<options>[^}\n]*))?\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Code();

    [GeneratedRegex(
        @"(?<!\\)\{(?:color|panel|anchor|expand|section|column|info|note|tip|warning|toc)(?::[^}\n]*)?\}",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Macros();

    [GeneratedRegex(@"(?<!\\)\{quote\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quote();

    [GeneratedRegex(
        @"\A\s*h(?<level>[1-6])\.\s+(?<text>.*)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Heading();

    [GeneratedRegex(@"\A\s*bq\.\s+(?<text>.*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShortQuote();

    [GeneratedRegex(@"\A\s*-{4,}\s*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Rule();

    [GeneratedRegex(
        @"\A\s*(?<marker>[*#-]+)\s+(?<text>.+)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Item();
}
