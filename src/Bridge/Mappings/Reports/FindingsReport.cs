using System.Collections.Immutable;
using Bridge.Core.Mappings;

namespace Bridge.Mappings.Reports;

/// <summary>How the findings of a check are written.</summary>
public enum ReportFormat
{
    /// <summary>For a terminal: each finding with its line and carets.</summary>
    Text,

    /// <summary>One JSON object for scripts.</summary>
    Json,

    /// <summary>SARIF 2.1.0, which code scanning services read.</summary>
    Sarif,

    /// <summary>Workflow commands of GitHub Actions, which mark the lines of a pull request.</summary>
    GitHub,
}

/// <summary>Writes what a check has found.</summary>
public static class FindingsReport
{
    /// <summary>The words of the formats, as the command line takes them.</summary>
    public static readonly ImmutableDictionary<string, ReportFormat> Words = ImmutableDictionary.CreateRange(
        StringComparer.OrdinalIgnoreCase,
        [
            KeyValuePair.Create("text", ReportFormat.Text),
            KeyValuePair.Create("json", ReportFormat.Json),
            KeyValuePair.Create("sarif", ReportFormat.Sarif),
            KeyValuePair.Create("github", ReportFormat.GitHub),
        ]
    );

    public static string Write(
        ReportFormat format,
        ImmutableArray<MappingError> findings,
        Func<string, string?> textOf,
        bool isColoured
    ) =>
        format switch
        {
            ReportFormat.Json => JsonReport.Write(findings),
            ReportFormat.Sarif => SarifReport.Write(findings),
            ReportFormat.GitHub => GitHubReport.Write(findings),
            _ => MappingReport.Print(findings, textOf, isColoured),
        };
}
