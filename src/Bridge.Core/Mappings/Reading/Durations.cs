using System.Globalization;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads lengths of time as people write them: "10 minutes", "1 day and 4 hours", "2 working days".</summary>
internal static class Durations
{
    /// <summary>Lengths of time as an editor checks them (ECMA 262).</summary>
    internal const string Pattern =
        @"^\d{1,5} +(seconds?|minutes?|hours?|days?)(( +and)? +\d{1,5} +(seconds?|minutes?|hours?|days?))*$";

    /// <summary>Likewise in working time.</summary>
    internal const string WorkingPattern =
        @"^\d{1,5} +working +(minutes?|hours?|days?)(( +and)? +\d{1,5} +(working +)?(minutes?|hours?|days?))*$";

    private const int MostDigits = 5;

    /// <summary>No limit, window or wait of a process is longer: it would be a slip, and nobody would be there to see its end.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>Null when the text is no length of time.</summary>
    internal static TimeSpan? Read(string text)
    {
        var total = TimeSpan.Zero;
        foreach (var (number, unit) in Pairs(text))
        {
            switch (unit)
            {
                case "second" or "seconds":
                    total += TimeSpan.FromSeconds(number);
                    break;
                case "minute" or "minutes":
                    total += TimeSpan.FromMinutes(number);
                    break;
                case "hour" or "hours":
                    total += TimeSpan.FromHours(number);
                    break;
                case "day" or "days":
                    total += TimeSpan.FromDays(number);
                    break;
                default:
                    return null;
            }
        }

        return Pairs(text).Count == 0 ? null : total;
    }

    /// <summary>Null when the text is no length of working time, or none at all.</summary>
    internal static WorkingSpan? ReadWorking(string text)
    {
        var words = Split(text);
        if (!words.Remove("working"))
        {
            return null;
        }

        words.RemoveAll(word => word == "working");
        var days = 0;
        var hours = TimeSpan.Zero;
        foreach (var (number, unit) in Pairs(string.Join(' ', words)))
        {
            switch (unit)
            {
                case "minute" or "minutes":
                    hours += TimeSpan.FromMinutes(number);
                    break;
                case "hour" or "hours":
                    hours += TimeSpan.FromHours(number);
                    break;
                case "day" or "days":
                    days += number;
                    break;
                default:
                    return null;
            }
        }

        return days == 0 && hours == TimeSpan.Zero ? null : new WorkingSpan(days, hours);
    }

    /// <summary>A time limit: "4 working hours" by the calendar, "4 hours" by the clock on the wall. Null when it is neither.</summary>
    internal static TimeLimit? ReadLimit(string text) =>
        ReadWorking(text) is { } working ? TimeLimit.Of(working)
        : Read(text) is { Ticks: > 0 } wall ? new TimeLimit(null, wall)
        : null;

    /// <summary>True of a length of time, or of working time, that is longer than a year.</summary>
    internal static bool IsOverAYear(string text) =>
        Read(text) > Longest
        || (ReadWorking(text) is { } working && TimeSpan.FromDays(working.Days) + working.Hours > Longest);

    /// <summary>What a length of time must be, said of a text that is none or is too long.</summary>
    internal static string Wanted(string text, string usual) =>
        IsOverAYear(text) ? "no longer than a year (366 days)" : usual;

    private static List<string> Split(string text) =>
        [
            .. text.ToLowerInvariant()
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word != "and"),
        ];

    /// <summary>Numbers with their units; empty when the text is anything else.</summary>
    private static List<(int Number, string Unit)> Pairs(string text)
    {
        var words = Split(text);
        var pairs = new List<(int, string)>();
        for (var i = 0; i < words.Count; i += 2)
        {
            if (
                i + 1 == words.Count
                || words[i].Length > MostDigits
                || !int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            )
            {
                return [];
            }

            pairs.Add((number, words[i + 1]));
        }

        return pairs;
    }
}
