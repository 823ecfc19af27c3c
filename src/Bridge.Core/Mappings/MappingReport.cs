using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Bridge.Core.Mappings;

/// <summary>Prints mapping errors for a terminal: each with its line and a caret under the column.</summary>
public static class MappingReport
{
    private const int Widest = 100;

    /// <summary>The report of one file; empty when there are no errors.</summary>
    public static string Print(ImmutableArray<MappingError> errors, string text)
    {
        if (errors.IsDefaultOrEmpty)
        {
            return "";
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var report = new StringBuilder();
        foreach (var error in errors)
        {
            report.Append(error).Append('\n');
            if (error.Line >= 1 && error.Line <= lines.Length)
            {
                Quote(report, lines[error.Line - 1], error.Line, error.Column);
            }
        }

        var count =
            errors.Length == 1 ? "1 error" : string.Create(CultureInfo.InvariantCulture, $"{errors.Length} errors");
        return report.Append(count).Append(" in ").Append(errors[0].File).Append('\n').ToString();
    }

    private static void Quote(StringBuilder report, string line, int number, int column)
    {
        var at = Math.Clamp(column - 1, 0, line.Length);
        var from = at < Widest ? 0 : at - (Widest / 2);
        var shown = line.Substring(from, Math.Min(Widest, line.Length - from)).Replace('\t', ' ').TrimEnd();
        var margin = number.ToString(CultureInfo.InvariantCulture).PadLeft(5);
        report.Append(margin).Append(" | ").Append(shown).Append('\n');
        report.Append(' ', margin.Length).Append(" | ").Append(' ', at - from).Append("^\n");
    }
}
