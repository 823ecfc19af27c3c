using Npgsql;

namespace Bridge.Store;

/// <summary>The statements of a transaction about one case that waits for paused connections.</summary>
internal static class PauseWrites
{
    /// <summary>
    /// When a case is looked at again that waits for a pause that is over: this node has not heard of that yet, but will have.
    /// </summary>
    internal static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The rows of the pauses are held until this is committed, so whoever ends one finds the case. The story is told once a
    /// pause.
    /// </summary>
    internal static void Waits(NpgsqlBatch batch, long id, IReadOnlyCollection<string> connections, DateTimeOffset now)
    {
        if (connections.Count > 0)
        {
            CaseWrites.Add(
                batch,
                """
                with held as (
                    select connection, words from connection_pauses where connection = any(@waits) for key share
                ),
                added as (
                    insert into connection_waits (connection, case_id) select connection, @id from held
                    on conflict do nothing returning connection
                )
                insert into timeline (case_id, at, kind, text)
                select @id, @now, 'waits', format(
                    'the connection ''%s'' is paused: %s; what needs it is done when it goes on', h.connection, h.words)
                from held h join added a on a.connection = h.connection
                """,
                new("id", id),
                new("waits", connections.ToArray()),
                new("now", now)
            );
        }
    }

    /// <summary>Gives back a case that waits for paused connections.</summary>
    internal static void Rest(
        NpgsqlBatch batch,
        long id,
        IReadOnlyCollection<string> connections,
        DateTimeOffset again,
        DateTimeOffset now
    ) =>
        CaseWrites.Add(
            batch,
            """
            update cases set
                ready_at = case when exists (
                    select 1 from unnest(@waits) as w(connection)
                    where not exists (select 1 from connection_pauses p where p.connection = w.connection)
                ) then @soon else @again end,
                lease_node = null, lease_token = null, lease_until = null
            where id = @id
            """,
            new("id", id),
            new("waits", connections.ToArray()),
            new("again", again),
            new("soon", now + Soon)
        );
}
