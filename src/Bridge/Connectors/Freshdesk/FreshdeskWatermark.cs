using System.Collections.Immutable;
using System.Globalization;

namespace Bridge.Connectors.Freshdesk;

/// <summary>
/// How far the polls have come: the newest update seen among normal, deleted and spam tickets, by Freshdesk's clock, how
/// many polls there were, and the tickets of the overlap that were told already, each with the time of its update.
/// </summary>
internal sealed record FreshdeskWatermark(
    DateTimeOffset Tickets,
    DateTimeOffset Deleted,
    DateTimeOffset Spam,
    int Polls
)
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>So many tickets are remembered; those beyond are told once more, which does no harm.</summary>
    private const int MostTold = 1000;

    internal ImmutableDictionary<long, DateTimeOffset> Told { get; init; } =
        ImmutableDictionary<long, DateTimeOffset>.Empty;

    internal static FreshdeskWatermark From(DateTimeOffset start) => new(start, start, start, 0);

    /// <summary>One whose next poll asks for deleted tickets and spam too.</summary>
    internal static FreshdeskWatermark WholeSince(DateTimeOffset start) =>
        From(start) with
        {
            Polls = FreshdeskPoll.ElsewhereEvery - 1,
        };

    /// <summary>The same, with what is later than a limit put back.</summary>
    internal FreshdeskWatermark NotAfter(DateTimeOffset limit, DateTimeOffset back) =>
        this with
        {
            Tickets = this.Tickets > limit ? back : this.Tickets,
            Deleted = this.Deleted > limit ? back : this.Deleted,
            Spam = this.Spam > limit ? back : this.Spam,
        };

    /// <summary>Remembers what was told and can be listed again: the updates since then, the newest of them.</summary>
    internal FreshdeskWatermark Remember(IEnumerable<KeyValuePair<long, DateTimeOffset>> told, DateTimeOffset since) =>
        this with
        {
            Told = told.Where(t => t.Value >= since)
                .OrderByDescending(t => t.Value)
                .Take(MostTold)
                .ToImmutableDictionary(),
        };

    /// <summary>Null when the text is not a watermark of this connector.</summary>
    internal static FreshdeskWatermark? Read(string? text)
    {
        var parts = text?.Split(' ');
        return
            parts is { Length: 4 or 5 }
            && Time(parts[0]) is { } tickets
            && Time(parts[1]) is { } deleted
            && Time(parts[2]) is { } spam
            && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var polls)
            && ReadTold(parts.ElementAtOrDefault(4)) is { } told
            ? new FreshdeskWatermark(tickets, deleted, spam, polls) { Told = told }
            : null;
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Text(this.Tickets)} {Text(this.Deleted)} {Text(this.Spam)} {this.Polls}{this.ToldText()}"
        );

    private string ToldText() =>
        this.Told.IsEmpty
            ? ""
            : " "
                + string.Join(
                    ',',
                    this.Told.OrderBy(t => t.Key)
                        .Select(t =>
                            string.Create(CultureInfo.InvariantCulture, $"{t.Key}@{t.Value.ToUnixTimeSeconds()}")
                        )
                );

    private static ImmutableDictionary<long, DateTimeOffset>? ReadTold(string? text)
    {
        var told = ImmutableDictionary.CreateBuilder<long, DateTimeOffset>();
        foreach (var one in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (
                one.Split('@') is not [var id, var at]
                || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var ticket)
                || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            )
            {
                return null;
            }

            told[ticket] = DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        return told.ToImmutable();
    }

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
