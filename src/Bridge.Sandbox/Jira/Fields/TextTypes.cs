using System.Text.Json;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Text;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.Fields;

/// <summary>A single line. A limit of null means none; the summary must not be empty.</summary>
internal sealed class LineType(int? limit = null, bool isSummary = false, bool isUrl = false) : FieldType("string")
{
    public override FieldInput Read(JsonElement input, Reading reading)
    {
        if (input.ValueKind != JsonValueKind.String)
        {
            return FieldInput.Bad("Operation value must be a string");
        }

        var text = input.GetString()!;
        if (isSummary && string.IsNullOrWhiteSpace(text))
        {
            return FieldInput.Bad("You must specify a summary of the issue.");
        }

        if (isSummary && text.AsSpan().IndexOfAny('\n', '\r') >= 0)
        {
            return FieldInput.Bad("The summary is invalid because it contains newline characters.");
        }

        if (limit is { } most && text.Length > most)
        {
            return FieldInput.Bad(
                isSummary
                    ? $"Summary can't exceed {most} characters."
                    : $"The entered text is too long. It exceeds the allowed limit of {most} characters."
            );
        }

        if (isUrl && !Uri.TryCreate(text, UriKind.Absolute, out _))
        {
            return FieldInput.Bad("The URL is not valid.");
        }

        return FieldInput.Good(text.Length == 0 ? null : text);
    }

    public override void Write(Utf8JsonWriter json, object value, WireForm form, Site site) =>
        json.WriteStringValue((string)value);

    public override (string? Id, string? Text) Log(object? value, Site site) => (null, (string?)value);
}

/// <summary>Long text: ADF in version 3, wiki markup in version 2. At most 32,767 characters.</summary>
internal sealed class RichTextType() : FieldType("string")
{
    public const int Limit = 32_767;

    public override FieldInput Read(JsonElement input, Reading reading)
    {
        if (!reading.Form.UsesAdf)
        {
            return input.ValueKind == JsonValueKind.String
                ? Fit(RichText.FromMarkup(input.GetString()!))
                : FieldInput.Bad("Operation value must be a string");
        }

        if (input.ValueKind != JsonValueKind.Object)
        {
            return FieldInput.Bad("Operation value must be an Atlassian Document (see the Atlassian Document Format)");
        }

        return AdfCheck.IsDocument(input) ? Fit(RichText.FromAdf(input)) : FieldInput.Bad("INVALID_INPUT");
    }

    public override void Write(Utf8JsonWriter json, object value, WireForm form, Site site) =>
        WriteText(json, (RichText)value, form);

    public override (string? Id, string? Text) Log(object? value, Site site) => (null, ((RichText?)value)?.Markup);

    public override bool Same(object? a, object? b) =>
        a is RichText first && b is RichText second ? first.SameAs(second) : Equals(a, b);

    public static void WriteText(Utf8JsonWriter json, RichText text, WireForm form)
    {
        if (form.UsesAdf)
        {
            json.WriteRawValue(text.Adf, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(text.Markup);
        }
    }

    private static FieldInput Fit(RichText text) =>
        text.Markup.Length > Limit
            ? FieldInput.Bad("The entered text is too long. It exceeds the allowed limit of 32,767 characters.")
            : FieldInput.Good(text.IsEmpty ? null : text);
}
