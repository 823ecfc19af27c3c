using System.Globalization;
using System.Net;
using System.Text;
using Bridge.Core.Reporting;

namespace Bridge.Reports;

/// <summary>The figures behind the drawings, for those who want to read them off.</summary>
internal static class HtmlTables
{
    internal static void Write(StringBuilder page, Report report)
    {
        page.Append("<details><summary>All figures</summary>\n");
        Table(
            page,
            ["Stage", "SLA kept", "Breached", "Visits", "Lowest", "Median", "Nine tenths", "Longest"],
            report
                .TimeInStage.Select(t => (Time: t, Sla: report.SlaByStage.FirstOrDefault(s => s.Name == t.Stage)))
                .Select(row =>
                    new[]
                    {
                        row.Time.Stage,
                        ReportText.Percent(row.Sla?.Rate),
                        row.Sla is null ? ReportText.Nothing : ReportText.Number(row.Sla.Breached),
                        ReportText.Number(row.Time.Visits),
                        ReportText.Hours(row.Time.Lowest),
                        ReportText.Hours(row.Time.Median),
                        ReportText.Hours(row.Time.NineTenths),
                        ReportText.Hours(row.Time.Highest),
                    }
                )
        );
        Table(
            page,
            ["Day", "Open cases"],
            report.Backlog.Select(day => new[] { ReportText.Day(day.Day), ReportText.Number(day.Open) })
        );
        page.Append("</details>\n");
    }

    private static void Table(StringBuilder page, string[] head, IEnumerable<string[]> rows)
    {
        page.Append("<table><thead><tr>");
        foreach (var cell in head)
        {
            page.Append(CultureInfo.InvariantCulture, $"<th>{E(cell)}</th>");
        }

        page.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            page.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{E(cell)}</td>")).Append("</tr>\n");
        }

        page.Append("</tbody></table>\n");
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
