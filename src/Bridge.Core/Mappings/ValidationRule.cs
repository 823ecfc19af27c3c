using System.Collections.Immutable;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings;

/// <summary>How a fix is put before the customer, and what each answer, or none, leads to.</summary>
public sealed record ValidationRule
{
    /// <summary>The stage in which the ticket waits for the customer; entering it starts a round.</summary>
    public required string Stage { get; init; }

    /// <summary>The choice field that holds the answer: links write it, and an agent may set it.</summary>
    public required string AnswerField { get; init; }

    /// <summary>The field that says what was done, kept by round; null: none is.</summary>
    public string? Record { get; init; }

    public required AnswerRule Works { get; init; }

    public required AnswerRule Broken { get; init; }

    /// <summary>Null: the bridge waits as long as it takes and reminds nobody.</summary>
    public SilenceRule? Silence { get; init; }

    /// <summary>How long the links of a round hold, from its beginning.</summary>
    public TimeSpan LinksExpireAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>A ticket with this tag is never reminded and never closed by silence; null: there is no such tag.</summary>
    public string? OptOutTag { get; init; }

    /// <summary>The value of the answer field that stands for an answer; null: none does.</summary>
    public string? ValueOf(CustomerAnswer answer) =>
        answer switch
        {
            CustomerAnswer.Works => this.Works.Value,
            CustomerAnswer.Broken => this.Broken.Value,
            _ => this.Silence?.Value,
        };

    /// <summary>The answer that a value of the field stands for; null: none of the customer's.</summary>
    public CustomerAnswer? AnswerOf(FieldValue? value) =>
        value?.Display.Trim() is not { } text ? null
        : string.Equals(text, this.Works.Value, StringComparison.OrdinalIgnoreCase) ? CustomerAnswer.Works
        : string.Equals(text, this.Broken.Value, StringComparison.OrdinalIgnoreCase) ? CustomerAnswer.Broken
        : null;

    /// <summary>Where an answer may lead to, the first way that holds; empty: the ticket is kept open.</summary>
    public ImmutableArray<AnswerWay> WaysOf(CustomerAnswer answer) =>
        answer switch
        {
            CustomerAnswer.Works => this.Works.Ways,
            CustomerAnswer.Broken => this.Broken.Ways,
            _ => this.Silence?.Then is { } then ? [new AnswerWay(null, then)] : [],
        };
}

/// <summary>An answer: the answer field's value, in the helpdesk's word, and where it leads to, the first way that holds.</summary>
public sealed record AnswerRule(string Value, ImmutableArray<AnswerWay> Ways);

/// <summary>A stage that an answer leads to.</summary>
/// <param name="When">Null: always.</param>
public sealed record AnswerWay(Condition? When, string Stage);

/// <summary>The response window, and what its end without an answer means.</summary>
public sealed record SilenceRule
{
    /// <summary>When the customer is reminded, from the beginning of the window, ascending.</summary>
    public ImmutableArray<TimeLimit> RemindAfter { get; init; } = [];

    /// <summary>The length of the window.</summary>
    public required TimeLimit After { get; init; }

    /// <summary>Written to the answer field at the end; null: the field stays as it is.</summary>
    public string? Value { get; init; }

    /// <summary>The stage that silence leads to; null: the ticket is kept open and the agents hear of it once.</summary>
    public string? Then { get; init; }
}
