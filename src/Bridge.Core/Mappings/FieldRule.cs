using System.Collections.Immutable;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings;

public enum FieldType
{
    Text,

    /// <summary>Formatted text, as HTML.</summary>
    Html,
    Number,
    Choice,
    Date,
    DateTime,
    Bool,
    Url,
    User,
    List,
}

/// <summary>Who is right when both sides changed a field to different values.</summary>
public enum Owner
{
    Helpdesk,
    Tracker,

    /// <summary>The side that was updated last; the tracker when both were at the same time.</summary>
    Newest,
}

/// <summary>Which way changes of a field travel.</summary>
public enum Direction
{
    Both,
    ToTracker,
    ToHelpdesk,
}

/// <summary>One option of a choice as each tool calls it.</summary>
public sealed record ValuePair(string Helpdesk, string Tracker);

/// <summary>One field of the process and where it lives in each tool.</summary>
public sealed record FieldRule
{
    /// <summary>What the process calls it; gates and templates use this name.</summary>
    public required string Name { get; init; }

    public FieldType Type { get; init; }

    /// <summary>Its name in the helpdesk: a <see cref="FieldNames"/> or a custom field's label. Null: not kept there.</summary>
    public string? HelpdeskField { get; init; }

    /// <summary>Its name in the tracker, likewise.</summary>
    public string? TrackerField { get; init; }

    public Owner Owner { get; init; } = Owner.Newest;

    public Direction Direction { get; init; } = Direction.Both;

    /// <summary>
    /// For choices: what each side calls an option. The helpdesk's word is the canonical one. Empty: both sides use the
    /// same words. Where several pairs share a word, the first is written.
    /// </summary>
    public ImmutableArray<ValuePair> Values { get; init; } = [];

    public string? On(Side side) => side == Side.Helpdesk ? this.HelpdeskField : this.TrackerField;

    /// <summary>True when changes on the other side may be written to this one.</summary>
    public bool MayWrite(Side side) =>
        this.On(side) is not null
        && this.On(side.Other()) is not null
        && (
            this.Direction == Direction.Both
            || this.Direction == (side == Side.Tracker ? Direction.ToTracker : Direction.ToHelpdesk)
        );
}
