using System.Collections.Immutable;
using System.Globalization;

namespace Bridge.Core.Mappings.Reading;

/// <summary>What in a holiday file cannot be understood.</summary>
internal sealed record HolidayError(int Line, string Message);

/// <summary>
/// Reads holidays from an iCalendar file (RFC 5545): the days of its all-day events, and their yearly repetition. All
/// that could make a day wrong (times, other repetitions, exceptions) is refused.
/// </summary>
internal static class HolidayCalendar
{
    private const int LastYear = 2100;
    private const int MostDays = 366;

    /// <summary>The days, ascending, or the first thing that cannot be understood.</summary>
    internal static (ImmutableArray<DateOnly> Days, HolidayError? Error) Read(string text)
    {
        var days = ImmutableSortedSet.CreateBuilder<DateOnly>();
        Event? at = null;
        var events = 0;
        foreach (var (line, name, value) in Lines(text))
        {
            switch (name.Split(';')[0].ToUpperInvariant(), value.Trim().ToUpperInvariant())
            {
                case ("BEGIN", "VEVENT"):
                    (at, events) = (new Event(line), events + 1);
                    break;
                case ("END", "VEVENT") when at is not null:
                    if (at.Error is not null)
                    {
                        return ([], at.Error);
                    }

                    days.UnionWith(at.Days());
                    at = null;
                    break;
                case var (key, _) when at is not null:
                    at.Take(line, key, name, value.Trim());
                    break;
                default:
                    break;
            }
        }

        return events > 0
            ? ([.. days], null)
            : ([], new HolidayError(1, "there is no event (BEGIN:VEVENT) in it; is it an iCalendar file?"));
    }

    /// <summary>Lines with their numbers; one that begins with a blank goes on with the one before.</summary>
    private static IEnumerable<(int Line, string Name, string Value)> Lines(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var (number, line) = (i + 1, lines[i]);
            while (i + 1 < lines.Length && lines[i + 1].Length > 0 && lines[i + 1][0] is ' ' or '\t')
            {
                line += lines[++i][1..];
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                yield return (number, line[..colon], line[(colon + 1)..]);
            }
        }
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    private sealed class Event(int line)
    {
        private DateOnly? start;
        private DateOnly? end;
        private DateOnly until = new(LastYear, 12, 31);
        private int years = 1;
        private int count = int.MaxValue;
        private bool isCancelled;
        private bool repeats;
        private HolidayError? wrong;

        public HolidayError? Error =>
            this.wrong
            ?? (
                this.start is null ? new HolidayError(line, "this event has no DTSTART")
                : this.end is { } stop && (stop < this.start || stop.DayNumber - this.start.Value.DayNumber > MostDays)
                    ? new HolidayError(line, "this event ends before it begins, or lasts longer than a year")
                : null
            );

        public void Take(int at, string key, string name, string value)
        {
            switch (key)
            {
                case "DTSTART":
                    this.start = this.Whole(at, name, value);
                    break;
                case "DTEND":
                    this.end = this.Whole(at, name, value);
                    break;
                case "RRULE":
                    this.Repeat(at, value);
                    break;
                case "STATUS":
                    this.isCancelled = value.Equals("CANCELLED", StringComparison.OrdinalIgnoreCase);
                    break;
                case "DURATION" or "RDATE" or "EXDATE" or "EXRULE" or "RECURRENCE-ID":
                    this.Wrong(at, $"{key} is not understood; give each holiday an event of its own with DTSTART");
                    break;
                default:
                    break;
            }
        }

        public IEnumerable<DateOnly> Days()
        {
            if (this.isCancelled || this.start is not { } first)
            {
                yield break;
            }

            var length = Math.Max(1, (this.end ?? first).DayNumber - first.DayNumber);
            for (var (year, made) = (first.Year, 0); year <= LastYear && made < this.count; year += this.years)
            {
                // The 29th of February is a holiday only where there is one.
                if (first is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year))
                {
                    continue;
                }

                var begin = new DateOnly(year, first.Month, first.Day);
                if (begin > this.until)
                {
                    break;
                }

                made++;
                for (var i = 0; i < length; i++)
                {
                    yield return begin.AddDays(i);
                }

                if (!this.repeats)
                {
                    break;
                }
            }
        }

        private DateOnly? Whole(int at, string name, string value)
        {
            if (Day(value) is { } day)
            {
                return day;
            }

            this.Wrong(
                at,
                $"'{Words.Short(name + ":" + value)}' is no whole day; write it as DTSTART;VALUE=DATE:20261225"
            );
            return null;
        }

        private void Repeat(int at, string value)
        {
            var parts = value
                .ToUpperInvariant()
                .Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(part => part.Split('=', 2))
                .ToList();
            var isYearly = false;
            foreach (var part in parts)
            {
                var understood = part switch
                {
                    ["FREQ", "YEARLY"] => isYearly = true,
                    ["INTERVAL", var n]
                        when int.TryParse(n, CultureInfo.InvariantCulture, out var years) && years > 0 => (
                        this.years = years
                    ) > 0,
                    ["COUNT", var n] when int.TryParse(n, CultureInfo.InvariantCulture, out var times) && times > 0 => (
                        this.count = times
                    ) > 0,
                    ["UNTIL", var u] when u.Length >= 8 && Day(u[..8]) is { } last => (this.until = last) == last,
                    ["WKST", _] => true,
                    ["BYMONTH" or "BYMONTHDAY", var n] => this.IsOfTheStart(part[0], n),
                    _ => false,
                };
                if (!understood)
                {
                    this.Wrong(
                        at,
                        $"the repetition '{Words.Short(value)}' is not understood; FREQ=YEARLY on the same day is"
                    );
                }
            }

            if (!isYearly)
            {
                this.Wrong(
                    at,
                    $"the repetition '{Words.Short(value)}' is not understood; FREQ=YEARLY on the same day is"
                );
            }

            this.repeats = true;
        }

        private bool IsOfTheStart(string part, string number) =>
            this.start is { } day
            && number == (part == "BYMONTH" ? day.Month : day.Day).ToString(CultureInfo.InvariantCulture);

        private void Wrong(int at, string message) => this.wrong ??= new HolidayError(at, message);
    }
}
