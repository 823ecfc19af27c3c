using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>Which case a person means.</summary>
public sealed record FoundCase(long Id, string Helpdesk, string TicketId);

/// <summary>Finds the case of a ticket as people write it: "4711", "#4711", or "freshdesk/4711".</summary>
public static class CaseLookup
{
    /// <summary>One of the two: the case, or why there is none or more than one.</summary>
    public static async Task<(FoundCase? Found, string? Problem)> FindAsync(
        NpgsqlDataSource source,
        string ticket,
        CancellationToken cancel
    )
    {
        var slash = ticket.LastIndexOf('/');
        var helpdesk = slash > 0 ? ticket[..slash] : null;
        var number = ticket[(slash + 1)..].TrimStart('#');
        await using var connection = await source.OpenConnectionAsync(cancel);
        var rows = (
            await connection.QueryAsync<FoundCase>(
                new CommandDefinition(
                    """
                    select id as "Id", helpdesk as "Helpdesk", ticket_id as "TicketId" from cases
                    where ticket_id = @number and (@helpdesk::text is null or lower(helpdesk) = lower(@helpdesk))
                    order by helpdesk
                    """,
                    new { number, helpdesk },
                    cancellationToken: cancel
                )
            )
        ).ToList();
        return rows switch
        {
            [var one] => (one, null),
            [] => (null, $"The bridge has no case of the ticket {ticket}: it has never looked at it."),
            _ => (
                null,
                $"Several helpdesks have a ticket {number}: say {string.Join(" or ", rows.Select(r => $"{r.Helpdesk}/{r.TicketId}"))}."
            ),
        };
    }
}
