using System.Globalization;

namespace Bridge.Connectors.Http;

/// <summary>Looks that are the same for every tool.</summary>
internal static class CommonLooks
{
    /// <summary>Polls ask with an overlap of two minutes and more; half a minute leaves room for slow answers.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromSeconds(30);

    /// <summary>Where to deliver is not known, so nothing of it can be looked at.</summary>
    public static Diagnosis NoPublicUrl { get; } =
        new(
            Mark.Problem,
            "the settings do not say where tools reach the bridge",
            "Set Bridge:PublicUrl, such as https://bridge.example.com"
        );

    /// <summary>Why there is no proper answer; null when there is one.</summary>
    public static Diagnosis? Trouble(ToolAnswer answer, string tool, string addressCure) =>
        answer switch
        {
            { NoAnswer: { } none } => new Diagnosis(Mark.Problem, $"no answer: {none.Message}", addressCure),
            { Status: >= 300 and < 400 } => new Diagnosis(
                Mark.Problem,
                $"{tool} sends the request elsewhere ({answer.Status})",
                addressCure
            ),
            { Status: 429 } => new Diagnosis(
                Mark.Problem,
                $"{tool} asks to wait: the limit of requests is used up",
                "Look again in some minutes, and see who else uses the account's limit"
            ),
            { Status: >= 500 } => new Diagnosis(
                Mark.Problem,
                $"{tool} is in trouble ({answer.Status})",
                "Look again later, and at the tool's status page"
            ),
            { Status: 200 } when answer.Node() is null => new Diagnosis(
                Mark.Problem,
                $"{tool} answered with {answer.Shape} instead of JSON",
                addressCure
            ),
            _ => null,
        };

    public static IReadOnlyList<Diagnosis> Clock(ExaminationCalls calls) =>
        calls.Ahead switch
        {
            null => [new Diagnosis(Mark.Note, "no answer told the tool's time")],
            { } ahead when ahead.Duration() > MostAhead =>
            [
                new Diagnosis(
                    Mark.Problem,
                    $"this machine's clock is {Words(ahead.Duration())} {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} the tool's",
                    "Set the clock by NTP (timedatectl set-ntp true): deadlines, links and polls go by it"
                ),
            ],
            _ => [new Diagnosis(Mark.Good, "this machine's clock and the tool's agree")],
        };

    public static IReadOnlyList<Diagnosis> Limits(ExaminationCalls calls, ConnectionOptions options)
    {
        if (calls.Limit is not { } limit)
        {
            return
            [
                new Diagnosis(
                    Mark.Good,
                    options.RequestsPerMinute is { } set
                        ? $"the tool tells no limit; {set} requests a minute are allowed by the settings"
                        : "the tool tells no limit, and asks to wait when there are too many"
                ),
            ];
        }

        if (options.RequestsPerMinute > limit)
        {
            return
            [
                new Diagnosis(
                    Mark.Problem,
                    $"RequestsPerMinute is {options.RequestsPerMinute}, the account has {limit} a minute",
                    "Take RequestsPerMinute out: the bridge then learns the limit from the answers"
                ),
            ];
        }

        var left = calls.Left is { } rest ? $", {rest} of them left" : "";
        return calls.Left * 10 < limit
            ?
            [
                new Diagnosis(
                    Mark.Note,
                    $"{limit} requests a minute{left}",
                    "Others use the account much: set RequestsPerMinute lower, or ask the tool for a higher limit"
                ),
            ]
            : [new Diagnosis(Mark.Good, $"{limit} requests a minute{left}")];
    }

    /// <summary>How long a time is, for people: 90 s, 12 min, 3 h.</summary>
    public static string Words(TimeSpan time) =>
        time.TotalMinutes < 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : time.TotalHours < 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0} h");
}
