using System.Globalization;

namespace Bridge.Connectors.Freshdesk;

/// <summary>
/// How far the polls have come: the newest update seen among normal, deleted and spam tickets, by Freshdesk's clock, and
/// how many polls there were.
/// </summary>
internal sealed record FreshdeskWatermark(
    DateTimeOffset Tickets,
    DateTimeOffset Deleted,
    DateTimeOffset Spam,
    int Polls
)
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    internal static FreshdeskWatermark From(DateTimeOffset start) => new(start, start, start, 0);

    /// <summary>One whose next poll asks for deleted tickets and spam too.</summary>
    internal static FreshdeskWatermark WholeSince(DateTimeOffset start) =>
        From(start) with
        {
            Polls = FreshdeskPoll.ElsewhereEvery - 1,
        };

    /// <summary>Null when the text is not a watermark of this connector.</summary>
    internal static FreshdeskWatermark? Read(string? text)
    {
        var parts = text?.Split(' ');
        return
            parts is { Length: 4 }
            && Time(parts[0]) is { } tickets
            && Time(parts[1]) is { } deleted
            && Time(parts[2]) is { } spam
            && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var polls)
            ? new FreshdeskWatermark(tickets, deleted, spam, polls)
            : null;
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Text(this.Tickets)} {Text(this.Deleted)} {Text(this.Spam)} {this.Polls}"
        );

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            Form,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : null;
}
