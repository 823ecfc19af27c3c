using System.Collections.Immutable;

namespace Bridge.Webhooks;

/// <summary>
/// The changes that webhooks told of lately and whose signals are committed: the second delivery of the same change needs no
/// look. Forgetting some, or all at a restart, costs a read and loses nothing. Thread safe.
/// </summary>
public sealed class ToldChanges
{
    private const int MostOfOneAge = 20_000;
    private readonly Lock gate = new();
    private HashSet<(string Connection, string Key)> young = [];
    private HashSet<(string Connection, string Key)> old = [];

    /// <summary>True when all of these changes were told before; a delivery without keys never is.</summary>
    public bool Knows(string connection, ImmutableArray<string> keys)
    {
        if (keys.IsDefaultOrEmpty)
        {
            return false;
        }

        lock (this.gate)
        {
            return keys.All(key => this.young.Contains((connection, key)) || this.old.Contains((connection, key)));
        }
    }

    /// <summary>To be called once their signals are committed.</summary>
    public void Add(string connection, ImmutableArray<string> keys)
    {
        lock (this.gate)
        {
            foreach (var key in keys)
            {
                if (this.young.Count >= MostOfOneAge)
                {
                    (this.old, this.young) = (this.young, []);
                }

                this.young.Add((connection, key));
            }
        }
    }
}
