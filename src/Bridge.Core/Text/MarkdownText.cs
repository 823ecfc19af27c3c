namespace Bridge.Core.Text;

/// <summary>CommonMark with tables and strike-through, as ClickUp's markdown_content takes it.</summary>
public static class MarkdownText
{
    private static readonly Carrier Carrier = new()
    {
        Underline = false,
        ImageIds = false,
        CodeTabs = false,
        HeaderCells = false,
        CellBreaks = false,
    };

    private static readonly Faithful Faithful = new(doc => MarkdownReader.Read(MarkdownWriter.Write(doc)));

    /// <summary>Reads any text as Markdown; HTML inside it is read as HTML, every line end is a line break.</summary>
    public static TextDoc Read(string? markdown) => MarkdownReader.Read(markdown ?? string.Empty);

    /// <summary>Markdown in which text stays text: what would be read as markup is escaped.</summary>
    public static string Write(TextDoc doc) => MarkdownWriter.Write(Reduce(doc));

    /// <summary>The document as Markdown can carry it: no underline, the first row of a table is its header.</summary>
    public static TextDoc Reduce(TextDoc doc) => Faithful.Reduce(Carrier.Reduce(doc));
}
