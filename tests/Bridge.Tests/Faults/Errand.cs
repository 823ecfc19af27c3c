using Bridge.Core.Model;

namespace Bridge.Tests.Faults;

/// <summary>A case of an errand: what it is about, and what was made on the way.</summary>
internal sealed class Stand
{
    /// <summary>Stands in every text of the case, and in no other's.</summary>
    public required string Word { get; init; }

    public long Ticket { get; set; }

    /// <summary>The item, by its id.</summary>
    public string Item { get; set; } = "";

    /// <summary>How many effects were planned on the way.</summary>
    public long Planned { get; set; }

    /// <summary>The comment that is edited or deleted, or whatever else the errand needs to know.</summary>
    public string Source { get; set; } = "";
}

/// <summary>One kind of effect on one tool: how a case comes to want it, and how often it took hold there.</summary>
/// <param name="Name">As docs/faults.md names it.</param>
/// <param name="Tool">The connection that is written to, or "hook".</param>
/// <param name="Kind">As the journal names it.</param>
/// <param name="Method">Of the call that writes.</param>
internal sealed record Errand(string Name, string Tool, string Kind, string Method)
{
    /// <summary>The path of the call that writes, as a regular expression.</summary>
    public required Func<Stand, string> Path { get; init; }

    /// <summary>Brings a case to where one act is missing.</summary>
    public required Func<Stand, Task> Prepare { get; init; }

    /// <summary>Somebody does something that makes the case want the effect; gives the side that tells of it.</summary>
    public required Func<Stand, Side> Act { get; init; }

    /// <summary>How often the write took hold.</summary>
    public required Func<Stand, int> Count { get; init; }

    /// <summary>For what shows in the bridge alone: whether it took hold there; null: all of it shows in the tool.</summary>
    public Func<Stand, Task<bool>>? Joined { get; init; }

    /// <summary>What a fault comes to.</summary>
    public required Func<Trouble, Meaning> Expected { get; init; }

    /// <summary>True when one in doubt is looked for in the tool.</summary>
    public bool IsSought => this.Expected(Trouble.Cut) == Meaning.LookedFor;

    /// <summary>How often the effect took hold by now.</summary>
    public async Task<int> CountAsync(Stand stand) =>
        this.Count(stand) + (this.Joined is { } joined && await joined(stand) ? 1 : 0);
}
