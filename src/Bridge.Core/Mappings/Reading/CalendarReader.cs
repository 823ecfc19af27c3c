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

        var calendar = new CalendarRule(Zone(section), Hours(section), Holidays(section));
        file.Notes.Places.Put(calendar, "", section.Place);
        if (section.Node("hours") is not YamlMap { Entries.IsEmpty: true })
        {
            file.Notes.Places.Doubt(calendar);
        }

        return calendar;
    }

    private static string Zone(Section section)
    {
        if (section.TextNode("zone") is not { } node)
        {
            return "";
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
                else if (
                    days.FirstOrDefault(d => hours.Exists(h => Overlap(h, d, from, to)), (DayOfWeek)7)
                    is var taken
                        and not (DayOfWeek)7
                )
                {
                    section.Notes.Error(item.Place, $"these hours overlap with others on {Name(taken)}");
                }
                else
                {
                    hours.AddRange(days.Select(day => new WorkingHours(day, from, to)));
                }
            }
        }

        return [.. hours];
    }

    private static bool Overlap(WorkingHours other, DayOfWeek day, TimeOnly from, TimeOnly to) =>
        other.Day == day && from < other.To && other.From < to;

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

    private static (TimeOnly From, TimeOnly To)? Span(string text)
    {
        var ends = text.Split('-', StringSplitOptions.TrimEntries);
        return
            ends.Length == 2
            && TimeOnly.TryParseExact(ends[0], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            && TimeOnly.TryParseExact(ends[1], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)
            && from < to
            ? (from, to)
            : null;
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
