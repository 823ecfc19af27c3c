using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings;

/// <summary>Prints findings for a terminal: each with its line, and carets under what is meant.</summary>
public static class MappingReport
{
    private const int Widest = 100;
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Bold = "\e[1m";
    private const string Plain = "\e[0m";

    /// <summary>The report of one file; empty when nothing is wrong.</summary>
    public static string Print(ImmutableArray<MappingError> errors, string text) => Print(errors, _ => text);

    /// <summary>The report of some files, each with its count; empty when nothing is wrong.</summary>
    /// <param name="textOf">A file's text; null when it is not known.</param>
    /// <param name="isColoured">With the colours of an ANSI terminal.</param>
    public static string Print(
        ImmutableArray<MappingError> errors,
        Func<string, string?> textOf,
        bool isColoured = false
    )
    {
        if (errors.IsDefaultOrEmpty)
        {
            return "";
        }

        var report = new StringBuilder();
        foreach (var file in errors.GroupBy(e => e.File, StringComparer.Ordinal))
        {
            var lines = new SourceLines(textOf(file.Key) ?? "");
            foreach (var error in file)
            {
                Say(report, error, isColoured);
                if (error.Line <= lines.Count && lines.Count + lines[1].Length > 1)
                {
                    Quote(report, lines[error.Line], error, isColoured);
                }
            }

            report.Append(Count(file)).Append(" in ").Append(file.Key).Append('\n');
        }

        return report.ToString();
    }

    private static void Say(StringBuilder report, MappingError error, bool isColoured)
    {
        if (!isColoured)
        {
            report.Append(error).Append('\n');
            return;
        }

        var place = string.Create(CultureInfo.InvariantCulture, $"{error.File}:{error.Line}:{error.Column}:");
        var (colour, word) = error.IsError ? (Red, "error") : (Yellow, "warning");
        report.Append(Bold).Append(place).Append(Plain).Append(' ').Append(colour).Append(word).Append(": ");
        report.Append(Plain).Append(error.Message).Append('\n');
    }

    private static string Count(IEnumerable<MappingError> findings)
    {
        var errors = findings.Count(f => f.IsError);
        var warnings = findings.Count() - errors;
        return (errors, warnings) switch
        {
            (_, 0) => Number(errors, "error"),
            (0, _) => Number(warnings, "warning"),
            _ => $"{Number(errors, "error")} and {Number(warnings, "warning")}",
        };
    }

    private static string Number(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static void Quote(StringBuilder report, string line, MappingError error, bool isColoured)
    {
        var at = Math.Clamp(error.Column - 1, 0, line.Length);
        if (error.Rule == LintRules.Secret)
        {
            line = line[..at] + "(not shown)";
        }

        var from = at < Widest ? 0 : at - (Widest / 2);
        var shown = line.Substring(from, Math.Min(Widest, line.Length - from)).Replace('\t', ' ').TrimEnd();
        var margin = error.Line.ToString(CultureInfo.InvariantCulture).PadLeft(5);
        var carets = new string('^', Math.Clamp(shown.Length - (at - from), 1, Math.Max(1, error.Length)));
        report.Append(margin).Append(" | ").Append(shown).Append('\n');
        report.Append(' ', margin.Length).Append(" | ").Append(' ', at - from);
        report.Append(isColoured ? (error.IsError ? Red : Yellow) + carets + Plain : carets).Append('\n');
    }
}
