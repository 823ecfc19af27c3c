using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.Fields;

/// <summary>A date without a zone, yyyy-MM-dd; the changelog's text adds a midnight.</summary>
internal sealed class DateType() : FieldType("date")
{
    public override FieldInput Read(JsonElement input, Reading reading)
    {
        var text = input.ValueKind == JsonValueKind.String ? input.GetString() : input.GetRawText();
        return DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? FieldInput.Good(date)
            : FieldInput.Bad($"Error parsing date string: {text}");
    }

    public override void Write(Utf8JsonWriter json, object value, WireForm form, Site site) =>
        json.WriteStringValue(Text((DateOnly)value));

    public override (string? Id, string? Text) Log(object? value, Site site) =>
        value is DateOnly date ? (Text(date), Text(date) + " 00:00:00.0") : (null, null);

    public override IEnumerable<string> Terms(object value, Site site) => [Text((DateOnly)value)];

    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A moment, written with an offset without a colon.</summary>
internal sealed class MomentType() : FieldType("datetime")
{
    public override FieldInput Read(JsonElement input, Reading reading) =>
        input.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParseExact(
            input.GetString(),
            ["yyyy-MM-dd'T'HH:mm:ss.FFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var at
        )
            ? FieldInput.Good(at)
            : FieldInput.Bad($"Error parsing time: {input}");

    public override void Write(Utf8JsonWriter json, object value, WireForm form, Site site) =>
        json.WriteStringValue(form.Stamp((DateTimeOffset)value));

    public override (string? Id, string? Text) Log(object? value, Site site) =>
        value is DateTimeOffset at
            ? (
                at.ToString("O", CultureInfo.InvariantCulture),
                at.ToString("d/MMM/yy h:mm tt", CultureInfo.InvariantCulture)
            )
            : (null, null);
}

internal sealed class NumberType() : FieldType("number")
{
    public override FieldInput Read(JsonElement input, Reading reading) =>
        input.ValueKind == JsonValueKind.Number && input.TryGetDecimal(out var number)
            ? FieldInput.Good(number)
            : FieldInput.Bad("Operation value must be a number");

    public override void Write(Utf8JsonWriter json, object value, WireForm form, Site site)
    {
        // Jira keeps doubles: a whole number comes back with ".0".
        var text = ((decimal)value).ToString(CultureInfo.InvariantCulture);
        json.WriteRawValue(text.Contains('.', StringComparison.Ordinal) ? text : text + ".0");
    }

    public override (string? Id, string? Text) Log(object? value, Site site) =>
        (null, value is decimal number ? number.ToString(CultureInfo.InvariantCulture) : null);
}

/// <summary>One of the options of the field, by id or by value.</summary>
internal sealed class OptionType(IReadOnlyList<FieldOption> options) : FieldType("option")
{
    public override FieldInput Read(JsonElement input, Reading reading)
    {
        if (input.ValueKind != JsonValueKind.Object)
        {
            return FieldInput.Bad("Specify a valid 'id' or 'name' for option");
        }

        var id = Json.Text(input, "id");
        var value = Json.Text(input, "value");
        var found = options.FirstOrDefault(o => id is not null ? o.Id == id : o.Value == value);
        return found is not null ? FieldInput.Good(found)
            : id is not null ? FieldInput.Bad($"Option id '{id}' is not valid")
            : FieldInput.Bad($"Option value '{value}' is not valid");
    }

    public override void Write(Utf8JsonWriter json, object value, WireForm form, Site site) =>
        WriteOption(json, (FieldOption)value, form);

    public override (string? Id, string? Text) Log(object? value, Site site) =>
        value is FieldOption option ? (option.Id, option.Value) : (null, null);

    public override bool WriteAllowed(Utf8JsonWriter json, Project project, WireForm form, Site site)
    {
        foreach (var option in options)
        {
            WriteOption(json, option, form);
        }

        return true;
    }

    public static void WriteOption(Utf8JsonWriter json, FieldOption option, WireForm form)
    {
        json.WriteStartObject();
        json.WriteString("self", form.Self("customFieldOption/" + option.Id));
        json.WriteString("value", option.Value);
        json.WriteString("id", option.Id);
        json.WriteEndObject();
    }
}

/// <summary>An account: by accountId on Cloud, by login name on Data Center.</summary>
internal sealed class UserType() : FieldType("user")
{
    public override FieldInput Read(JsonElement input, Reading reading)
    {
        var cloud = reading.Form.IsCloud;
        var id = Json.Text(input, cloud ? "accountId" : "name") ?? (cloud ? Json.Text(input, "id") : null);
        if (id is null && Json.Has(input, cloud ? "accountId" : "name"))
        {
            return FieldInput.Good(null);
        }

        var user = id is null ? null : reading.Site.FindUser(id);
        return user is { Active: true } ? FieldInput.Good(user)
            : id is null ? FieldInput.Bad("Specify a valid value for user")
            : FieldInput.Bad($"User '{id}' does not exist.");
    }

    public override void Write(Utf8JsonWriter json, object value, WireForm form, Site site) =>
        PersonJson.Write(json, (JiraUser)value, form);

    public override (string? Id, string? Text) Log(object? value, Site site) =>
        value is JiraUser user
            ? (site.Options.Flavor == JiraFlavor.Cloud ? user.AccountId : user.Key, user.DisplayName)
            : (null, null);

    public override IEnumerable<string> Terms(object value, Site site)
    {
        var user = (JiraUser)value;
        return [user.AccountId, user.Email, user.DisplayName, user.Name];
    }
}
