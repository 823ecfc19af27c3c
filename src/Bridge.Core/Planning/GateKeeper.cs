using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>Says what is missing for a stage to be entered.</summary>
public static class GateKeeper
{
    /// <summary>What is missing, one text each, fit for the person who moved the case; empty: the gate is open.</summary>
    /// <param name="from">The stage that the case is in; null: it comes in.</param>
    /// <param name="value">Field of the process, or of the ticket, by name.</param>
    public static ImmutableArray<string> Missing(
        ProcessMapping process,
        Stage wanted,
        string? from,
        Func<string, FieldValue?> value
    ) => [.. Lacks(process, wanted, from, value).Select(lack => lack.Text)];

    /// <summary>What is missing, each with the requirement that asks for it.</summary>
    internal static ImmutableArray<GateLack> Lacks(
        ProcessMapping process,
        Stage wanted,
        string? from,
        Func<string, FieldValue?> value,
        Case? of = null
    )
    {
        var missing = ImmutableArray.CreateBuilder<GateLack>();
        if (from is not null && wanted.From.Length > 0 && !wanted.From.Contains(from, StringComparer.OrdinalIgnoreCase))
        {
            var text = $"{wanted.Name} is entered from {string.Join(" or ", wanted.From)}, not from {from}";
            missing.Add(new GateLack(null, text));
        }

        var comingBack = from is not null && process.IndexOf(wanted.Name) < process.IndexOf(from);
        foreach (var requirement in wanted.Requires)
        {
            var applies =
                (!requirement.WhenComingBack || comingBack)
                && (requirement.When is not { } when || ConditionCheck.Holds(when, value));
            if (!applies)
            {
                continue;
            }

            if (Lacks(requirement, value(requirement.Field)) is { } lack)
            {
                missing.Add(new GateLack(requirement, lack));
            }
            else if (
                requirement.NewlyFilled
                && of?.AtEntry.GetValueOrDefault(EntryKey(wanted, requirement)) is { } before
                && FieldValue.Same(before, FieldValue.OrNothing(value(requirement.Field)))
            )
            {
                var text =
                    $"{requirement.Field}: what is new (it says what it said when the case came to {wanted.Name} before)";
                missing.Add(new GateLack(requirement, text) { IsOld = true });
            }
        }

        return missing.ToImmutable();
    }

    /// <summary>What fields hold that the stage's gate wants new the next time, together with those of other stages.</summary>
    internal static ImmutableSortedDictionary<string, FieldValue> AtEntry(
        Case of,
        Stage entered,
        Func<string, FieldValue?> value
    )
    {
        var all = of.AtEntry;
        foreach (var requirement in entered.Requires.Where(r => r.NewlyFilled))
        {
            var key = EntryKey(entered, requirement);
            all = FieldValue.OrNothing(value(requirement.Field)) is { } now ? all.SetItem(key, now) : all.Remove(key);
        }

        return all;
    }

    private static string EntryKey(Stage stage, Requirement requirement) => $"{stage.Name}/{requirement.Field}";

    private static string? Lacks(Requirement requirement, FieldValue? value)
    {
        value = FieldValue.OrNothing(value);
        if (value is null or FieldValue.Flag { Value: false })
        {
            return requirement.OneOf.Length > 0
                ? $"{requirement.Field} ({string.Join(", ", requirement.OneOf)})"
                : requirement.Field;
        }

        var text = value.Display.Trim();
        if (text.Length < requirement.AtLeastCharacters)
        {
            return $"{requirement.Field}: at least {requirement.AtLeastCharacters} characters (there are {text.Length})";
        }

        if (requirement.OneOf.Length > 0 && !requirement.OneOf.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return $"{requirement.Field}: one of {string.Join(", ", requirement.OneOf)} (it is '{text}')";
        }

        return requirement.AtMost is { } most && Amount(value) is var amount && !(amount <= most)
            ? $"{requirement.Field}: at most {most} (it is {amount?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no number"})"
            : null;
    }

    private static decimal? Amount(FieldValue value) =>
        value switch
        {
            FieldValue.Number number => number.Value,
            FieldValue.List list => list.Values.Length,
            _ => null,
        };
}
