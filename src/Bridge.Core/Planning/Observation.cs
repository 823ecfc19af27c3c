using System.Collections.Immutable;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>
/// Ticket and item as known now. A side that was not read just now (not fresh) counts as unchanged; its snapshot is the
/// last one, for names and texts only.
/// </summary>
/// <param name="Item">Null when there is no item, or none was ever read.</param>
public sealed record Observation(Snapshot Ticket, Snapshot? Item, bool TicketFresh, bool ItemFresh)
{
    /// <summary>What the customer answered by links and no plan has taken in yet, oldest first.</summary>
    public ImmutableArray<GivenAnswer> Answers { get; init; } = [];

    /// <summary>What people decided about stopped messages and no plan has taken in yet, oldest first.</summary>
    public ImmutableArray<MessageVerdict> Verdicts { get; init; } = [];

    /// <summary>How many tickets of the same item came in before this one; null: nobody has counted.</summary>
    public int? EarlierTickets { get; init; }

    /// <summary>What the knowledge base answered to the plan's question; null: it was not asked.</summary>
    public Searched? Searched { get; init; }

    public Snapshot? On(Side side) => side == Side.Helpdesk ? this.Ticket : this.Item;

    public bool Fresh(Side side) => side == Side.Helpdesk ? this.TicketFresh : this.ItemFresh;
}
