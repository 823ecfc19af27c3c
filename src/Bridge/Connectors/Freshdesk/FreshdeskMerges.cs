using System.Globalization;
using System.Text.RegularExpressions;
using Bridge.Core.Text;

namespace Bridge.Connectors.Freshdesk;

/// <summary>Into which ticket another was merged, and when. What was said in it before now stands in that ticket.</summary>
internal sealed record Merge(long Into, DateTimeOffset At);

/// <summary>
/// Merges leave no attribute: the ticket that was merged is closed, and a note in it names the one that lives on.
/// </summary>
internal static class FreshdeskMerges
{
    private const int Closed = 5;
    private const int Note = 2;

    private static readonly Regex Words = new(
        """\bmerged into (the )?ticket (with )?((id|ids|number) )?[#\[(]*(?<id>\d{1,18})\b""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Null for a ticket that nobody merged, and for one that was opened again since.</summary>
    internal static Merge? Of(TicketWire ticket, IEnumerable<ConversationWire> conversations) =>
        ticket.Status != Closed
            ? null
            : conversations
                .Where(c => c is { Source: Note, Incoming: not true, CreatedAt: not null })
                .OrderByDescending(c => c.CreatedAt)
                .Select(c => (c.CreatedAt, Match: Words.Match(c.BodyText ?? TextFingerprint.Of(c.Body))))
                .Where(c => c.Match.Success)
                .Select(c => new Merge(
                    long.Parse(c.Match.Groups["id"].Value, CultureInfo.InvariantCulture),
                    c.CreatedAt!.Value
                ))
                .FirstOrDefault(merge => merge.Into != ticket.Id);
}
