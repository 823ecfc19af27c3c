using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bridge.Connectors.Freshdesk;

/// <summary>What happened, in a few words for the timeline.</summary>
internal static class FreshdeskEvents
{
    private const int Longest = 120;

    private static readonly Regex FromTo = new(
        """^\{?\s*"?(?<field>\w+)"?\s*:\s*\{\s*"?from"?\s*:\s*"?(?<from>[^,"{}]*)"?\s*,\s*"?to"?\s*:\s*"?(?<to>[^,"{}]*)"?\s*\}\s*\}?$""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>
    /// From <c>triggered_event</c>, which is no JSON: <c>{ticket_action:created}</c>, <c>{status:{from:4,to:6}}</c>. Numbers
    /// are ids, and of several changes only the first is told.
    /// </summary>
    internal static string Of(string? triggered)
    {
        if (string.IsNullOrWhiteSpace(triggered))
        {
            return "webhook";
        }

        var text = triggered.Trim();
        return Short(
            FromTo.Match(text) is { Success: true } m
                ? $"{m.Groups["field"].Value} from {Word(m.Groups["from"].Value)} to {Word(m.Groups["to"].Value)}"
                : text.Trim('{', '}', ' ')
                    .Replace("\"", "", StringComparison.Ordinal)
                    .Replace(":", " ", StringComparison.Ordinal)
        );
    }

    /// <summary>From a marketplace event: its name and the fields that changed.</summary>
    internal static string OfChanges(string? name, JsonElement? changes) =>
        Short(
            changes is { ValueKind: JsonValueKind.Object } changed
                ? $"{name ?? "ticket changed"}: {string.Join(", ", changed.EnumerateObject().Select(c => c.Name))}"
                : name ?? "ticket event"
        );

    private static string Word(string value) => value.Trim().Length == 0 ? "nothing" : value.Trim();

    private static string Short(string text) => text.Length <= Longest ? text : text[..Longest] + "…";
}
