namespace Bridge.Core.Mappings;

/// <summary>How the customers of many tickets hear of the one item that the tickets share.</summary>
public sealed record SharedItemRule
{
    /// <summary>So many customers within a time; the others wait for their turn, in the order in which their tickets came in. Null: all at once.</summary>
    public EtaPace? AtMost { get; init; }

    /// <summary>A ticket with this tag hears no news of its item; null: there is no such tag.</summary>
    public string? OptOutTag { get; init; }
}
