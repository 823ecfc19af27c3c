using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bridge.Core.Tests.Mappings.Format;

/// <summary>Validates by those keywords of draft 2020-12 that the schema uses; any other keyword throws.</summary>
internal sealed class SchemaValidator(JsonObject schema)
{
    /// <summary>What does not hold, with its path; empty when all does.</summary>
    internal IReadOnlyList<string> Errors(JsonNode? value) => [.. this.Errors(schema, value, "$")];

    private IEnumerable<string> Errors(JsonObject rule, JsonNode? value, string path)
    {
        foreach (var (keyword, said) in rule)
        {
            foreach (var error in this.Errors(rule, keyword, said!, value, path))
            {
                yield return error;
            }
        }
    }

    private IEnumerable<string> Errors(JsonObject rule, string keyword, JsonNode said, JsonNode? value, string path)
    {
        switch (keyword)
        {
            case "$schema" or "title" or "$defs" or "description" or "default" or "examples" or "if":
                return [];
            case "then" or "else":
                var chosen = this.Errors((JsonObject)rule["if"]!, value, path).Any() ? "else" : "then";
                return chosen == keyword ? this.Errors((JsonObject)said, value, path) : [];
            case "$ref":
                return this.Errors(this.Definition(said.GetValue<string>()), value, path);
            case "type":
                string[] types = said is JsonArray many
                    ? [.. many.Select(t => t!.GetValue<string>())]
                    : [said.GetValue<string>()];
                return Fails(types.Any(t => Is(value, t)), $"{path} is no {string.Join(" or ", types)}");
            case "enum":
                return Fails(
                    ((JsonArray)said).Any(v => JsonNode.DeepEquals(v, value)),
                    $"{path} is none of {said.ToJsonString()}"
                );
            case "pattern":
                return Fails(
                    value is JsonObject or JsonArray
                        || Regex.IsMatch(
                            value!.ToString(),
                            said.GetValue<string>(),
                            RegexOptions.None,
                            TimeSpan.FromSeconds(1)
                        ),
                    $"{path} is not like {said}"
                );
            case "minimum":
                return Fails(value is not JsonValue || Number(value) >= Number(said), $"{path} is under {said}");
            case "maximum":
                return Fails(value is not JsonValue || Number(value) <= Number(said), $"{path} is over {said}");
            case "minLength" or "minItems":
                var size = value is JsonArray list ? list.Count : value?.ToString().Length;
                return Fails(size >= (int)said, $"{path} is too short");
            case "required":
                return ((JsonArray)said).SelectMany(k =>
                    Fails(value is not JsonObject g || g.ContainsKey((string)k!), $"{path} has no {k}")
                );
            case "anyOf":
                return Fails(this.Holding((JsonArray)said, value, path) > 0, $"{path} is nothing that may stand there");
            case "oneOf":
                return Fails(this.Holding((JsonArray)said, value, path) == 1, $"{path} must have one of its heads");
            case "items":
                return value is JsonArray items
                    ? items.SelectMany((item, i) => this.Errors((JsonObject)said, item, $"{path}[{i}]"))
                    : [];
            case "propertyNames":
                return value is JsonObject named
                    ? named.SelectMany(e => this.Errors((JsonObject)said, JsonValue.Create(e.Key), $"{path}.{e.Key}"))
                    : [];
            case "properties":
                return value is JsonObject group
                    ? ((JsonObject)said).SelectMany(p =>
                        group.ContainsKey(p.Key)
                            ? this.Errors((JsonObject)p.Value!, group[p.Key], $"{path}.{p.Key}")
                            : []
                    )
                    : [];
            case "additionalProperties":
                return value is JsonObject all
                    ? all.Where(e => rule["properties"] is not JsonObject known || !known.ContainsKey(e.Key))
                        .SelectMany(e =>
                            said is JsonObject each
                                ? this.Errors(each, e.Value, $"{path}.{e.Key}")
                                : [$"{path} knows no {e.Key}"]
                        )
                    : [];
            default:
                throw new NotSupportedException(keyword);
        }
    }

    private int Holding(JsonArray rules, JsonNode? value, string path) =>
        rules.Count(r => !this.Errors((JsonObject)r!, value, path).Any());

    private JsonObject Definition(string path) =>
        (JsonObject)schema["$defs"]![path["#/$defs/".Length..].Replace("%20", " ", StringComparison.Ordinal)]!;

    private static decimal Number(JsonNode value) =>
        decimal.TryParse(value.ToString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number
            : decimal.MinValue;

    private static bool Is(JsonNode? value, string type) =>
        type switch
        {
            "object" => value is JsonObject,
            "array" => value is JsonArray,
            "string" => value is JsonValue && value.GetValueKind() == System.Text.Json.JsonValueKind.String,
            "boolean" => value is JsonValue
                && value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
            "integer" => value is JsonValue
                && value.GetValueKind() == System.Text.Json.JsonValueKind.Number
                && Number(value) == Math.Floor(Number(value)),
            "number" => value is JsonValue && value.GetValueKind() == System.Text.Json.JsonValueKind.Number,
            "null" => value is null,
            _ => throw new NotSupportedException(type),
        };

    private static IEnumerable<string> Fails(bool holds, string error) => holds ? [] : [error];
}
