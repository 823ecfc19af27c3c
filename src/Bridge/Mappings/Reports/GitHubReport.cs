using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Bridge.Core.Mappings;

namespace Bridge.Mappings.Reports;

/// <summary>Findings as workflow commands: <c>::error file=…,line=…::message</c>.</summary>
internal static class GitHubReport
{
    internal static string Write(ImmutableArray<MappingError> findings)
    {
        var report = new StringBuilder();
        foreach (var finding in findings)
        {
            report.Append(
                CultureInfo.InvariantCulture,
                $"::{(finding.IsError ? "error" : "warning")} file={Property(finding.File)},line={finding.Line},col={finding.Column},endColumn={finding.Column + finding.Length},title={Property(finding.Rule.Code)}::{Data(finding.Message)}\n"
            );
        }

        return report.ToString();
    }

    /// <summary>A message may hold no line ends; percent signs stand for themselves only when they are written so.</summary>
    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
