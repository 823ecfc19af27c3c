using System.Globalization;
using System.Text.Json;

namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>Reads attributes by type and collects what is wrong with them, in the words of the real API.</summary>
internal sealed class PayloadReader(Payload payload)
{
    public const string Unexpected = "Unexpected/invalid field in request";

    public List<FieldError> Errors { get; } = [];

    public IReadOnlyList<SentFile> Files => payload.Files;

    public bool FromForm => payload.FromForm;

    public static string NameOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => "String",
            JsonValueKind.Number => value.TryGetInt64(out _) ? "Integer" : "Float",
            JsonValueKind.True or JsonValueKind.False => "Boolean",
            JsonValueKind.Array => "Array",
            JsonValueKind.Object => "key/value pair",
            _ => "Null",
        };

    public bool Has(string name) => payload.Root.TryGetProperty(name, out _);

    public void Only(IReadOnlySet<string> known)
    {
        foreach (var property in payload.Root.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                this.Errors.Add(new FieldError(property.Name, Unexpected, "invalid_field"));
            }
        }
    }

    public void Add(string field, string message, string code = "invalid_value") =>
        this.Errors.Add(new FieldError(field, message, code));

    /// <summary>These numbers can be left out, but not emptied.</summary>
    public void NotNull(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (payload.Root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null)
            {
                this.Mismatch(name, value, "Integer");
            }
        }
    }

    /// <summary>Null when absent, null or wrong; what is wrong is in <see cref="Errors"/>.</summary>
    public string? Text(string name, int limit = int.MaxValue)
    {
        if (!this.TryGet(name, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            this.Mismatch(name, value, "String");
            return null;
        }

        var text = value.GetString()!;
        if (text.Length > limit)
        {
            this.Add(name, $"Has {text.Length} characters, it can have maximum of {limit} characters");
        }

        return text;
    }

    public long? Integer(string name)
    {
        if (!this.TryGet(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
        {
            return number;
        }

        if (
            payload.FromForm
            && value.ValueKind == JsonValueKind.String
            && long.TryParse(value.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out number)
        )
        {
            return number;
        }

        this.Mismatch(name, value, "Integer");
        return null;
    }

    public bool? Flag(string name)
    {
        if (!this.TryGet(name, out var value))
        {
            return null;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return value.GetBoolean();
            case JsonValueKind.String when payload.FromForm && bool.TryParse(value.GetString(), out var parsed):
                return parsed;
            default:
                this.Mismatch(name, value, "Boolean");
                return null;
        }
    }

    public IReadOnlyList<string>? Texts(string name)
    {
        if (!this.TryGet(name, out var value))
        {
            return null;
        }

        if (
            value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(v => v.ValueKind is JsonValueKind.String)
        )
        {
            return [.. value.EnumerateArray().Select(v => v.GetString()!)];
        }

        this.Mismatch(name, value, "Array");
        return null;
    }

    public IReadOnlyList<long> Integers(string name)
    {
        if (!this.TryGet(name, out var value))
        {
            return [];
        }

        if (
            value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(v => v.ValueKind is JsonValueKind.Number)
        )
        {
            return [.. value.EnumerateArray().Select(v => v.GetInt64())];
        }

        this.Mismatch(name, value, "Array");
        return [];
    }

    public DateTimeOffset? Moment(string name)
    {
        if (this.Text(name) is not { } text)
        {
            return null;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var moment))
        {
            return moment;
        }

        this.Add(name, "It should be in the 'combined date and time ISO8601' format");
        return null;
    }

    public JsonElement? Object(string name)
    {
        if (!this.TryGet(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return value;
        }

        this.Mismatch(name, value, "key/value pair");
        return null;
    }

    private bool TryGet(string name, out JsonElement value) =>
        payload.Root.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private void Mismatch(string name, JsonElement value, string wanted) =>
        this.Add(name, $"Value set is of type {NameOf(value)}.It should be a/an {wanted}", "datatype_mismatch");
}
