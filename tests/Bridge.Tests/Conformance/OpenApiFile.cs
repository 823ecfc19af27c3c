using System.Globalization;
using System.Text.Json.Nodes;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Conformance;

/// <summary>An official OpenAPI document beside the repository, and where its paths begin on a server.</summary>
internal sealed class OpenApiFile
{
    private static readonly HashSet<string> Methods = ["get", "put", "post", "delete", "patch", "head"];
    private readonly List<ApiOperation> operations = [];
    private readonly JsonObject root;

    private OpenApiFile(string name, JsonObject root, string prefix)
    {
        this.Name = name;
        this.root = root;
        foreach (var (path, item) in root["paths"]!.AsObject())
        {
            var shared = item!["parameters"] as JsonArray ?? [];
            foreach (var (method, operation) in item.AsObject().Where(m => Methods.Contains(m.Key)))
            {
                this.operations.Add(
                    new ApiOperation(method.ToUpperInvariant(), prefix + path, operation!.AsObject(), shared)
                );
            }
        }
    }

    public string Name { get; }

    public int Operations => this.operations.Count;

    /// <summary>Reads a document; skips the calling test when it is not beside the repository.</summary>
    /// <param name="prefix">What stands before the document's paths in the address of a call, such as <c>/api</c>.</param>
    public static OpenApiFile Read(string file, string prefix)
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "api", "specs", file);
        Assert.SkipUnless(
            File.Exists(path),
            $"The OpenAPI document ../shared/api/specs/{file} is not beside the repository."
        );
        var document = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        return new OpenApiFile(Path.GetFileNameWithoutExtension(file), document, prefix);
    }

    /// <summary>What a reference such as <c>#/components/schemas/Issue</c> points to.</summary>
    public JsonNode Find(string reference)
    {
        JsonNode? at = this.root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(step)
                .Replace("~1", "/", StringComparison.Ordinal)
                .Replace("~0", "~", StringComparison.Ordinal);
            at = at is JsonArray list ? list[int.Parse(name, CultureInfo.InvariantCulture)] : at?[name];
        }

        return at ?? throw new InvalidOperationException($"{this.Name} has nothing at {reference}");
    }

    /// <summary>The operation that a call is of, the one with the fewest variables in its path; null when there is none.</summary>
    public ApiOperation? Match(string method, string path) =>
        this.operations.Where(o => o.Method == method && o.Matches(path)).MinBy(o => o.Template.Count(c => c == '{'));
}

/// <summary>One operation of a document.</summary>
internal sealed class ApiOperation
{
    private readonly string[] steps;
    private readonly JsonObject source;

    public ApiOperation(string method, string template, JsonObject source, JsonArray shared)
    {
        this.Method = method;
        this.Template = template;
        this.source = source;
        this.steps = template.Split('/');
        var parameters = (source["parameters"] as JsonArray ?? []).Concat(shared).OfType<JsonObject>();
        this.Query = parameters
            .Where(p => p["in"]?.GetValue<string>() == "query")
            .GroupBy(p => p["name"]!.GetValue<string>(), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First()["required"]?.GetValue<bool>() == true, StringComparer.Ordinal);
    }

    public string Method { get; }

    public string Template { get; }

    public string Name => $"{this.Method} {this.Template}";

    /// <summary>The query parameters, and whether each is required.</summary>
    public IReadOnlyDictionary<string, bool> Query { get; }

    public bool Matches(string called)
    {
        var parts = called.Split('/');
        return parts.Length == this.steps.Length
            && this.steps.Zip(parts).All(s => s.First == s.Second || (s.First.StartsWith('{') && s.Second.Length > 0));
    }

    /// <summary>The schema of a request's body of this media type; null when the document gives none.</summary>
    public JsonNode? RequestSchema(string mediaType) => Schema(this.source["requestBody"]?["content"], mediaType);

    public bool TakesBody => this.source["requestBody"] is not null;

    /// <summary>Whether the document tells of this status.</summary>
    public bool Tells(int status) => this.Answer(status) is not null;

    /// <summary>The schema of the JSON answered with this status; null when the document gives none.</summary>
    public JsonNode? AnswerSchema(int status) => Schema(this.Answer(status)?["content"], "application/json");

    private static JsonNode? Schema(JsonNode? content, string mediaType) =>
        (content?[mediaType] ?? content?["*/*"])?["schema"];

    private JsonNode? Answer(int status)
    {
        var all = this.source["responses"];
        return all?[$"{status}"] ?? all?[$"{status / 100}XX"] ?? all?["default"];
    }
}
