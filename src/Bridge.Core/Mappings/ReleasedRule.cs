namespace Bridge.Core.Mappings;

/// <summary>When a fix is in the customers' hands, where that is another moment than when it is done.</summary>
public sealed record ReleasedRule
{
    /// <summary>Asked at each look; null: the stage says it.</summary>
    public Condition? When { get; init; }

    /// <summary>It is released once the case has come to this stage; null: the condition says it.</summary>
    public string? Stage { get; init; }

    /// <summary>The condition is asked from this stage on; null: from the start.</summary>
    public string? FromStage { get; init; }
}
