using System.Text.Json;
using Bridge.Sandbox.ClickUp.Wire;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>
/// One change as webhooks tell it. Data, Before, After and the value of Extra are JSON; Before null leaves the key
/// out, as for assignees.
/// </summary>
internal sealed record HistoryItem(string Id, long Date, string Field, string ParentId, ClickUpUser User)
{
    public int Type { get; init; } = 1;

    public string? Source { get; init; }

    public string Data { get; init; } = "{}";

    public string? Before { get; init; } = "null";

    public string? After { get; init; } = "null";

    public (string Name, string Json)? Extra { get; init; }

    public string ToJson() =>
        Json.Text(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", this.Id);
            json.WriteNumber("type", this.Type);
            json.WriteMoment("date", this.Date);
            json.WriteString("field", this.Field);
            json.WriteString("parent_id", this.ParentId);
            json.WriteRaw("data", this.Data);
            json.WriteString("source", this.Source);
            json.WritePropertyName("user");
            UserJson.WriteWithRole(json, this.User);
            WriteIfAny(json, "before", this.Before);
            WriteIfAny(json, "after", this.After);
            WriteIfAny(json, this.Extra?.Name ?? "", this.Extra?.Json);
            json.WriteEndObject();
        });

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? raw)
    {
        if (raw is not null)
        {
            json.WriteRaw(name, raw);
        }
    }
}
