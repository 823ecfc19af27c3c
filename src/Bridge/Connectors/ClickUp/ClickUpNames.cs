using System.Text;
using Bridge.Core.Text;

namespace Bridge.Connectors.ClickUp;

/// <summary>Names as people type them and as ClickUp shows them: compared by NFKC, without case and extra spaces.</summary>
internal static class ClickUpNames
{
    public static bool Same(string? a, string? b) =>
        a is not null && b is not null && string.Equals(Plain(a), Plain(b), StringComparison.OrdinalIgnoreCase);

    /// <summary>NFKC and single spaces; ClickUp's own names hold doubled spaces and odd characters.</summary>
    public static string Plain(string name) =>
        string.Join(
            ' ',
            Safe(name).Normalize(NormalizationForm.FormKC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );

    /// <summary>A message on a name that is not there: what was asked for, the nearest that are there, and the cure.</summary>
    public static string Missing(string what, string wanted, string where, IEnumerable<string> have)
    {
        var all = have.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var near = Nearest.To(wanted, all);
        return all.Count == 0 ? $"{where} has no {what} '{wanted}', nor any other; add it in ClickUp"
            : near.Count > 0
                ? $"{where} has no {what} '{wanted}'; did you mean {Quoted(near, " or ")}? Correct the mapping file, or add it in ClickUp"
            : $"{where} has no {what} '{wanted}'. It has {Quoted(all.Take(10), ", ")}. Correct the mapping file, or add it in ClickUp";
    }

    /// <summary>A half surrogate cannot be normalised and would throw.</summary>
    private static string Safe(string name) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name));

    private static string Quoted(IEnumerable<string> names, string glue) =>
        string.Join(glue, names.Select(n => $"'{n}'"));
}
