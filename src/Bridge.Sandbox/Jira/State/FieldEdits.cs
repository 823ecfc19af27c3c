using System.Collections.Immutable;
using System.Text.Json;
using Bridge.Sandbox.Jira.Fields;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.State;

/// <summary>What "fields" and "update" of a request make of an issue, and the comments to write with it.</summary>
internal sealed record EditDraft(ImmutableDictionary<string, object> Values, IReadOnlyList<JsonElement> Comments);

/// <summary>Reads "fields" and "update". One bad field refuses them all.</summary>
internal sealed class FieldEdits(Reading reading, Func<string, bool> isOnScreen)
{
    private readonly Dictionary<string, string> errors = new(StringComparer.Ordinal);
    private readonly List<string> messages = [];
    private readonly List<JsonElement> comments = [];
    private ImmutableDictionary<string, object>.Builder values = ImmutableDictionary.CreateBuilder<string, object>();

    public Outcome<EditDraft> Read(JsonElement body, ImmutableDictionary<string, object> before)
    {
        this.values = before.ToBuilder();
        var fields = Json.Part(body, "fields", JsonValueKind.Object);
        var update = Json.Part(body, "update", JsonValueKind.Object);
        foreach (var member in fields?.EnumerateObject() ?? default)
        {
            this.Set(member.Name, member.Value);
        }

        foreach (var member in update?.EnumerateObject() ?? default)
        {
            if (fields is { } set && set.TryGetProperty(member.Name, out _))
            {
                this.errors[member.Name] =
                    $"Field '{member.Name}' cannot be set twice: it is in both 'fields' and 'update'.";
            }
            else
            {
                this.Update(member.Name, member.Value);
            }
        }

        if (this.errors.Count > 0 || this.messages.Count > 0)
        {
            return new Problem(400, [.. this.messages], this.errors.ToImmutableDictionary(StringComparer.Ordinal));
        }

        return new EditDraft(this.values.ToImmutable(), this.comments);
    }

    private void Set(string name, JsonElement input)
    {
        if (name == "project" || this.Writable(name) is not { } field)
        {
            return;
        }

        this.Take(field, field.Type.Apply("set", null, input, reading));
    }

    private void Update(string name, JsonElement operations)
    {
        if (operations.ValueKind != JsonValueKind.Array)
        {
            this.errors[name] = "The operation value must be an array.";
            return;
        }

        foreach (var operation in operations.EnumerateArray())
        {
            var verb =
                operation.ValueKind == JsonValueKind.Object ? operation.EnumerateObject().FirstOrDefault() : default;
            if (verb.Value.ValueKind == JsonValueKind.Undefined)
            {
                this.errors[name] = "The operation must be an object with one verb.";
            }
            else if (name == "comment" && verb.Name == "add")
            {
                this.comments.Add(verb.Value);
            }
            else if (this.Writable(name) is { } field)
            {
                var current = this.values.GetValueOrDefault(field.Id);
                this.Take(field, field.Type.Apply(verb.Name, current, verb.Value, reading));
            }
        }
    }

    private Field? Writable(string name)
    {
        var field = reading.Site.Field(name);
        if (field is { CanBeSet: true } && isOnScreen(name))
        {
            return field;
        }

        this.errors[name] = $"Field '{name}' cannot be set. It is not on the appropriate screen, or unknown.";
        return null;
    }

    private void Take(Field field, FieldInput input)
    {
        if (input.Error == "INVALID_INPUT")
        {
            this.messages.Add(input.Error);
        }
        else if (input.Error is { } error)
        {
            this.errors[field.Id] = error;
        }
        else if (input.Value is { } value)
        {
            this.values[field.Id] = value;
        }
        else if (field.Id == "issuetype")
        {
            this.errors[field.Id] = "Specify an issue type";
        }
        else if (field.Id == "summary")
        {
            this.errors[field.Id] = "You must specify a summary of the issue.";
        }
        else
        {
            this.values.Remove(field.Id);
        }
    }
}
