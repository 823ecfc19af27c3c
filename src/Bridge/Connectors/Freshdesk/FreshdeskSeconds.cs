using System.Globalization;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.Freshdesk;

/// <summary>
/// The tool's times are whole seconds: as long as a second lasts, a ticket may change once more without getting another
/// time. What was read then is not known for certain.
/// </summary>
internal static class FreshdeskSeconds
{
    /// <summary>An answer may be stamped a moment after its rows were read.</summary>
    private static readonly TimeSpan Certain = TimeSpan.FromSeconds(2);

    /// <summary>Whether the second was over when the tool answered, by its own clock; by ours when it does not say.</summary>
    internal static bool IsOver(DateTimeOffset second, ToolAnswer answer, DateTimeOffset now)
    {
        var told = DateTimeOffset.TryParse(
            answer.Header("Date"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var date
        );
        return (told ? date : now) - second >= Certain;
    }

    /// <summary>
    /// The version that is known after a read: the time of the last change, and a millisecond less while its second was
    /// not over, so that the poll looks once more.
    /// </summary>
    internal static long Version(TicketWire ticket, ToolAnswer answer, DateTimeOffset now) =>
        ticket.UpdatedAt is not { } at ? 0
        : IsOver(at, answer, now) ? at.ToUnixTimeMilliseconds()
        : at.ToUnixTimeMilliseconds() - 1;
}
