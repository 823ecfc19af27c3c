using System.Text.Json;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Conformance;

/// <summary>A place where a document is known to be wrong or silent, and why we think so. A text that ends in * is a beginning.</summary>
internal sealed record KnownDeviation(string Document, string Operation, string Place, string Kind, string Reason)
{
    public bool Covers(Deviation found) =>
        Fits(this.Document, found.Document)
        && Fits(this.Operation, found.Operation)
        && Fits(this.Place, found.Place)
        && Fits(this.Kind, found.Kind);

    private static bool Fits(string known, string found) =>
        known.EndsWith('*') ? found.StartsWith(known[..^1], StringComparison.Ordinal) : known == found;
}

/// <summary>The list of them, kept as data in <c>deviations.json</c> beside this file.</summary>
internal static class KnownDeviations
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<KnownDeviation> Read(string document)
    {
        var path = Path.Combine(Repository.Root, "tests", "Bridge.Tests", "Conformance", "deviations.json");
        var all = JsonSerializer.Deserialize<List<KnownDeviation>>(File.ReadAllText(path), Json)!;
        return [.. all.Where(d => d.Document == document)];
    }
}
