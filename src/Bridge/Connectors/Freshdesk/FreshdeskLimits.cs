using Bridge.Connectors.Http;

namespace Bridge.Connectors.Freshdesk;

/// <summary>
/// What requests count against an account's limits: an include costs extra, and listing, creating and updating tickets
/// have limits a minute of their own, which no answer tells and which follow from the plan's whole limit. Pure.
/// </summary>
internal static class FreshdeskLimits
{
    internal const string Listing = "list";
    internal const string Updating = "update";

    /// <summary>Others use the account too.</summary>
    private const double Share = 0.9;

    /// <summary>What a request counts.</summary>
    /// <param name="path">Below <c>/api/v2/</c>, with its query.</param>
    internal static Charge Charge(HttpMethod method, string path, Priority priority)
    {
        var cut = path.IndexOf('?', StringComparison.Ordinal);
        var (place, query) = cut < 0 ? (path, "") : (path[..cut], path[(cut + 1)..]);
        var steps = place.Split('/');
        var includes = Includes(query);
        return (method.Method, steps) switch
        {
            ("GET", ["tickets"]) => new Charge(priority, 1 + (2 * includes.Length), Listing),
            ("GET", _) => new Charge(priority, 1 + includes.Length + includes.Count(i => i == "conversations")),
            ("PUT", ["tickets", _]) => new Charge(priority, 1, Updating),
            _ => new Charge(priority),
        };
    }

    /// <summary>
    /// The limits beside the whole one, by the whole one: 40 % of it for updates, and for lists what the plan of that limit
    /// has. Two sources differ on the smallest plan (20 of 200, 40 of 100), so both are known by their total.
    /// </summary>
    internal static IEnumerable<(string Part, int PerMinute)> Parts(int whole)
    {
        var lists = whole switch
        {
            < 200 => whole * 4 / 10,
            < 400 => 20,
            < 700 => 100,
            < 1000 => 200,
            < 2000 => 300,
            _ => 400,
        };
        yield return (Listing, Used(lists));
        yield return (Updating, Used(whole * 4 / 10));
    }

    private static int Used(int limit) => Math.Max(1, (int)(limit * Share));

    private static string[] Includes(string query) =>
        query
            .Split('&')
            .Where(part => part.StartsWith("include=", StringComparison.Ordinal))
            .SelectMany(part => part["include=".Length..].Split(',', StringSplitOptions.RemoveEmptyEntries))
            .ToArray();
}
