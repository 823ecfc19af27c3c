using System.Collections.Immutable;

namespace Bridge.Connectors.Freshdesk;

/// <summary>What a ticket field of the live account holds.</summary>
internal enum FieldForm
{
    /// <summary>One line, also an address.</summary>
    Line,

    /// <summary>Several lines of plain text: Freshdesk's paragraph fields keep no markup.</summary>
    Lines,

    Html,
    Number,

    /// <summary>An option, stored as its label.</summary>
    Label,

    /// <summary>An option, stored as its number: status, priority, source, group, product.</summary>
    Numbered,
    Agent,
    Day,
    Moment,
    Flag,
    Labels,

    /// <summary>Read only: of the requester, the company or the ticket itself.</summary>
    Fixed,
}

/// <summary>A ticket field of the live account.</summary>
/// <param name="Name">What <c>/ticket_fields</c> calls it ("ticket_type", "cf_issue_type_297457").</param>
/// <param name="Key">The attribute of a ticket that carries it ("type"), or the key below <c>custom_fields</c>.</param>
/// <param name="Options">Empty where any value goes.</param>
internal sealed record LiveField(
    string Name,
    string Label,
    FieldForm Form,
    string Key,
    bool Custom,
    ImmutableArray<Option> Options
)
{
    internal bool HasOptions => this.Form is FieldForm.Label or FieldForm.Numbered or FieldForm.Agent;

    internal Option? OptionOf(string label) =>
        this.Options.FirstOrDefault(o =>
            string.Equals(o.Label.Trim(), label.Trim(), StringComparison.OrdinalIgnoreCase)
        );

    internal Option? OptionOf(long id) => this.Options.FirstOrDefault(o => o.Id == id);
}
