using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Format;

/// <summary>The description of the format as a JSON Schema (draft 2020-12), by which an editor completes and explains.</summary>
public sealed class FormatSchema
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly SortedDictionary<string, JsonObject> definitions = new(StringComparer.Ordinal);

    private FormatSchema() { }

    /// <summary>The schema of process files and of the files of shared parts, which editors tell apart by their keys.</summary>
    public static string Write() => new FormatSchema().Whole().ToJsonString(Layout) + "\n";

    private JsonObject Whole()
    {
        this.Define(FileFormat.File);
        this.Define(ConditionFormat.Condition);
        this.Define(SharedFormat.Shared);
        string[] shared = [SharedFormat.Calendars, SharedFormat.FieldSets, SharedFormat.MessageSets];
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Mapping file of the bridge",
            ["if"] = new JsonObject(),
            ["then"] = new JsonObject { ["$ref"] = Path(SharedFormat.Shared.Id) },
            ["else"] = new JsonObject { ["$ref"] = Path(FileFormat.File.Id) },
        };
        Choices((JsonObject)schema["if"]!, "anyOf", [.. shared]);
        var all = new JsonObject();
        foreach (var (id, definition) in this.definitions)
        {
            all[id] = definition;
        }

        schema["$defs"] = all;
        return schema;
    }

    private void Define(GroupRule rule)
    {
        if (this.definitions.ContainsKey(rule.Id))
        {
            return;
        }

        var definition = new JsonObject { ["type"] = "object", ["description"] = rule.Says };
        this.definitions[rule.Id] = definition;
        var properties = new JsonObject();
        foreach (var key in rule.Keys)
        {
            properties[key.Name] = this.Key(key);
        }

        definition["properties"] = properties;
        definition["additionalProperties"] = false;
        var needed = rule.Keys.Where(k => k.Needed is not null).Select(k => k.Name).ToImmutableArray();
        if (!needed.IsEmpty)
        {
            definition["required"] = Texts(needed);
        }

        Choices(definition, "oneOf", rule.ExactlyOne);
        Choices(definition, "anyOf", rule.AtLeastOne);
    }

    private static void Choices(JsonObject definition, string keyword, ImmutableArray<string> keys)
    {
        if (!keys.IsEmpty)
        {
            definition[keyword] = new JsonArray([.. keys.Select(k => new JsonObject { ["required"] = Texts([k]) })]);
        }
    }

    private JsonObject Key(KeyRule key)
    {
        var schema = this.Of(key.Shape);
        schema["description"] = key.Says;
        if (key.Usual is { } usual)
        {
            schema["default"] = Example(usual);
        }

        if (key.Example is { } example && Example(example) is { } value)
        {
            schema["examples"] = new JsonArray(value);
        }

        return schema;
    }

    private JsonObject Of(Shape shape)
    {
        switch (shape)
        {
            case Shape.Choice choice:
                return new JsonObject { ["enum"] = Texts(choice.Words) };
            case Shape.Flag:
                return new JsonObject { ["enum"] = new JsonArray(true, false, "yes", "no") };
            case Shape.Whole whole:
                return new JsonObject
                {
                    ["type"] = "integer",
                    ["minimum"] = whole.Least,
                    ["maximum"] = whole.Most,
                };
            case Shape.Number:
                return new JsonObject { ["type"] = "number" };
            case Shape.Duration duration:
                return Matching(duration.IsWorking ? Durations.WorkingPattern : Durations.Pattern);
            case Shape.Pattern pattern:
                return Matching(pattern.Expression);
            case Shape.Condition:
                return new JsonObject { ["$ref"] = Path(ConditionFormat.Condition.Id) };
            case Shape.Group group:
                this.Define(group.Rule);
                return new JsonObject { ["$ref"] = Path(group.Rule.Id) };
            case Shape.Named named:
                return this.Names(named);
            case Shape.List list:
                return new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = this.Of(list.Item),
                    ["minItems"] = 1,
                };
            case Shape.Several several:
                return new JsonObject
                {
                    ["anyOf"] = new JsonArray(
                        this.Of(several.Item),
                        new JsonObject { ["type"] = "array", ["items"] = this.Of(several.Item) }
                    ),
                };
            case Shape.Either either:
                return new JsonObject { ["anyOf"] = new JsonArray([.. either.Of.Select(this.Of)]) };
            case Shape.Nothing:
                return new JsonObject { ["type"] = "null" };
            case Shape.Template:
                return new JsonObject { ["type"] = "string", ["minLength"] = 1 };
            default:
                return new JsonObject { ["type"] = Texts(["string", "number", "boolean"]) };
        }
    }

    private JsonObject Names(Shape.Named named)
    {
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = this.Of(named.Each) };
        if (named.NamePattern is { } pattern)
        {
            schema["propertyNames"] = new JsonObject { ["pattern"] = pattern };
        }

        return schema;
    }

    /// <summary>A scalar that YAML takes for a number is measured as it is written only when it stands in quotes.</summary>
    private static JsonObject Matching(string pattern) =>
        new() { ["type"] = Texts(["string", "integer"]), ["pattern"] = pattern };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private static string Path(string id) => "#/$defs/" + id.Replace(" ", "%20", StringComparison.Ordinal);

    private static JsonNode? Example(string yaml)
    {
        var notes = new Notes("example", yaml);
        return YamlTree.Read(yaml, notes) is { } node ? Json(node) : null;
    }

    private static JsonNode? Json(YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                var group = new JsonObject();
                foreach (var entry in map.Entries)
                {
                    group[entry.Key.Value] = Json(entry.Value);
                }

                return group;
            case YamlList list:
                return new JsonArray([.. list.Items.Select(Json)]);
            case YamlText { IsQuoted: false } text when bool.TryParse(text.Value, out var truth):
                return truth;
            case YamlText { IsQuoted: false } text
                when decimal.TryParse(text.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number):
                return number;
            default:
                return ((YamlText)node).Value;
        }
    }
}
