using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridge.Core.Text;

/// <summary>The Atlassian Document Format of Jira Cloud's API v3.</summary>
public static class AdfText
{
    private static readonly Carrier Carrier = new() { Images = false, CodeInQuotes = false };

    /// <summary>Reads a document node; null is empty, and a string (as API v2 and webhooks send) is read as wiki markup.</summary>
    public static TextDoc Read(JsonElement adf) =>
        adf.ValueKind == JsonValueKind.String ? WikiText.Read(((JsonElement?)adf).AsText()) : AdfReader.Read(adf);

    /// <summary>Reads a document as JSON text; what is not JSON is read as wiki markup.</summary>
    public static TextDoc Read(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return TextDoc.Empty;
        }

        try
        {
            using var document = JsonDocument.Parse(Characters.Clean(json));
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                ? Read(document.RootElement)
                : WikiText.Read(json);
        }
        catch (JsonException)
        {
            return WikiText.Read(json);
        }
    }

    /// <summary>
    /// A document that Jira takes: no empty text node, no second mark beside code but a link, absolute links only,
    /// list items begin with a paragraph. Pictures become links or labels: their files are uploaded apart.
    /// </summary>
    public static JsonObject Write(TextDoc doc) => AdfWriter.Write(Reduce(doc));

    /// <summary>The document as ADF can carry it without uploaded media and account ids.</summary>
    public static TextDoc Reduce(TextDoc doc) => Carrier.Reduce(doc);
}
