using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridge.Core.Text;

/// <summary>The "comment" array of ClickUp's comments: runs of text, block attributes on the run that ends the line.</summary>
public static class ClickUpRuns
{
    private static readonly Carrier Carrier = new()
    {
        Underline = false,
        Strike = false,
        Images = false,
        OrderedStart = false,
        Headings = false,
        Quotes = false,
        CodeLanguage = false,
        Rules = false,
        Tables = false,
        ItemBlocks = false,
        ItemBreaks = false,
    };

    /// <summary>Reads a comment array; a string is read as plain text, segments of unknown type by their "text".</summary>
    public static TextDoc Read(JsonElement comment) => ClickUpRunReader.Read(comment);

    /// <summary>A comment array with the attributes that ClickUp documents, one "\n" run at the end of each line.</summary>
    public static JsonArray Write(TextDoc doc) => ClickUpRunWriter.Write(Reduce(doc));

    /// <summary>The document as a comment can carry it: headings as strong text, quotes and tables as lines.</summary>
    public static TextDoc Reduce(TextDoc doc) => Carrier.Reduce(doc);
}
