namespace Bridge.Core.Mappings.Checking;

/// <summary>What stands in conditions.</summary>
internal static class Conditions
{
    /// <summary>True when the condition asks for a field anywhere in it.</summary>
    internal static bool Ask(Condition? condition, string field) =>
        condition switch
        {
            Condition.All all => all.Of.Any(c => Ask(c, field)),
            Condition.Any any => any.Of.Any(c => Ask(c, field)),
            Condition.Not not => Ask(not.Of, field),
            Condition.IsOneOf one => Same(one.Field, field),
            Condition.Contains contains => Same(contains.Field, field),
            Condition.Present present => Same(present.Field, field),
            Condition.AtLeast least => Same(least.Field, field),
            Condition.AtMost most => Same(most.Field, field),
            _ => false,
        };

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
