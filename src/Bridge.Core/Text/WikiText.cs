namespace Bridge.Core.Text;

/// <summary>Jira's wiki markup: what Data Center stores, and what Cloud's API v2 and webhooks speak.</summary>
public static class WikiText
{
    private static readonly Carrier Carrier = new()
    {
        Images = false,
        OrderedStart = false,
        ItemBlocks = false,
    };

    private static readonly Faithful Faithful = new(doc => WikiReader.Read(WikiWriter.Write(doc)));

    /// <summary>Reads any text as wiki markup; unknown macros stand as they are, colours and panels for their content.</summary>
    public static TextDoc Read(string? wiki) => WikiReader.Read(wiki ?? string.Empty);

    /// <summary>Wiki markup in which text stays text: what Jira would read as markup is escaped.</summary>
    public static string Write(TextDoc doc) => WikiWriter.Write(Reduce(doc));

    /// <summary>The document as wiki markup can carry it: a list item is one paragraph and lists.</summary>
    public static TextDoc Reduce(TextDoc doc)
    {
        var reduced = Carrier.Reduce(doc);
        return Faithful.Reduce(new TextDoc(Codes(reduced.Blocks)));
    }

    private static EquatableList<Block> Codes(IEnumerable<Block> blocks) =>
        blocks
            .Select(block =>
                block switch
                {
                    Block.CodeBlock code => Code(code),
                    Block.Quote quote => new Block.Quote(Codes(quote.Content)),
                    _ => block,
                }
            )
            .ToEquatableList();

    /// <summary>Code that holds the end of a code macro is put in {noformat}, which knows no language and no own end.</summary>
    private static Block.CodeBlock Code(Block.CodeBlock code) =>
        code.Code.Contains("{code}", StringComparison.Ordinal)
            ? new Block.CodeBlock(null, code.Code.Replace("{noformat}", "{ noformat}", StringComparison.Ordinal))
            : code;
}
