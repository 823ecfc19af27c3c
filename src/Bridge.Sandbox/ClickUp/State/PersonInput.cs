using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>What the UI sends for a person: the same bodies as the API's.</summary>
internal static class PersonInput
{
    public static JsonObject Field(ClickUpUser user, Field field, object value) =>
        value switch
        {
            DateOnly day => new JsonObject { ["value"] = LocalDay.FourAm(day, user.TimeZone) },
            DateTimeOffset moment => new JsonObject
            {
                ["value"] = moment.ToUnixTimeMilliseconds(),
                ["value_options"] = new JsonObject { ["time"] = true },
            },
            ClickUpUser person => new JsonObject { ["value"] = new JsonObject { ["add"] = new JsonArray(person.Id) } },
            string name when field.Type == "drop_down" => new JsonObject { ["value"] = Option(field, name) },
            IEnumerable<string> names when field.Type == "labels" => new JsonObject
            {
                ["value"] = new JsonArray([.. names.Select(n => (JsonNode)Option(field, n))]),
            },
            _ => new JsonObject { ["value"] = JsonSerializer.SerializeToNode(value) },
        };

    /// <summary>A typed comment: its text, then a line break that belongs to the editor's block.</summary>
    public static JsonObject Comment(string text, string blockId) =>
        new()
        {
            ["comment"] = new JsonArray(
                new JsonObject { ["text"] = text, ["attributes"] = new JsonObject() },
                new JsonObject
                {
                    ["text"] = "\n",
                    ["attributes"] = new JsonObject { ["block-id"] = "block-" + blockId },
                }
            ),
        };

    private static string Option(Field field, string name) =>
        field.Options.FirstOrDefault(o => o.Name == name)?.Id
        ?? throw new InvalidOperationException($"The field {field.Name} has no option {name}.");
}
