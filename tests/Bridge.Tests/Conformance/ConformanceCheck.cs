using System.Text.RegularExpressions;
using Bridge.Sandbox.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace Bridge.Tests.Conformance;

/// <summary>Where a recorded call and the document differ. Place tells the part of the call, such as <c>answer 200 tasks[].id</c>.</summary>
internal sealed record Deviation(string Document, string Operation, string Place, string Kind);

/// <summary>Compares recorded calls with an OpenAPI document: path, query, status, and the bodies of request and answer.</summary>
internal sealed class ConformanceCheck(OpenApiFile file)
{
    private readonly SchemaBook schemas = new(file);
    private readonly SortedSet<string> operations = new(StringComparer.Ordinal);
    private readonly Dictionary<Deviation, string> deviations = [];

    public OpenApiFile File => file;

    /// <summary>The operations of the document that calls were compared with.</summary>
    public IReadOnlyCollection<string> Operations => this.operations;

    public int Calls { get; private set; }

    /// <summary>JSON bodies that were held against a schema.</summary>
    public int Bodies { get; private set; }

    /// <summary>What differs, each with a call that shows it.</summary>
    public IReadOnlyDictionary<Deviation, string> Deviations => this.deviations;

    public async Task CompareAsync(IEnumerable<ApiCall> calls)
    {
        foreach (var call in calls.Where(c => c.Status != 0))
        {
            this.Calls++;
            await this.CompareAsync(call);
        }
    }

    private async Task CompareAsync(ApiCall call)
    {
        if (file.Match(call.Method, call.Path) is not { } operation)
        {
            this.Note(call, $"{call.Method} {Places.WithoutIds(call.Path)}", "path", "Unknown");
            return;
        }

        this.operations.Add(operation.Name);
        this.CompareQuery(call, operation);
        if (!operation.Tells(call.Status))
        {
            this.Note(call, operation.Name, $"answer {call.Status}", "Untold");
        }

        await this.CompareRequestAsync(call, operation);
        if (call.Answer is { Length: > 0 } && operation.AnswerSchema(call.Status) is { } schema)
        {
            this.Bodies++;
            var key = $"{operation.Name} {call.Status}";
            foreach (var fault in await this.schemas.FaultsAsync(key, schema, call.Answer, isRequest: false))
            {
                this.Note(call, operation.Name, $"answer {call.Status} {fault.Place}".TrimEnd(), fault.Kind);
            }
        }
    }

    private void CompareQuery(ApiCall call, ApiOperation operation)
    {
        var given = QueryHelpers.ParseQuery(call.Query).Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var name in given.Where(n => !operation.Query.ContainsKey(n)))
        {
            this.Note(call, operation.Name, $"query {name}", "Unknown");
        }

        foreach (var (name, _) in operation.Query.Where(q => q.Value && !given.Contains(q.Key)))
        {
            this.Note(call, operation.Name, $"query {name}", "Missing");
        }
    }

    /// <summary>A request that was refused need not be right: only those that were done are compared.</summary>
    private async Task CompareRequestAsync(ApiCall call, ApiOperation operation)
    {
        if (call.Body.Length == 0 || call.BodyType != "application/json" || call.Status >= 400)
        {
            return;
        }

        if (operation.RequestSchema(call.BodyType) is not { } schema)
        {
            this.Note(call, operation.Name, "request", operation.TakesBody ? "Untold" : "Unknown");
            return;
        }

        this.Bodies++;
        foreach (var fault in await this.schemas.FaultsAsync(operation.Name, schema, call.Body, isRequest: true))
        {
            this.Note(call, operation.Name, $"request {fault.Place}".TrimEnd(), fault.Kind);
        }
    }

    private void Note(ApiCall call, string operation, string place, string kind) =>
        this.deviations.TryAdd(
            new Deviation(file.Name, operation, place, kind),
            $"{call.Method} {call.Path}{call.Query} → {call.Status}"
        );
}

/// <summary>Places without what differs from call to call.</summary>
internal static partial class Places
{
    public static string WithoutNumbers(string place) =>
        Field().Replace(Number().Replace(place, "[]"), "customfield_N");

    public static string WithoutIds(string path) => Id().Replace(path, "/N");

    [GeneratedRegex(@"\[[0-9]+\]", RegexOptions.None, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("customfield_[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Field();

    [GeneratedRegex("(?<!/api)/[0-9]+(?=/|$)", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
