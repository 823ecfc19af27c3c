using System.Text.Json;
using Bridge.Sandbox.ClickUp.Wire;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>
/// Minutes per status name, entries summed, calendar time. Since is the last entry of the status.
/// </summary>
internal static class TimeInStatus
{
    public static void Write(Utf8JsonWriter json, TaskItem task, long now)
    {
        var stays = task
            .Stays.Select(
                (stay, i) =>
                    (
                        stay.Status,
                        stay.From,
                        Time: (i + 1 < task.Stays.Count ? task.Stays[i + 1].From : now) - stay.From
                    )
            )
            .GroupBy(s => s.Status.Name)
            .Select(g => (g.Last().Status, Since: g.Last().From, Minutes: g.Sum(s => s.Time) / 60_000))
            .ToArray();
        json.WriteStartObject();
        var current = stays.First(s => s.Status.Name == task.Status.Name);
        json.WriteStartObject("current_status");
        WriteTime(json, current.Status, current.Minutes, current.Since);
        json.WriteEndObject();
        json.WriteStartArray("status_history");
        foreach (var (status, since, minutes) in stays)
        {
            json.WriteStartObject();
            WriteTime(json, status, minutes, since);
            json.WriteString("type", status.Type);
            json.WriteNumber("orderindex", status.OrderIndex);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, Status status, long minutes, long since)
    {
        json.WriteString("status", status.Name);
        json.WriteString("color", status.Color);
        json.WriteStartObject("total_time");
        json.WriteNumber("by_minute", minutes);
        json.WriteMoment("since", since);
        json.WriteEndObject();
    }
}
