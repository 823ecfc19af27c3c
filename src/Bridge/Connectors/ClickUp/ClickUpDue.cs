using System.Globalization;
using System.Text.Json;

namespace Bridge.Connectors.ClickUp;

/// <summary>
/// What the history of a due date says and the task's answer does not: whether a time of day was meant, and who set it. Pure.
/// </summary>
/// <param name="Milliseconds">The due date that it speaks of; of any other it says nothing.</param>
/// <param name="SetterId">The user's id, negative for an agent; null when the history names none.</param>
internal sealed record ClickUpDue(long Milliseconds, bool WithTime, string? SetterId)
{
    /// <summary>The name of the fact that it is kept as.</summary>
    public const string Name = "due date";

    /// <summary>The fact in one item of a webhook's history; null when it is of something else, or clears the date.</summary>
    public static WebhookFact? Fact(string taskId, JsonElement item)
    {
        if (
            ClickUpFields.Text(item, "field") != "due_date"
            || Number(ClickUpFields.Text(item, "after")) is not { } due
            || !item.TryGetProperty("data", out var data)
            || data.ValueKind != JsonValueKind.Object
            || !data.TryGetProperty("due_date_time", out var time)
        )
        {
            return null;
        }

        var setter = item.TryGetProperty("user", out var user) ? ClickUpFields.Text(user, "id") : null;
        var value = string.Create(
            CultureInfo.InvariantCulture,
            $"{due} {(time.ValueKind == JsonValueKind.True ? "time" : "day")} {setter}"
        );
        return new WebhookFact(
            taskId,
            Name,
            value.TrimEnd(),
            ClickUpDays.At(Number(ClickUpFields.Text(item, "date")) ?? 0)
        );
    }

    /// <summary>Null when there is no fact, or one that an older bridge kept in another way.</summary>
    public static ClickUpDue? Of(WebhookFact? fact) =>
        fact?.Value.Split(' ') is [var due, ("time" or "day") and var kind, .. var setter] && Number(due) is { } at
            ? new ClickUpDue(at, kind == "time", setter is [var id] ? id : null)
            : null;

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
