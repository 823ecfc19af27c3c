namespace Bridge.Core.Model;

/// <summary>A message that was triggered and has not gone out yet. EtaBefore is the ETA told before, for its text.</summary>
public sealed record HeldMessage(string Rule, int Number, DateOnly? EtaBefore)
{
    /// <summary>The round of the validation that it was triggered in or after; 0: none was yet.</summary>
    public int Round { get; init; }

    /// <summary>When it is its turn among the tickets of a shared item; null: not asked yet, or it waits for none.</summary>
    public DateTimeOffset? Turn { get; init; }

    /// <summary>What the leak guard stopped; null: it was not stopped, or not looked at yet.</summary>
    public StoppedText? Stopped { get; init; }

    /// <summary>The words that a person gave it instead of the template's, as HTML; null: the template's.</summary>
    public string? Rewritten { get; init; }
}
