using System.Collections.Immutable;

namespace Bridge.Core.Model;

/// <summary>What a customer says of a fix, or that nothing was heard.</summary>
public enum CustomerAnswer
{
    Works,
    Broken,

    /// <summary>The response window ended without an answer.</summary>
    Silence,
}

/// <summary>One time that a fix was put before the customer. It is over when the case has left the stage.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Since">When the stage was entered: the time of the visit that the round belongs to.</param>
public sealed record ValidationRound(int Number, DateTimeOffset Since)
{
    /// <summary>Where the response window begins: Since, or an agent's reply to what the customer wrote.</summary>
    public DateTimeOffset WindowFrom
    {
        get;
        init => field = value == default ? this.Since : value;
    } = Since;

    /// <summary>What was done, as the record field said it; null: it said nothing.</summary>
    public string? Record { get; init; }

    /// <summary>How many of the window's reminders are behind.</summary>
    public int Reminded { get; init; }

    /// <summary>Ids of the customer's and agents' replies of this round that were taken in.</summary>
    public ImmutableArray<string> Heard
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>True from a plain reply of the customer until an agent has judged it: nobody is reminded, nothing is closed.</summary>
    public bool AwaitsJudgement { get; init; }

    /// <summary>Null: none yet.</summary>
    public CustomerAnswer? Answer { get; init; }

    /// <summary>What the customer wrote beside the answer; null: nothing.</summary>
    public string? Remark { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When agents were told of the silence of a ticket that is kept open; null: not.</summary>
    public DateTimeOffset? SilenceToldAt { get; init; }
}

/// <summary>An answer that a customer gave by a link, and that no plan has taken in yet.</summary>
/// <param name="Id">The store's id of it.</param>
/// <param name="Round">The round that the link was of.</param>
/// <param name="Remark">What the customer wrote beside it; null: nothing.</param>
public sealed record GivenAnswer(long Id, int Round, CustomerAnswer Answer, string? Remark, DateTimeOffset At);
