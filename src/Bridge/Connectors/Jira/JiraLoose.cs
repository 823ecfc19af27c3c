using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridge.Connectors.Jira;

/// <summary>Reads allowed values, which are objects nearly always and bare texts in one recording.</summary>
internal sealed class LooseAllowed : JsonConverter<List<WireAllowed>?>
{
    public override List<WireAllowed>? Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        using var json = JsonDocument.ParseValue(ref reader);
        return json.RootElement.ValueKind == JsonValueKind.Array
            ? [.. json.RootElement.EnumerateArray().Select(One).OfType<WireAllowed>()]
            : null;
    }

    public override void Write(Utf8JsonWriter writer, List<WireAllowed>? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value ?? [], JiraJson.Default.ListWireAllowed);

    private static WireAllowed? One(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.Deserialize(JiraJson.Default.WireAllowed),
            JsonValueKind.String => new WireAllowed { Name = value.GetString() },
            _ => null,
        };
}
