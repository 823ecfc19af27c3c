using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Mappings.Format;
using NodaTime;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the section "calendar".</summary>
internal static class CalendarReader
{
    private static readonly DayOfWeek[] Week =
    [
        DayOfWeek.Monday,
        DayOfWeek.Tuesday,
        DayOfWeek.Wednesday,
        DayOfWeek.Thursday,
        DayOfWeek.Friday,
        DayOfWeek.Saturday,
        DayOfWeek.Sunday,
    ];

    internal static CalendarRule? Read(Section file)
    {
        if (
            file.Node("calendar") is not { } node
            || Section.Of(node, "calendar", file.Notes, CalendarFormat.Calendar) is not { } section
        )
        {
            return null;
        }

        var calendar = new CalendarRule(
            Zone(section) ?? "",
            Hours(section),
            [.. Holidays(section).Union(HolidayFile(section)).Order()]
        );
        file.Notes.Places.Put(calendar, "", section.Place);
        if (section.Node("hours") is not YamlMap { Entries.IsEmpty: true })
        {
            file.Notes.Places.Doubt(calendar);
        }

        return calendar;
    }

    /// <summary>The zone that a section names; null when it names none.</summary>
    internal static string? Zone(Section section)
    {
        if (section.TextNode("zone") is not { } node)
        {
            return null;
        }

        var zone = node.Value.Trim();
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
        {
            var near = Text.Nearest.To(zone, DateTimeZoneProviders.Tzdb.Ids, 2);
            var meant = near.Count == 0 ? "; write one such as 'Europe/Dublin'" : Words.Meant(zone, near, "");
            section.Notes.Error(node.Place, $"unknown time zone {Words.Quoted(zone)}{meant}");
        }

        return zone;
    }

    private static ImmutableArray<WorkingHours> Hours(Section section)
    {
        var hours = new List<WorkingHours>();
        foreach (var (name, place, node) in NamedEntries.Of(section, "hours", "day"))
        {
            var days = Days(name, place, section.Notes);
            foreach (var item in node is YamlList list ? list.Items : [node])
            {
                if (item is not YamlText text || Span(text.Value) is not var (from, to))
                {
                    section.Notes.Error(
                        item.Place,
                        $"the hours of {Words.Quoted(name)} must be a span such as \"09:00-17:30\", found {item.Kind}"
                    );
                }
                else if (Taken(hours, [.. days.Select(d => new WorkingHours(d, from, to))]) is { } taken)
                {
                    section.Notes.Error(item.Place, $"these hours overlap with others on {Name(taken.Day)}");
                }
                else
                {
                    hours.AddRange(days.Select(day => new WorkingHours(day, from, to)));
                }
            }
        }

        return [.. hours];
    }

    /// <summary>Whether two spans share time in the week, which goes on from Sunday's to Monday's.</summary>
    private static bool Overlap(WorkingHours a, WorkingHours b)
    {
        var week = TimeSpan.FromDays(7).Ticks;
        var (one, two) = (Begin(a), Begin(b));
        return Math.Abs(one - two) < (one < two ? a : b).Length.Ticks
            || week - Math.Abs(one - two) < (one < two ? b : a).Length.Ticks;
    }

    /// <summary>Of spans that are being added together, one that overlaps with what is there or with another of them.</summary>
    private static WorkingHours? Taken(List<WorkingHours> there, WorkingHours[] added) =>
        added.FirstOrDefault(a =>
            there.Exists(b => Overlap(a, b)) || added.Any(b => !ReferenceEquals(a, b) && Overlap(a, b))
        );

    private static long Begin(WorkingHours hours) =>
        (TimeSpan.FromDays((int)hours.Day) + hours.From.ToTimeSpan()).Ticks;

    /// <summary>The days of "monday", "monday to friday", "saturday, sunday" or "saturday and sunday".</summary>
    private static DayOfWeek[] Days(string name, YamlPlace place, Notes notes)
    {
        var isSpan = name.Contains(" to ", StringComparison.OrdinalIgnoreCase);
        var parts = name.Replace(" and ", ",", StringComparison.OrdinalIgnoreCase)
            .Replace(" to ", ",", StringComparison.OrdinalIgnoreCase)
            .Split(',', StringSplitOptions.TrimEntries);
        if (parts.FirstOrDefault(p => IndexOf(p) < 0) is { } unknown)
        {
            var meant = Words.Meant(unknown, [.. Week.Select(Name)], "write 'monday to friday', or of");
            notes.Error(place, $"unknown day {Words.Quoted(unknown)}{meant}");
            return [];
        }

        if (!isSpan)
        {
            return [.. parts.Select(p => Week[IndexOf(p)]).Distinct()];
        }

        var (first, last) = (IndexOf(parts[0]), IndexOf(parts[^1]));
        if (parts.Length == 2 && first <= last)
        {
            return Week[first..(last + 1)];
        }

        notes.Error(
            place,
            $"{Words.Quoted(name)} is no span of days; write it within a week, such as 'monday to friday'"
        );
        return [];
    }

    private static int IndexOf(string day) =>
        Array.FindIndex(Week, d => string.Equals(Name(d), day, StringComparison.OrdinalIgnoreCase));

    private static string Name(DayOfWeek day) => day.ToString().ToLowerInvariant();

    /// <summary>A span of one day, over midnight, or until 24:00; null when it is none.</summary>
    private static (TimeOnly From, TimeOnly To)? Span(string text)
    {
        var ends = text.Split('-', StringSplitOptions.TrimEntries);
        return
            ends.Length == 2
            && Clock(ends[0]) is { } from
            && Clock(ends[1] == "24:00" ? "00:00" : ends[1]) is { } to
            && (from != to || ends[1] == "24:00")
            ? (from, to)
            : null;
    }

    private static TimeOnly? Clock(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    private static ImmutableArray<DateOnly> HolidayFile(Section section)
    {
        if (section.TextNode("holidays file") is not { } node)
        {
            return [];
        }

        var path = node.Value.Trim();
        if (section.Notes.Beside(path) is not { } text)
        {
            section.Notes.Error(
                node.Place,
                $"there is no file {Words.Quoted(path)} beside the mapping file; write its path from there, such as 'holidays/ireland.ics'"
            );
            return [];
        }

        var (days, error) = HolidayCalendar.Read(text);
        if (error is not null)
        {
            section.Notes.Error(node.Place, $"{path}:{error.Line}: {error.Message}");
        }

        return days;
    }

    private static ImmutableArray<DateOnly> Holidays(Section section)
    {
        var days = ImmutableSortedSet.CreateBuilder<DateOnly>();
        foreach (var node in section.TextNodes("holidays"))
        {
            if (
                !DateOnly.TryParseExact(
                    node.Value.Trim(),
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var day
                )
            )
            {
                section.Notes.Error(node.Place, $"{Words.Quoted(node.Value)} is no day; write it as '2026-12-25'");
            }
            else if (!days.Add(day))
            {
                section.Notes.Error(node.Place, $"the holiday {node.Value.Trim()} stands twice");
            }
        }

        return [.. days];
    }
}
