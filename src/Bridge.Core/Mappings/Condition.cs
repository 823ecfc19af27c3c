using System.Collections.Immutable;

namespace Bridge.Core.Mappings;

/// <summary>
/// A question about a ticket. Names are fields of the process, or <see cref="Model.FieldNames"/> and custom field labels
/// of the helpdesk. Comparison of texts ignores case and outer white space. The set is closed.
/// </summary>
public abstract record Condition
{
    private Condition() { }

    public sealed record All(ImmutableArray<Condition> Of) : Condition;

    public sealed record Any(ImmutableArray<Condition> Of) : Condition;

    public sealed record Not(Condition Of) : Condition;

    /// <summary>The value, or for a list one of its values, equals one of these.</summary>
    public sealed record IsOneOf(string Field, ImmutableArray<string> Values) : Condition;

    /// <summary>The text contains this.</summary>
    public sealed record Contains(string Field, string Text) : Condition;

    /// <summary>The field is filled.</summary>
    public sealed record Present(string Field) : Condition;

    /// <summary>The number or date (yyyy-MM-dd) is at least this.</summary>
    public sealed record AtLeast(string Field, string Value) : Condition;

    /// <summary>The number or date (yyyy-MM-dd) is at most this.</summary>
    public sealed record AtMost(string Field, string Value) : Condition;
}
