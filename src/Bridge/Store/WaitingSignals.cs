namespace Bridge.Store;

/// <summary>How many signals of cases wait, and since when the oldest does: as SQL that costs the same for a million of them.</summary>
internal static class WaitingSignals
{
    /// <summary>Counted no further; above it the database's own estimate is given.</summary>
    public const int MostCounted = 10_000;

    public static readonly string Count = $"""
        (select case
            when counted.n <= {MostCounted} then counted.n
            else greatest(counted.n, (select reltuples::bigint from pg_class where oid = 'signals_waiting'::regclass)) end
        from (select count(*) as n from (
            select from signals where case_id is not null limit {MostCounted + 1}) first) counted)
        """;

    public const string Oldest = "(select min(received_at) from signals where case_id is not null)";
}
