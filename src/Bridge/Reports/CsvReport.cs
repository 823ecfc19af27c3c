using System.Globalization;
using System.Text;
using Bridge.Core.Reporting;

namespace Bridge.Reports;

/// <summary>
/// Writes reports as CSV (RFC 4180), one figure a line: process, section, name, measure, value. Shares are from 0 to 1, times
/// in hours.
/// </summary>
internal static class CsvReport
{
    /// <summary>What a spreadsheet begins a formula with, also in the wide forms of Japanese ones.</summary>
    private const string Starts = "=+-@|\uff1d\uff0b\uff0d\uff20";

    internal static string Write(IReadOnlyList<Report> reports)
    {
        var csv = new StringBuilder("process,from,to,section,name,measure,value\r\n");
        foreach (var report in reports)
        {
            foreach (var (section, name, measure, value) in Lines(report))
            {
                string[] cells =
                [
                    report.Process,
                    ReportText.Day(report.Period.From),
                    ReportText.Day(report.Period.To),
                    section,
                    name,
                    measure,
                ];
                csv.AppendJoin(',', cells.Select(Cell)).Append(',').Append(value).Append("\r\n");
            }
        }

        return csv.ToString();
    }

    /// <summary>A text as a cell that no spreadsheet takes for a formula.</summary>
    internal static string Cell(string text)
    {
        var safe =
            text.AsSpan().TrimStart() is [var first, ..] && Starts.Contains(first) || text is ['\t' or '\r' or '\n', ..]
                ? "'" + text
                : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0
            ? "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : safe;
    }

    private static IEnumerable<(string Section, string Name, string Measure, string Value)> Lines(Report report)
    {
        var volume = report.Volume;
        yield return ("volume", "", "came in", Number(volume.CameIn));
        yield return ("volume", "", "resolved", Number(volume.Resolved));
        yield return ("volume", "", "closed unresolved", Number(volume.Unresolved));
        yield return ("volume", "", "reopened", Number(volume.Reopened));
        yield return ("volume", "", "open at start", Number(volume.OpenAtStart));
        yield return ("volume", "", "open at end", Number(volume.OpenAtEnd));
        yield return ("volume", "", "moved back", Number(report.Bounces.Moves));
        yield return ("volume", "", "first-contact resolution", Number(report.FirstContact.Rate));
        foreach (var figure in report.Figures)
        {
            yield return ("metrics", figure.Name, "value", Number(figure.Value));
            yield return ("metrics", figure.Name, "cases", Number(figure.Cases));
            yield return ("metrics", figure.Name, "goal", Cell(figure.Goal ?? ""));
            yield return ("metrics", figure.Name, "met", figure.IsMet is { } met ? (met ? "yes" : "no") : "");
        }

        var kept = report
            .SlaByStage.Select(c => ("sla by stage", c))
            .Concat(report.SlaByOwner.Select(c => ("sla by owner", c)));
        foreach (var (section, compliance) in kept.Prepend(("sla", report.Sla)))
        {
            yield return (section, compliance.Name, "kept", Number(compliance.Kept));
            yield return (section, compliance.Name, "breached", Number(compliance.Breached));
            yield return (section, compliance.Name, "compliance", Number(compliance.Rate));
        }

        foreach (var time in report.TimeInStage)
        {
            yield return ("time in stage", time.Stage, "visits", Number(time.Visits));
            yield return ("time in stage", time.Stage, "median", Number(time.Median));
            yield return ("time in stage", time.Stage, "90%", Number(time.NineTenths));
            yield return ("time in stage", time.Stage, "longest", Number(time.Highest));
        }

        foreach (var way in report.Bounces.Ways)
        {
            yield return ("moved back", $"{way.From} to {way.To}", "moves", Number(way.Moves));
        }

        foreach (var day in report.Backlog)
        {
            yield return ("backlog", ReportText.Day(day.Day), "open", Number(day.Open));
        }
    }

    private static string Number(double? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
