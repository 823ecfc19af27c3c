namespace Bridge.Core.Mappings;

/// <summary>What a process takes from the helpdesk's knowledge base, and what it gives back.</summary>
/// <param name="Suggest">Null: no candidates are looked for.</param>
/// <param name="Draft">Null: no article is drafted.</param>
public sealed record KnowledgeRule(SuggestRule? Suggest, DraftRule? Draft);

/// <summary>Known solutions are looked for by the words of the subject, once a case, and offered in one private note.</summary>
/// <param name="Stage">The stage whose first entry asks for them.</param>
/// <param name="AtMost">So many are offered.</param>
public sealed record SuggestRule(string Stage, int AtMost);

/// <summary>An article that is made as a draft, once a case, for a person to check and publish.</summary>
public sealed record DraftRule
{
    /// <summary>The stage whose entry makes it; null: any whose outcome is resolved.</summary>
    public string? Stage { get; init; }

    /// <summary>The folder by name, or by its path from the category down: "General > Known solutions".</summary>
    public required string Folder { get; init; }

    /// <summary>One line of plain text.</summary>
    public required Template Title { get; init; }

    /// <summary>A template that gives HTML.</summary>
    public required Template Body { get; init; }

    /// <summary>Asked when the stage is entered; null: always.</summary>
    public Condition? OnlyIf { get; init; }
}
