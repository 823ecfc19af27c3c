namespace Bridge.Connectors.Http;

/// <summary>Who goes first when a connection's budget is short.</summary>
public enum Priority
{
    CustomerMessage,
    State,
    Rest,
    Backfill,
}

/// <summary>What one request takes of a connection's budget.</summary>
/// <param name="Cost">How much of the whole limit it counts (Freshdesk counts an include as one or two more).</param>
/// <param name="Part">The limit beside the whole one that it counts against too, as one request (Freshdesk's of listing, creating, updating); null: none.</param>
public readonly record struct Charge(Priority Priority, int Cost = 1, string? Part = null);
