using System.Globalization;
using Bridge.Connectors;

namespace Bridge.Doctor;

/// <summary>How long the credentials last, as far as the settings say.</summary>
internal static class ExpiryCheck
{
    private const int Soon = 30;
    private const string Cure = "Make a new one, put it into the settings, and set TokenExpires to its last day";

    public static IReadOnlyList<Diagnosis> Look(ConnectionOptions options, TimeProvider time)
    {
        if (options.TokenExpires is not { } last)
        {
            return
            [
                options.Kind == ToolKind.Jira
                    ? new Diagnosis(
                        Mark.Note,
                        "the settings do not say when the token ends; Jira's live for a year at most",
                        "Set TokenExpires to the day that Jira showed when the token was made"
                    )
                    : new Diagnosis(Mark.Good, "the settings name no day; this tool's keys do not end by themselves"),
            ];
        }

        var left = last.DayNumber - DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).DayNumber;
        var day = last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return
        [
            left < 0 ? new Diagnosis(Mark.Problem, $"the token ended on {day}", Cure)
            : left <= Soon ? new Diagnosis(Mark.Note, $"the token ends on {day}, in {left} days", Cure)
            : new Diagnosis(Mark.Good, $"the token is good until {day}"),
        ];
    }
}
