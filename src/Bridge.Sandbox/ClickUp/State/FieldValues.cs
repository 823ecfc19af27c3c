using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.ClickUp.Wire;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>A checked value to store; null clears the field.</summary>
internal sealed record FieldWrite(object? Value);

/// <summary>
/// Checks what a client sends for a custom field, by the field's type. What is kept: string (texts; the option id of
/// a drop_down), string[] (labels, tasks, attachments), ClickUpUser[], decimal, long (date), bool, JsonElement.
/// </summary>
internal static class FieldValues
{
    public static Outcome<FieldWrite> Read(World world, ClickUpUser actor, Field field, JsonElement entry, object? old)
    {
        if (entry.Member("value") is not { ValueKind: not JsonValueKind.Null } value)
        {
            return Refusal.FieldValue;
        }

        return field.Type switch
        {
            "drop_down" => Option(field, value),
            "labels" => Labels(field, value),
            "text" or "short_text" => Text(value, static _ => true),
            "url" => Text(
                value,
                static t => Uri.TryCreate(t, UriKind.Absolute, out var u) && u.Scheme is "http" or "https"
            ),
            "email" => Text(
                value,
                static t => t.IndexOf('@', StringComparison.Ordinal) is var at && at > 0 && at < t.Length - 1
            ),
            "phone" => Text(value, static t => t.StartsWith('+') && t.Count(char.IsAsciiDigit) >= 7),
            "number" or "currency" => Number(value),
            "date" => Date(actor, value, entry),
            "checkbox" => Checkbox(value),
            "users" => People(world, value, old),
            "tasks" or "list_relationship" => Tasks(world, value, old),
            "emoji" => value.Whole() is { } stars && stars >= 0 && stars <= field.Count
                ? new FieldWrite((decimal)stars)
                : Refusal.FieldValue,
            "manual_progress" => value.Member("current") is { ValueKind: JsonValueKind.Number }
                ? new FieldWrite(value.Clone())
                : Refusal.FieldValue,
            "location" => value.Member("location") is not null ? new FieldWrite(value.Clone()) : Refusal.FieldValue,
            "attachment" => value.Member("add") is { ValueKind: JsonValueKind.Array }
                ? new FieldWrite(Changed((old as string[]) ?? [], value, static e => e.GetString()))
                : Refusal.FieldValue,
            "button" => new FieldWrite(old),
            _ => Refusal.FieldValue,
        };
    }

    private static Outcome<FieldWrite> Option(Field field, JsonElement value)
    {
        var option = value.ValueKind switch
        {
            JsonValueKind.String => field.Options.FirstOrDefault(o => o.Id == value.GetString()),
            JsonValueKind.Number => field.Options.FirstOrDefault(o => o.OrderIndex == value.Whole()),
            _ => null,
        };
        return option is null ? Refusal.FieldOption : new FieldWrite(option.Id);
    }

    private static Outcome<FieldWrite> Labels(Field field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Refusal.FieldValue;
        }

        var ids = value
            .EnumerateArray()
            .Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : "")
            .ToArray();
        if (ids.Any(id => field.Options.All(o => o.Id != id)))
        {
            return Refusal.FieldValue;
        }

        return new FieldWrite(ids.Length == 0 ? null : ids);
    }

    private static Outcome<FieldWrite> Text(JsonElement value, Func<string, bool> valid)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return Refusal.FieldValue;
        }

        var text = value.GetString()!;
        if (text.Length == 0)
        {
            return new FieldWrite(null);
        }

        return valid(text) ? new FieldWrite(text) : Refusal.FieldValue;
    }

    private static Outcome<FieldWrite> Number(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetDecimal(out var number) => new FieldWrite(number),
            JsonValueKind.String
                when decimal.TryParse(
                    value.GetString(),
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out var number
                ) => new FieldWrite(number),
            _ => Refusal.FieldValue,
        };

    private static Outcome<FieldWrite> Date(ClickUpUser actor, JsonElement value, JsonElement entry)
    {
        if (value.Whole() is not { } moment)
        {
            return Refusal.FieldDate;
        }

        var withTime = entry.Member("value_options") is { } options && options.Flag("time");
        return new FieldWrite(withTime ? moment : LocalDay.FourAm(moment, actor.TimeZone));
    }

    private static Outcome<FieldWrite> Checkbox(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => new FieldWrite(true),
            JsonValueKind.False => new FieldWrite(false),
            JsonValueKind.String when bool.TryParse(value.GetString(), out var on) => new FieldWrite(on),
            _ => Refusal.FieldValue,
        };

    private static Outcome<FieldWrite> People(World world, JsonElement value, object? old)
    {
        if (value.Member("add") is null && value.Member("rem") is null)
        {
            // Seen on the real one: other shapes are accepted and do nothing.
            return new FieldWrite(old);
        }

        var users = Changed(
            (old as ClickUpUser[]) ?? [],
            value,
            e => e.Whole() is { } id ? world.Users.GetValueOrDefault(id) : null
        );
        return new FieldWrite(users.Length == 0 ? null : users);
    }

    private static Outcome<FieldWrite> Tasks(World world, JsonElement value, object? old)
    {
        if (value.Member("add") is null && value.Member("rem") is null)
        {
            return Refusal.FieldValue;
        }

        var tasks = Changed(
            (old as string[]) ?? [],
            value,
            e => e.ValueKind == JsonValueKind.String && world.Tasks.ContainsKey(e.GetString()!) ? e.GetString() : null
        );
        return new FieldWrite(tasks.Length == 0 ? null : tasks);
    }

    private static T[] Changed<T>(T[] old, JsonElement value, Func<JsonElement, T?> read)
        where T : class
    {
        var removed = value.Member("rem").Items().Select(read).OfType<T>().ToArray();
        var added = value.Member("add").Items().Select(read).OfType<T>();
        return [.. old.Except(removed).Union(added)];
    }
}
