using System.Globalization;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Md = Markdig.Syntax.Inlines;

namespace Bridge.Core.Text;

/// <summary>Walks the syntax tree of a Markdown text.</summary>
internal static class MarkdownReader
{
    /// <summary>Markdig's time can grow with the square of the length; nothing this long was typed by a person.</summary>
    private const int Longest = 100_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .Build();

    public static TextDoc Read(string markdown)
    {
        if (markdown.Length > Longest)
        {
            return PlainText.Read(markdown);
        }

        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(Characters.Lines(markdown), Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig refuses text that nests deeper than it can walk: it is no markup that anyone wrote.
            return PlainText.Read(markdown);
        }

        var collector = new BlockCollector();
        Children(document, collector);
        return collector.Doc();
    }

    private static void Children(ContainerBlock parent, BlockCollector collector)
    {
        foreach (var block in parent)
        {
            Read(block, collector);
        }
    }

    private static EquatableList<Block> Inside(ContainerBlock parent)
    {
        var collector = new BlockCollector();
        Children(parent, collector);
        return collector.Blocks();
    }

    private static void Read(Markdig.Syntax.Block block, BlockCollector collector)
    {
        switch (block)
        {
            case HeadingBlock heading:
                collector.Add(new Block.Heading(heading.Level, Inlines(heading.Inline)));
                break;
            case ListBlock { IsOrdered: true } list:
                var start = int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out var number) ? number : 1;
                collector.Add(new Block.OrderedList(start, Items(list)));
                break;
            case ListBlock list:
                collector.Add(new Block.BulletList(Items(list)));
                break;
            case QuoteBlock quote:
                collector.Add(new Block.Quote(Inside(quote)));
                break;
            case ThematicBreakBlock:
                collector.Add(new Block.Rule());
                break;
            case CodeBlock code:
                collector.Add(new Block.CodeBlock((code as FencedCodeBlock)?.Info, code.Lines.ToString()));
                break;
            case HtmlBlock html:
                collector.AddRange(HtmlText.Read(html.Lines.ToString()).Blocks);
                break;
            case Table table:
                collector.Add(
                    new Block.Table(table.OfType<Markdig.Extensions.Tables.TableRow>().Select(Row).ToEquatableList())
                );
                break;
            case LinkReferenceDefinitionGroup:
                break;
            case ContainerBlock container:
                Children(container, collector);
                break;
            case LeafBlock leaf:
                collector.Add(new Block.Paragraph(Inlines(leaf.Inline)));
                break;
            default:
                break;
        }
    }

    private static EquatableList<ListItem> Items(ListBlock list) =>
        list.OfType<ListItemBlock>().Select(item => new ListItem(Inside(item))).ToEquatableList();

    private static TableRow Row(Markdig.Extensions.Tables.TableRow row) =>
        new(
            row.OfType<Markdig.Extensions.Tables.TableCell>()
                .Select(cell => new TableCell(row.IsHeader, Flattening.ToInlines(Inside(cell))))
                .ToEquatableList()
        );

    private static EquatableList<Inline> Inlines(Md.ContainerInline? container)
    {
        var inlines = new List<Inline>();
        MarkdownInlines.Read(container, Marks.None, inlines);
        return inlines.ToEquatableList();
    }
}
