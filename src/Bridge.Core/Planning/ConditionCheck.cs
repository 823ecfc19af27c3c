using System.Globalization;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>Answers conditions, and says of those that fail which part did first.</summary>
public static class ConditionCheck
{
    /// <summary>Null when the condition holds; otherwise the first part that does not, in a sentence.</summary>
    public static string? FirstFailing(Condition condition, Func<string, FieldValue?> value) =>
        condition switch
        {
            Condition.All all => all.Of.Select(c => FirstFailing(c, value)).FirstOrDefault(why => why is not null),
            Condition.Any any => any.Of.Any(c => FirstFailing(c, value) is null)
                ? null
                : "none of these holds: " + string.Join("; ", any.Of.Select(c => FirstFailing(c, value))),
            Condition.Not not => FirstFailing(not.Of, value) is null ? Ruled(not.Of, value) : null,
            Condition.IsOneOf one => IsOneOf(one, value(one.Field)),
            Condition.Contains contains => value(contains.Field)
                ?.Display.Contains(contains.Text, StringComparison.OrdinalIgnoreCase)
                is true
                ? null
                : $"{contains.Field} is {Shown(value(contains.Field))}, which does not contain '{contains.Text}'",
            Condition.Present present => FieldValue.OrNothing(value(present.Field)) is null
                ? $"{present.Field} is empty"
                : null,
            Condition.AtLeast least => Compare(value(least.Field), least.Value) >= 0
                ? null
                : $"{least.Field} is {Shown(value(least.Field))}, not at least {least.Value}",
            Condition.AtMost most => Compare(value(most.Field), most.Value) <= 0
                ? null
                : $"{most.Field} is {Shown(value(most.Field))}, not at most {most.Value}",
            _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "not a known condition"),
        };

    public static bool Holds(Condition condition, Func<string, FieldValue?> value) =>
        FirstFailing(condition, value) is null;

    /// <summary>What a condition that must not hold holds by.</summary>
    private static string Ruled(Condition condition, Func<string, FieldValue?> value) =>
        condition switch
        {
            Condition.IsOneOf one => $"{one.Field} is {Shown(value(one.Field))}, which is ruled out",
            Condition.Present present => $"{present.Field} is filled ({Shown(value(present.Field))}) and must be empty",
            Condition.Contains contains =>
                $"{contains.Field} is {Shown(value(contains.Field))}, which contains '{contains.Text}'",
            _ => $"it is so that {Says(condition)}",
        };

    private static string? IsOneOf(Condition.IsOneOf condition, FieldValue? value)
    {
        var has = value is FieldValue.List list ? list.Values : [value?.Display ?? ""];
        return has.Any(v =>
            condition.Values.Any(w => string.Equals(v.Trim(), w.Trim(), StringComparison.OrdinalIgnoreCase))
        )
            ? null
            : $"{condition.Field} is {Shown(value)}, not {Or(condition.Values)}";
    }

    /// <summary>Null when one of the two is no number and no date: then neither "at least" nor "at most" holds.</summary>
    private static int? Compare(FieldValue? value, string with) =>
        value switch
        {
            FieldValue.Date date
                when DateOnly.TryParseExact(
                    with,
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var day
                ) => date.Day.CompareTo(day),
            FieldValue.Number number when Number(with) is { } other => number.Value.CompareTo(other),
            FieldValue.List list when Number(with) is { } other => ((decimal)list.Values.Length).CompareTo(other),
            { } text when Number(text.Display) is { } own && Number(with) is { } other => own.CompareTo(other),
            _ => null,
        };

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Shown(FieldValue? value) => value is null ? "empty" : $"'{FieldPlanner.Short(value.Display)}'";

    private static string Or(IReadOnlyList<string> values) =>
        values.Count == 1 ? $"'{values[0]}'" : "one of " + string.Join(", ", values.Select(v => $"'{v}'"));

    private static string Says(Condition condition) =>
        condition switch
        {
            Condition.IsOneOf one => $"{one.Field} is {Or(one.Values)}",
            Condition.Contains contains => $"{contains.Field} contains '{contains.Text}'",
            Condition.Present present => $"{present.Field} is filled",
            Condition.AtLeast least => $"{least.Field} is at least {least.Value}",
            Condition.AtMost most => $"{most.Field} is at most {most.Value}",
            Condition.Not not => $"not ({Says(not.Of)})",
            Condition.All all => string.Join(" and ", all.Of.Select(Says)),
            Condition.Any any => string.Join(" or ", any.Of.Select(Says)),
            _ => "",
        };
}
