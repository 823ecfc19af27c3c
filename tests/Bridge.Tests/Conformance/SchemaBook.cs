using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Bridge.Tests.Conformance;

/// <summary>What of a JSON document a schema does not allow: where (<c>tasks[].id</c>, empty for the whole) and in what way.</summary>
internal sealed record SchemaFault(string Place, string Kind);

/// <summary>
/// Schemas of an OpenAPI document as JSON Schema, each with all that it refers to. Keywords that only describe are left
/// out, and <c>nullable</c> becomes a type.
/// </summary>
internal sealed class SchemaBook(OpenApiFile file)
{
    private static readonly string[] Kept =
    [
        "type",
        "format",
        "pattern",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
    ];

    private readonly ConcurrentDictionary<string, Task<JsonSchema>> read = new(StringComparer.Ordinal);

    /// <summary>The faults of a JSON text.</summary>
    /// <param name="key">Names the schema: the same key is the same schema.</param>
    /// <param name="isRequest">A request: then what the schema does not name is a fault, as the tool would ignore or refuse it.</param>
    public async Task<IReadOnlyList<SchemaFault>> FaultsAsync(string key, JsonNode schema, string json, bool isRequest)
    {
        var known = await this.read.GetOrAdd(key, _ => JsonSchema.FromJsonAsync(this.Write(schema, isRequest)));
        return [.. known.Validate(json).SelectMany(Flat).Distinct()];
    }

    /// <summary>Of an item of a list its own faults; of a choice between schemas that all fail, the choice.</summary>
    private static IEnumerable<SchemaFault> Flat(ValidationError error)
    {
        if (error is ChildSchemaValidationError { Kind: ValidationErrorKind.ArrayItemNotValid } item)
        {
            return item.Errors.Values.SelectMany(e => e).SelectMany(Flat);
        }

        var place = Places.WithoutNumbers((error.Path ?? "").TrimStart('#').TrimStart('/'));
        return [new SchemaFault(place, $"{error.Kind}")];
    }

    private string Write(JsonNode schema, bool isRequest)
    {
        var definitions = new JsonObject();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new Queue<string>();
        var root = Converted(schema, isRequest, Named);
        while (open.TryDequeue(out var reference))
        {
            definitions[names[reference]] = Converted(file.Find(reference), isRequest, Named);
        }

        // A bare reference cannot stand beside definitions.
        var whole = root.ContainsKey("$ref") ? new JsonObject { ["allOf"] = new JsonArray(root) } : root;
        whole["definitions"] = definitions;
        return whole.ToJsonString();

        string Named(string reference)
        {
            if (names.TryAdd(reference, $"part{names.Count + 1}"))
            {
                open.Enqueue(reference);
            }

            return names[reference];
        }
    }

    private static JsonObject Converted(JsonNode? node, bool isRequest, Func<string, string> named)
    {
        if (node is not JsonObject source)
        {
            return new JsonObject();
        }

        if (source["$ref"]?.GetValue<string>() is { } reference)
        {
            return new JsonObject { ["$ref"] = $"#/definitions/{named(reference)}" };
        }

        var made = new JsonObject();
        foreach (var key in Kept.Where(source.ContainsKey))
        {
            made[key] = source[key]!.DeepClone();
        }

        if (source["required"] is JsonArray required)
        {
            made["required"] = required.DeepClone();
        }

        if (source["enum"] is JsonArray values)
        {
            made["enum"] = values.DeepClone();
        }

        Parts(source, made, isRequest, named);
        return source["nullable"]?.GetValue<bool>() == true ? Nullable(made) : made;
    }

    private static void Parts(JsonObject source, JsonObject made, bool isRequest, Func<string, string> named)
    {
        foreach (var key in new[] { "items", "not" }.Where(source.ContainsKey))
        {
            made[key] = Converted(source[key], isRequest, named);
        }

        foreach (var key in new[] { "allOf", "anyOf", "oneOf" })
        {
            if (source[key] is JsonArray parts)
            {
                made[key] = new JsonArray([.. parts.Select(p => Converted(p, isRequest && key != "allOf", named))]);
            }
        }

        if (source["properties"] is JsonObject properties)
        {
            var all = new JsonObject();
            foreach (var (name, property) in properties)
            {
                all[name] = Converted(property, isRequest, named);
            }

            made["properties"] = all;
        }

        var rest = source["additionalProperties"];
        if (rest is JsonObject)
        {
            made["additionalProperties"] = Converted(rest, isRequest, named);
        }
        else if (rest is not null)
        {
            made["additionalProperties"] = rest.DeepClone();
        }
        else if (isRequest && made["properties"] is JsonObject && source["allOf"] is null)
        {
            made["additionalProperties"] = false;
        }
    }

    private static JsonObject Nullable(JsonObject schema)
    {
        if (schema["type"] is JsonValue type)
        {
            schema["type"] = new JsonArray(type.DeepClone(), "null");
            if (schema["enum"] is JsonArray values)
            {
                values.Add((JsonNode?)null);
            }

            return schema;
        }

        return new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "null" }, schema) };
    }
}
