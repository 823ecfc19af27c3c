using System.Globalization;
using System.Text.Json.Nodes;

namespace Bridge.Sandbox.Freshdesk;

/// <summary>What a person fills in: null leaves as it is.</summary>
public sealed record FreshdeskTicketChange
{
    public string? Subject { get; init; }

    /// <summary>HTML.</summary>
    public string? Description { get; init; }

    public int? Status { get; init; }

    public int? Priority { get; init; }

    public string? Type { get; init; }

    public long? GroupId { get; init; }

    public long? ResponderId { get; init; }

    /// <summary>Replaces the whole list.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    public DateTimeOffset? DueBy { get; init; }

    /// <summary>By field name; string, bool, number, DateOnly, or null to empty the field. Others stay.</summary>
    public IReadOnlyDictionary<string, object?>? CustomFields { get; init; }

    internal JsonObject ToAttributes()
    {
        var attributes = new JsonObject();
        Add(attributes, "subject", this.Subject);
        Add(attributes, "description", this.Description);
        Add(attributes, "status", this.Status);
        Add(attributes, "priority", this.Priority);
        Add(attributes, "type", this.Type);
        Add(attributes, "group_id", this.GroupId);
        Add(attributes, "responder_id", this.ResponderId);
        Add(attributes, "due_by", this.DueBy?.ToString("O", CultureInfo.InvariantCulture));
        if (this.Tags is not null)
        {
            attributes["tags"] = new JsonArray([.. this.Tags.Select(t => JsonValue.Create(t))]);
        }

        if (this.CustomFields is not null)
        {
            var custom = new JsonObject();
            foreach (var (name, value) in this.CustomFields)
            {
                custom[name] = Node(value);
            }

            attributes["custom_fields"] = custom;
        }

        return attributes;
    }

    private static void Add(JsonObject attributes, string name, object? value)
    {
        if (value is not null)
        {
            attributes[name] = Node(value);
        }
    }

    private static JsonValue? Node(object? value) =>
        value switch
        {
            null => null,
            string text => JsonValue.Create(text),
            bool flag => JsonValue.Create(flag),
            int number => JsonValue.Create(number),
            long number => JsonValue.Create(number),
            decimal number => JsonValue.Create(number),
            double number => JsonValue.Create(number),
            DateOnly day => JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            _ => throw new ArgumentException($"A ticket field cannot hold a {value.GetType().Name}.", nameof(value)),
        };
}
