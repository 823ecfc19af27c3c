using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using Bridge.Core.Mappings;
using Bridge.Core.Reporting;
using Bridge.Reports.Charts;

namespace Bridge.Reports;

/// <summary>Writes reports as one page that needs nothing else: no script, no font, no picture from elsewhere.</summary>
internal static class HtmlReport
{
    /// <summary>The page.</summary>
    internal static string Write(IReadOnlyList<(Report Report, ProcessMapping Process)> reports)
    {
        var page = new StringBuilder();
        var title = string.Join(", ", reports.Select(r => r.Report.Process));
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            )
            .Append(
                CultureInfo.InvariantCulture,
                $"<title>Report: {E(title)}</title>\n<style>\n{Style()}</style>\n</head>\n<body>\n<main>\n"
            );
        foreach (var (report, process) in reports)
        {
            Section(page, report, process);
        }

        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Section(StringBuilder page, Report report, ProcessMapping process)
    {
        var period = report.Period;
        page.Append("<section class=\"report\">\n<header>\n")
            .Append(CultureInfo.InvariantCulture, $"<h1>{E(report.Process)}</h1>\n")
            .Append(
                CultureInfo.InvariantCulture,
                $"<p>{ReportText.Long(period.From)} to {ReportText.Long(period.To)} · {E(period.Zone)}</p>\n</header>\n"
            );
        HtmlTiles.Write(page, report);
        page.Append("<div class=\"cards\">\n");
        Backlog(page, report, process);
        Card(
            page,
            "SLA kept, by stage",
            "Stage visits that ended within their limit.",
            report.SlaByStage.IsEmpty ? null : ComplianceChart.Draw(report.SlaByStage, "SLA compliance by stage")
        );
        Card(
            page,
            "SLA kept, by owner",
            "The owners of those stages, the worst first.",
            report.SlaByOwner.IsEmpty ? null : ComplianceChart.Draw(report.SlaByOwner, "SLA compliance by owner")
        );
        Card(
            page,
            "Time in stage",
            report.TimeInStage.IsEmpty
                ? ""
                : $"In {(report.TimeInStage[0].IsWorkingTime ? "working hours" : "hours")}. Half of the visits lie in the box, nine tenths end with the line.",
            report.TimeInStage.IsEmpty ? null : StageTimeChart.Draw(report.TimeInStage, "Time in stage")
        );
        foreach (var figure in report.Figures.Where(f => f.IsVariance))
        {
            var goal = process.Metrics.Own.FirstOrDefault(m => m.Name == figure.Name)?.Goal;
            Card(
                page,
                figure.Name,
                "How far the first promise was from the day of delivery, as a share of the promised time; cases by steps of 10%.",
                figure.Spread.IsEmpty
                    ? null
                    : VarianceChart.Draw(
                        figure.Spread,
                        goal is { IsLeast: false } limit ? (double)limit.Share : null,
                        figure.Name
                    )
            );
        }

        Card(
            page,
            "Ways back",
            $"{ReportText.Number(report.Bounces.Cases)} cases went back to an earlier stage, {ReportText.Number(report.Bounces.Moves)} times.",
            report.Bounces.Ways.IsEmpty ? null : WaysChart.Draw(report.Bounces.Ways, "Moves to earlier stages")
        );
        page.Append("</div>\n");
        HtmlTables.Write(page, report);
        page.Append(
            CultureInfo.InvariantCulture,
            $"<footer>Made by Bridge on {period.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC.{(report.Owner.Length > 0 ? " Owner of the process: " + E(report.Owner) + "." : "")}</footer>\n</section>\n"
        );
    }

    private static void Backlog(StringBuilder page, Report report, ProcessMapping process)
    {
        var stages = process
            .Stages.Select(s => s.Name)
            .Where(s => report.Backlog.Any(d => d.Stages.ContainsKey(s)))
            .ToList();
        var drawing =
            stages.Count == 0
                ? null
                : BacklogChart.Draw(report.Backlog, stages, "Open cases by day and stage") + Legend(stages);
        Card(page, "Open cases", "At the end of each day, by stage.", drawing, isWide: true);
    }

    private static string Legend(List<string> stages) =>
        "<ul class=\"legend\">"
        + string.Concat(
            stages.Select(
                (stage, i) =>
                    $"<li><i class=\"s{Math.Min(i, BacklogChart.Colours - 1).ToString(CultureInfo.InvariantCulture)}\"></i>{E(stage)}</li>"
            )
        )
        + "</ul>\n";

    private static void Card(StringBuilder page, string title, string about, string? drawing, bool isWide = false) =>
        page.Append(
            CultureInfo.InvariantCulture,
            $"<article class=\"card{(isWide ? " wide" : "")}\">\n<h2>{E(title)}</h2>\n<p>{E(about)}</p>\n{drawing ?? "<p class=\"empty\">Nothing in this period.</p>\n"}</article>\n"
        );

    private static string Style()
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream("Bridge.Reports.report.css")
            ?? throw new InvalidOperationException("the stylesheet of reports is not in the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
