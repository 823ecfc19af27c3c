using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridge.Core.Model;

/// <summary>
/// Fields by name, whatever the case of the name. A name that is there with null is an empty field; a name that is
/// not there was not read (or does not exist), which is something else. Immutable; equal when all values are.
/// </summary>
[JsonConverter(typeof(FieldBagConverter))]
public sealed class FieldBag : IEnumerable<KeyValuePair<string, FieldValue?>>, IEquatable<FieldBag>
{
    private readonly ImmutableSortedDictionary<string, FieldValue?> values;

    private FieldBag(ImmutableSortedDictionary<string, FieldValue?> values) => this.values = values;

    public static FieldBag Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, FieldValue?>(StringComparer.OrdinalIgnoreCase));

    public int Count => this.values.Count;

    /// <summary>The value, or null when it is empty or was not read.</summary>
    public FieldValue? this[string name] => this.values.GetValueOrDefault(name);

    /// <summary>The later one wins when two names differ only by case.</summary>
    public static FieldBag Of(IEnumerable<KeyValuePair<string, FieldValue?>> values) =>
        new(Empty.values.SetItems(values));

    public static FieldBag Of(params ReadOnlySpan<(string Name, FieldValue? Value)> values)
    {
        var builder = Empty.values.ToBuilder();
        foreach (var (name, value) in values)
        {
            builder[name] = value;
        }

        return new FieldBag(builder.ToImmutable());
    }

    /// <summary>True when the field was read, also when it is empty.</summary>
    public bool Has(string name) => this.values.ContainsKey(name);

    public bool TryGet(string name, out FieldValue? value) => this.values.TryGetValue(name, out value);

    public FieldBag With(string name, FieldValue? value) => new(this.values.SetItem(name, value));

    public FieldBag With(FieldBag others) => new(this.values.SetItems(others.values));

    public FieldBag Without(string name) => new(this.values.Remove(name));

    public bool Equals([NotNullWhen(true)] FieldBag? other) =>
        other is not null
        && this.values.Count == other.values.Count
        && this.values.All(pair => other.TryGet(pair.Key, out var value) && Equals(pair.Value, value));

    public override bool Equals(object? obj) => this.Equals(obj as FieldBag);

    public override int GetHashCode() => this.values.Count;

    public override string ToString() => string.Join("; ", this.Select(p => $"{p.Key}={p.Value?.Display}"));

    public IEnumerator<KeyValuePair<string, FieldValue?>> GetEnumerator() => this.values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => this.GetEnumerator();
}

internal sealed class FieldBagConverter : JsonConverter<FieldBag>
{
    public override FieldBag Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        FieldBag.Of(JsonSerializer.Deserialize<Dictionary<string, FieldValue?>>(ref reader, options) ?? []);

    public override void Write(Utf8JsonWriter writer, FieldBag value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, field) in value)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, field, options);
        }

        writer.WriteEndObject();
    }
}
