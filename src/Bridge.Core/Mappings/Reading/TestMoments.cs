using System.Globalization;
using Bridge.Core.Time;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the moments of tests: "2026-03-02 09:00" by the clock on the wall of the calendar's zone.</summary>
internal sealed class TestMoments(CalendarRule? calendar, Notes notes)
{
    private static readonly string[] Forms = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss"];

    internal bool HasCalendar => calendar is not null;

    internal DateTimeOffset? Read(Section section, string key)
    {
        if (section.TextNode(key) is not { } node)
        {
            return null;
        }

        var moment = this.Read(node.Value);
        if (moment is null)
        {
            section.Wrong(node, key, "a moment such as '2026-03-02 09:00'");
        }

        return moment;
    }

    internal DateTimeOffset? Read(string text) =>
        DateTime.TryParseExact(
            text.Trim(),
            Forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var local
        )
            ? WallClock.At(calendar, local)
            : null;

    /// <summary>"Monday 09:00"; null when it is none.</summary>
    internal static (DayOfWeek Day, TimeOnly Time)? Weekday(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
            words.Length == 2
            && words[0].All(char.IsAsciiLetter)
            && Enum.TryParse<DayOfWeek>(words[0], ignoreCase: true, out var day)
            && TimeOnly.TryParseExact(
                words[1],
                ["HH:mm", "H:mm"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
            ? (day, time)
            : null;
    }

    internal void Error(YamlNode node, string message) => notes.Error(node.Place, message);
}
