namespace Bridge.Core.Model;

/// <summary>Names of what the bridge itself knows of a case, for conditions and gates; no tool has a field of it.</summary>
public static class CaseNames
{
    /// <summary>How often the case moved back to an earlier stage, as a number.</summary>
    public const string Bounces = "bounces";

    /// <summary>How often a fix was put before the customer, as a number.</summary>
    public const string Attempt = "attempt";

    public static IReadOnlyList<string> All { get; } = [Bounces, Attempt];

    /// <summary>True for a name of the bridge's own, whatever its case.</summary>
    public static bool Has(string name) => All.Contains(name, StringComparer.OrdinalIgnoreCase);
}
