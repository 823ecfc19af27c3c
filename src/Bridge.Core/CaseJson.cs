using System.Text.Json;
using System.Text.Json.Serialization;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core;

/// <summary>How cases, snapshots and effects are written to the store, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(Case))]
[JsonSerializable(typeof(Snapshot))]
[JsonSerializable(typeof(Effect))]
[JsonSerializable(typeof(Settlement))]
[JsonSerializable(typeof(Signal))]
[JsonSerializable(typeof(FieldBag))]
[JsonSerializable(typeof(Dictionary<string, FieldValue?>))]
public sealed partial class CaseJson : JsonSerializerContext
{
    public static string Write(Case value) => JsonSerializer.Serialize(value, Default.Case);

    public static string Write(Snapshot value) => JsonSerializer.Serialize(value, Default.Snapshot);

    public static string Write(Effect value) => JsonSerializer.Serialize(value, Default.Effect);

    public static string Write(Settlement value) => JsonSerializer.Serialize(value, Default.Settlement);

    public static Case ReadCase(string json) => Parsed(JsonSerializer.Deserialize(json, Default.Case));

    public static Snapshot ReadSnapshot(string json) => Parsed(JsonSerializer.Deserialize(json, Default.Snapshot));

    /// <summary>Reads the values of a stored snapshot.</summary>
    public static FieldBag ReadValues(string json) => Parsed(JsonSerializer.Deserialize(json, Default.FieldBag));

    public static Effect ReadEffect(string json) => Parsed(JsonSerializer.Deserialize(json, Default.Effect));

    public static Settlement ReadSettlement(string json) =>
        Parsed(JsonSerializer.Deserialize(json, Default.Settlement));

    private static T Parsed<T>(T? value)
        where T : class =>
        value ?? throw new JsonException($"the stored {typeof(T).Name} is null: the row was not written by the bridge");
}
