using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.ClickUp.Wire;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>One entry of the custom_fields filter. For texts "==" is exact and "=" means contains.</summary>
internal sealed record FieldCondition(string FieldId, string Operator, IReadOnlyList<string> Values)
{
    private static readonly string[] Operators =
    [
        "=",
        "==",
        "<",
        "<=",
        ">",
        ">=",
        "!=",
        "IS NULL",
        "IS NOT NULL",
        "RANGE",
        "ANY",
        "ALL",
        "NOT ANY",
        "NOT ALL",
    ];

    /// <summary>The text that the field must have exactly; null when the condition asks for something else.</summary>
    public string? ExactText => this.Operator == "==" && this.Values.Count == 1 ? this.Values[0] : null;

    /// <summary>Reads the JSON array of custom_fields and the JSON object of custom_field.</summary>
    public static Refusal? Read(string? many, string? one, List<FieldCondition> conditions)
    {
        try
        {
            foreach (var text in new[] { many, one }.OfType<string>())
            {
                using var document = JsonDocument.Parse(text);
                var root = document.RootElement;
                foreach (var entry in root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToArray() : [root])
                {
                    if (
                        entry.Text("field_id") is not { } id
                        || entry.Text("operator") is not { } op
                        || !Operators.Contains(op)
                    )
                    {
                        return Refusal.BadFilter;
                    }

                    conditions.Add(new FieldCondition(id, op, ReadValues(entry.Member("value"))));
                }
            }

            return null;
        }
        catch (JsonException)
        {
            return Refusal.BadFilter;
        }
    }

    public bool Holds(TaskItem task)
    {
        var value = task.Values.GetValueOrDefault(this.FieldId);
        return this.Operator switch
        {
            "IS NULL" => value is null,
            "IS NOT NULL" => value is not null,
            "!=" => value is null || !this.Is(value),
            "NOT ANY" or "NOT ALL" => !Texts(value).Any(this.Values.Contains),
            _ when value is null => false,
            "==" => this.Is(value),
            "=" => this.Is(value)
                || Texts(value).Any(t => this.Values.All(v => t.Contains(v, StringComparison.OrdinalIgnoreCase))),
            "ANY" => Texts(value).Any(this.Values.Contains),
            "ALL" => this.Values.All(Texts(value).Contains),
            "RANGE" => this.Values.Count == 2
                && Compare(value, this.Values[0]) is >= 0
                && Compare(value, this.Values[1]) is <= 0,
            "<" => Compare(value, this.Values[0]) is < 0,
            "<=" => Compare(value, this.Values[0]) is <= 0,
            ">" => Compare(value, this.Values[0]) is > 0,
            _ => Compare(value, this.Values[0]) is >= 0,
        };
    }

    private bool Is(object value) => this.Values.Count == 1 && Texts(value).Contains(this.Values[0]);

    private static IReadOnlyList<string> ReadValues(JsonElement? value) =>
        value switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select(e => e.ToString())],
            { ValueKind: JsonValueKind.Object } range =>
            [
                range.Member("low_value")?.ToString() ?? "",
                range.Member("high_value")?.ToString() ?? "",
            ],
            { ValueKind: JsonValueKind.True } => ["true"],
            { ValueKind: JsonValueKind.False } => ["false"],
            { } single => [single.ToString()],
        };

    private static string[] Texts(object? value) =>
        value switch
        {
            null => [],
            string text => [text],
            string[] ids => ids,
            decimal number => [number.ToString(CultureInfo.InvariantCulture)],
            long moment => [moment.ToString(CultureInfo.InvariantCulture)],
            bool flag => [flag ? "true" : "false"],
            ClickUpUser[] users => [.. users.Select(u => u.Id.ToString(CultureInfo.InvariantCulture))],
            _ => [value.ToString() ?? ""],
        };

    private static int? Compare(object value, string bound)
    {
        decimal? number = value switch
        {
            decimal d => d,
            long l => l,
            _ => null,
        };
        return
            number is { } left
            && decimal.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out var right)
            ? left.CompareTo(right)
            : null;
    }
}
