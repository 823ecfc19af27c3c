using System.Text.Json;
using Npgsql;

namespace Bridge.Store;

/// <summary>
/// Claimed cases of which a row cannot be read: a newer program wrote it, and knows words that this one does not. One such
/// case holds up no other.
/// </summary>
internal sealed class Unreadable
{
    private readonly Dictionary<long, string> reasons = [];

    /// <summary>By case, why.</summary>
    public IReadOnlyDictionary<long, string> Reasons => this.reasons;

    public bool Has(long caseId) => this.reasons.ContainsKey(caseId);

    /// <summary>Reads a row whose first column is the case, and adds what it says; one that cannot be read is noted.</summary>
    public void Add<T>(List<T> all, NpgsqlDataReader row, Func<NpgsqlDataReader, T> read)
    {
        try
        {
            all.Add(read(row));
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            this.reasons[row.GetInt64(0)] = e.Message;
        }
    }
}
