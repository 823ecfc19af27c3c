namespace Bridge.Connectors;

/// <summary>All configured connections, by name.</summary>
public sealed class ToolSet(IEnumerable<ITool> tools)
{
    private readonly Dictionary<string, ITool> byName = tools.ToDictionary(
        t => t.Name,
        StringComparer.OrdinalIgnoreCase
    );

    public IReadOnlyCollection<ITool> All => this.byName.Values;

    /// <summary>The connection; null when the settings have none of that name.</summary>
    public ITool? Find(string name) => this.byName.GetValueOrDefault(name);
}
