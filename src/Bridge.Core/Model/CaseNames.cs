namespace Bridge.Core.Model;

/// <summary>Names of what the bridge itself knows of a case, for conditions and gates; no tool has a field of it.</summary>
public static class CaseNames
{
    /// <summary>How often the case moved back to an earlier stage, as a number.</summary>
    public const string Bounces = "bounces";

    /// <summary>True for a name of the bridge's own, whatever its case.</summary>
    public static bool Has(string name) => string.Equals(name, Bounces, StringComparison.OrdinalIgnoreCase);
}
