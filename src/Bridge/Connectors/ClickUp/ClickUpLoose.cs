using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridge.Connectors.ClickUp;

/// <summary>
/// Reads whole numbers that ClickUp sends now as a text and now as a number. Nothing and an empty text are null; anything else
/// is a shape that nobody knows, and throws <see cref="JsonException"/>.
/// </summary>
internal sealed class LooseNumber : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number when reader.TryGetInt64(out var number):
                return number;
            case JsonTokenType.Number
                when reader.TryGetDecimal(out var number) && number is >= long.MinValue and <= long.MaxValue:
                return (long)number;
            case JsonTokenType.String when string.IsNullOrWhiteSpace(reader.GetString()):
                return null;
            case JsonTokenType.String
                when long.TryParse(
                    reader.GetString(),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var number
                ):
                return number;
            default:
                throw new JsonException("a number was expected");
        }
    }

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options)
    {
        if (value is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}

/// <summary>
/// Reads truth values that may come as texts. Nothing is null; anything else is a shape that nobody knows, and throws
/// <see cref="JsonException"/>.
/// </summary>
internal sealed class LooseFlag : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.String when bool.TryParse(reader.GetString(), out var flag):
                return flag;
            default:
                throw new JsonException("yes or no was expected");
        }
    }

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options)
    {
        if (value is { } flag)
        {
            writer.WriteBooleanValue(flag);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
