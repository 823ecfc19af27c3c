using System.Collections.Concurrent;
using Bridge.Connectors.Http;

namespace Bridge.Connectors;

/// <summary>The doors of all connections of this node, by name.</summary>
public sealed class ConnectionDoors(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ConnectionDoor> all = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that are shut, by name.</summary>
    public IEnumerable<ConnectionDoor> Shut =>
        this.all.Values.Where(d => d.Pause is not null).OrderBy(d => d.Connection, StringComparer.OrdinalIgnoreCase);

    /// <summary>The door of a connection; made when it is asked for first.</summary>
    public ConnectionDoor Of(string connection) => this.all.GetOrAdd(connection, name => new ConnectionDoor(name, time));
}
