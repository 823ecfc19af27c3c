using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>The query string of a task list, each parameter read once.</summary>
internal sealed class TaskQuery(IQueryCollection query)
{
    private readonly Dictionary<string, (long?, long?)> ranges = [];

    public string? One(string name) => query.TryGetValue(name, out var values) ? values[0] : null;

    public bool Flag(string name) => string.Equals(this.One(name), "true", StringComparison.OrdinalIgnoreCase);

    public long? Whole(string name) =>
        long.TryParse(this.One(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    /// <summary>A repeated name[] parameter; names compare whatever their case.</summary>
    public HashSet<string> Many(string name) =>
        query.TryGetValue(name + "[]", out var values)
            ? values.OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase)
            : [];

    /// <summary>A parameter repeated under its plain name.</summary>
    public IEnumerable<string> All(string name) => query[name].OfType<string>();

    /// <summary>The _gt and _lt bounds of a date.</summary>
    public (long? After, long? Before) Range(string name)
    {
        if (!this.ranges.TryGetValue(name, out var range))
        {
            this.ranges[name] = range = (this.Whole(name + "_gt"), this.Whole(name + "_lt"));
        }

        return range;
    }
}
