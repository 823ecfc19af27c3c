namespace Bridge.Tests.Crash;

/// <summary>Bridges on one database, by their numbers; they end with this.</summary>
/// <param name="more">Settings of all of them.</param>
internal sealed class NodeSet(CrashWorld world, params (string Key, string Value)[] more) : IAsyncDisposable
{
    private readonly SortedDictionary<int, BridgeProcess> nodes = [];

    public BridgeProcess this[int number] => this.nodes[number];

    /// <summary>The processes that run or ran last, in the order of their numbers.</summary>
    public IReadOnlyList<int> Ids => [.. this.nodes.Values.Select(n => n.Id)];

    /// <summary>Starts a node, in the place of an earlier one.</summary>
    public async Task StartAsync(int number)
    {
        var node = await world.StartNodeAsync(number, more);
        BridgeProcess? old;
        lock (this.nodes)
        {
            old = this.nodes.GetValueOrDefault(number);
            this.nodes[number] = node;
        }

        if (old is not null)
        {
            await old.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in this.nodes.Values)
        {
            node.Signal("CONT");
            await node.DisposeAsync();
        }
    }

    public override string ToString() => string.Join('\n', this.nodes.Select(n => $"node {n.Key}:\n{n.Value.Log}"));
}
