using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Bridge.Core.Model;

/// <summary>A value of a field, as all tools can agree on it. The set is closed; an empty field is null.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Rich), "rich")]
[JsonDerivedType(typeof(Number), "number")]
[JsonDerivedType(typeof(Choice), "choice")]
[JsonDerivedType(typeof(Date), "date")]
[JsonDerivedType(typeof(Moment), "moment")]
[JsonDerivedType(typeof(Flag), "flag")]
[JsonDerivedType(typeof(Person), "person")]
[JsonDerivedType(typeof(List), "list")]
public abstract record FieldValue
{
    private FieldValue() { }

    /// <summary>The value as a person reads it, invariant: dates as yyyy-MM-dd, lists joined by ", ", rich text as plain text.</summary>
    [JsonIgnore]
    public abstract string Display { get; }

    /// <summary>Plain text, also addresses and telephone numbers.</summary>
    public sealed record Text(string Value) : FieldValue
    {
        public override string Display => this.Value;
    }

    /// <summary>Formatted text as HTML. Tools rewrite HTML, so two are the same when their texts are.</summary>
    public sealed record Rich(string Html) : FieldValue
    {
        public override string Display => ValueText.Plain(this.Html);
    }

    public sealed record Number(decimal Value) : FieldValue
    {
        public override string Display => this.Value.ToString("0.############", CultureInfo.InvariantCulture);
    }

    /// <summary>One of a field's named options, by its label.</summary>
    public sealed record Choice(string Label) : FieldValue
    {
        public override string Display => this.Label;
    }

    /// <summary>A calendar day without a zone.</summary>
    public sealed record Date(DateOnly Day) : FieldValue
    {
        public override string Display => this.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>An instant; equal instants are equal whatever their offset.</summary>
    public sealed record Moment(DateTimeOffset At) : FieldValue
    {
        public override string Display =>
            this.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    public sealed record Flag(bool Value) : FieldValue
    {
        public override string Display => this.Value ? "yes" : "no";
    }

    /// <summary>A user of a tool. Id is the tool's own (null when only the name is known); Email null when hidden.</summary>
    public sealed record Person(string Name, string? Email, string? Id) : FieldValue
    {
        public override string Display => this.Name;
    }

    /// <summary>Several texts or labels; order says nothing.</summary>
    public sealed record List(ImmutableArray<string> Values) : FieldValue
    {
        public override string Display => string.Join(", ", this.Values.Order(StringComparer.OrdinalIgnoreCase));

        public bool Equals(List? other) =>
            other is not null && string.Equals(this.Display, other.Display, StringComparison.OrdinalIgnoreCase);

        public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(this.Display);
    }

    /// <summary>
    /// Whether both say the same to a person: text and rich text by their words, choices whatever their case, lists
    /// whatever their order, empty text and an empty list as nothing.
    /// </summary>
    public static bool Same(FieldValue? a, FieldValue? b)
    {
        a = OrNothing(a);
        b = OrNothing(b);
        if (a is null || b is null)
        {
            return a is null && b is null;
        }

        return (a, b) switch
        {
            (Choice x, Choice y) => string.Equals(x.Label, y.Label, StringComparison.OrdinalIgnoreCase),
            (Person x, Person y) when x.Email is not null && y.Email is not null => string.Equals(
                x.Email,
                y.Email,
                StringComparison.OrdinalIgnoreCase
            ),
            (Text or Rich or Person, Text or Rich or Person) => ValueText.SameWords(a.Display, b.Display),
            _ => a.Equals(b),
        };
    }

    /// <summary>The value, or null when it is an empty text, an empty rich text or an empty list.</summary>
    public static FieldValue? OrNothing(FieldValue? value) =>
        value switch
        {
            List { Values.IsDefaultOrEmpty: true } => null,
            Text or Rich or Choice when string.IsNullOrWhiteSpace(value.Display) => null,
            _ => value,
        };
}
