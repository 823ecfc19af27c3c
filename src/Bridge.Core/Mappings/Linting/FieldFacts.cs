using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Mappings.Checking;

namespace Bridge.Core.Mappings.Linting;

/// <summary>What is said of every field at once, by the name that the helpdesk gives it.</summary>
internal sealed class FieldFacts
{
    private readonly ImmutableDictionary<string, Facts> fields;

    private FieldFacts(ImmutableDictionary<string, Facts> fields) => this.fields = fields;

    internal static FieldFacts None { get; } =
        new(ImmutableDictionary.Create<string, Facts>(StringComparer.OrdinalIgnoreCase));

    /// <summary>The values that a field may have; empty when nothing is said of it.</summary>
    internal IEnumerable<string> Values(string field) =>
        this.fields.TryGetValue(field, out var facts) && facts.OneOf is { } values ? values : [];

    /// <summary>An example in words: "status 'Elevating', type 'Bug'"; empty when no value is named.</summary>
    internal string Example() =>
        string.Join(
            ", ",
            this.fields.Where(f => f.Value.OneOf is { IsEmpty: false })
                .OrderBy(f => f.Key, StringComparer.Ordinal)
                .Select(f => $"{f.Key} '{f.Value.OneOf!.Value[0]}'")
        );

    /// <summary>With one more that is said; null when that excludes what was said before.</summary>
    internal FieldFacts? With(ProcessMapping process, Condition condition, bool isTrue)
    {
        var name = condition switch
        {
            Condition.IsOneOf one => one.Field,
            Condition.Contains contains => contains.Field,
            Condition.Present present => present.Field,
            Condition.AtLeast least => least.Field,
            Condition.AtMost most => most.Field,
            _ => null,
        };
        if (name is null)
        {
            return this;
        }

        var rule = process.Field(name);
        var type = rule?.Type ?? KnownFields.Of(name)?.Type;
        if (type == FieldType.List && condition is not Condition.Present)
        {
            return this;
        }

        var key = rule is null ? name : rule.HelpdeskField ?? "item: " + rule.TrackerField;
        var facts = (this.fields.GetValueOrDefault(key) ?? Facts.None).With(condition, isTrue);
        return facts.IsPossible ? new FieldFacts(this.fields.SetItem(key, facts)) : null;
    }

    /// <summary>What is said of one field.</summary>
    private sealed record Facts
    {
        internal static readonly Facts None = new();

        internal ImmutableArray<string>? OneOf { get; private init; }

        private ImmutableHashSet<string> NoneOf { get; init; } =
            ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

        private ImmutableArray<string> Contains { get; init; } = [];

        private ImmutableArray<string> ContainsNot { get; init; } = [];

        private bool IsFilled { get; init; }

        private bool IsEmpty { get; init; }

        private decimal Least { get; init; } = decimal.MinValue;

        private decimal Most { get; init; } = decimal.MaxValue;

        /// <summary>When filled, the number is under this.</summary>
        private decimal Under { get; init; } = decimal.MaxValue;

        /// <summary>When filled, the number is over this.</summary>
        private decimal Over { get; init; } = decimal.MinValue;

        internal bool IsPossible =>
            !(this.IsFilled && this.IsEmpty)
            && this.OneOf is not { IsEmpty: true }
            && this.Least <= this.Most
            && !this.Contains.Any(c => this.ContainsNot.Any(n => c.Contains(n, StringComparison.OrdinalIgnoreCase)))
            && (!this.IsFilled || (this.Least < this.Under && this.Most > this.Over));

        internal Facts With(Condition condition, bool isTrue)
        {
            var next = (condition, isTrue) switch
            {
                (Condition.IsOneOf one, true) => this with
                {
                    IsFilled = true,
                    OneOf =
                    [
                        .. (this.OneOf ?? one.Values).Where(v =>
                            one.Values.Contains(v, StringComparer.OrdinalIgnoreCase)
                        ),
                    ],
                },
                (Condition.IsOneOf one, false) => this with { NoneOf = this.NoneOf.Union(one.Values) },
                (Condition.Contains c, true) => this with { IsFilled = true, Contains = this.Contains.Add(c.Text) },
                (Condition.Contains c, false) => this with { ContainsNot = this.ContainsNot.Add(c.Text) },
                (Condition.Present, true) => this with { IsFilled = true },
                (Condition.Present, false) => this with { IsEmpty = true },
                (Condition.AtLeast a, true) => this with
                {
                    IsFilled = true,
                    Least = Math.Max(this.Least, Number(a.Value) ?? this.Least),
                },
                (Condition.AtLeast a, false) => this with
                {
                    Under = Math.Min(this.Under, Number(a.Value) ?? this.Under),
                },
                (Condition.AtMost a, true) => this with
                {
                    IsFilled = true,
                    Most = Math.Min(this.Most, Number(a.Value) ?? this.Most),
                },
                (Condition.AtMost a, false) => this with { Over = Math.Max(this.Over, Number(a.Value) ?? this.Over) },
                _ => this,
            };
            return next.OneOf is { } values ? next with { OneOf = [.. values.Where(next.Allows)] } : next;
        }

        private bool Allows(string value) =>
            !this.NoneOf.Contains(value)
            && this.Contains.All(c => value.Contains(c, StringComparison.OrdinalIgnoreCase))
            && !this.ContainsNot.Any(c => value.Contains(c, StringComparison.OrdinalIgnoreCase));

        /// <summary>Days count as numbers, by their day of the era.</summary>
        private static decimal? Number(string text) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day.DayNumber
            : decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number
            : null;
    }
}
