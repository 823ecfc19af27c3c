namespace Bridge.Core.Text;

/// <summary>Writes a reduced document as HTML.</summary>
internal sealed class HtmlWriter : MarkedWriter
{
    public string Write(TextDoc doc)
    {
        this.Blocks(doc.Blocks);
        return this.Out.ToString();
    }

    protected override void Open(MarkKind kind, Marks marks, bool joined) =>
        this.Out.Append(
            kind == MarkKind.Link
                ? $"<a href=\"{Encode(marks.Link!)}\" rel=\"noopener noreferrer\">"
                : $"<{Name(kind)}>"
        );

    protected override void Close(MarkKind kind, Marks marks, bool joined) =>
        this.Out.Append("</").Append(Name(kind)).Append('>');

    protected override void Leaf(Inline inline)
    {
        switch (inline)
        {
            case Inline.Text text:
                this.Out.Append(Encode(text.Value));
                break;
            case Inline.LineBreak:
                this.Out.Append("<br>");
                break;
            case Inline.Image { Url: { } url } image:
                var id = image.AttachmentId is { } value ? $" data-id=\"{Encode(value)}\"" : string.Empty;
                this.Out.Append("<img src=\"").Append(Encode(url));
                this.Out.Append("\" alt=\"").Append(Encode(image.Alt)).Append('"').Append(id).Append('>');
                break;
            default:
                break;
        }
    }

    private static string Name(MarkKind kind) =>
        kind switch
        {
            MarkKind.Link => "a",
            MarkKind.Strong => "strong",
            MarkKind.Emphasis => "em",
            MarkKind.Underline => "u",
            MarkKind.Strike => "s",
            _ => "code",
        };

    private static string Encode(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal)
            .Replace("'", "&#39;", StringComparison.Ordinal);

    private void Blocks(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            this.Block(block);
        }
    }

    private void Block(Block block)
    {
        switch (block)
        {
            case Text.Block.Paragraph paragraph:
                this.Tag("p", () => this.Inlines(paragraph.Content));
                break;
            case Text.Block.Heading heading:
                this.Tag($"h{heading.Level}", () => this.Inlines(heading.Content));
                break;
            case Text.Block.BulletList list:
                this.Tag("ul", () => this.Items(list.Items));
                break;
            case Text.Block.OrderedList list:
                this.Tag(
                    "ol",
                    () => this.Items(list.Items),
                    list.Start == 1 ? string.Empty : $" start=\"{list.Start}\""
                );
                break;
            case Text.Block.CodeBlock code:
                var language = code.Language is { } name ? $" class=\"language-{Encode(name)}\"" : string.Empty;
                this.Tag("pre", () => this.Tag("code", () => this.Out.Append(Encode(code.Code)), language));
                break;
            case Text.Block.Quote quote:
                this.Tag("blockquote", () => this.Blocks(quote.Content));
                break;
            case Text.Block.Table table:
                this.Tag("table", () => this.Tag("tbody", () => this.Rows(table.Rows)));
                break;
            default:
                this.Out.Append("<hr>");
                break;
        }
    }

    private void Items(IEnumerable<ListItem> items)
    {
        foreach (var item in items)
        {
            this.Tag("li", () => this.Item(item.Content));
        }
    }

    private void Item(EquatableList<Block> content)
    {
        if (content[0] is Text.Block.Paragraph first)
        {
            this.Inlines(first.Content);
            this.Blocks(content.Skip(1));
        }
        else
        {
            this.Blocks(content);
        }
    }

    private void Rows(IEnumerable<TableRow> rows)
    {
        foreach (var row in rows)
        {
            this.Tag(
                "tr",
                () =>
                {
                    foreach (var cell in row.Cells)
                    {
                        this.Tag(cell.IsHeader ? "th" : "td", () => this.Inlines(cell.Content));
                    }
                }
            );
        }
    }

    private void Tag(string name, Action inside, string attributes = "")
    {
        this.Out.Append('<').Append(name).Append(attributes).Append('>');
        inside();
        this.Out.Append("</").Append(name).Append('>');
    }
}
