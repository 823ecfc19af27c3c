using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>What the bridge itself knows of a case, by the names that conditions and gates use.</summary>
internal static class CaseFacts
{
    /// <summary>Null when the name is none of <see cref="CaseNames"/>.</summary>
    public static int? Of(ProcessMapping process, Case value, string name) =>
        string.Equals(name, CaseNames.Bounces, StringComparison.OrdinalIgnoreCase) ? Bounces.Of(process, value)
        : string.Equals(name, CaseNames.Attempt, StringComparison.OrdinalIgnoreCase) ? value.Rounds.Length
        : null;
}
