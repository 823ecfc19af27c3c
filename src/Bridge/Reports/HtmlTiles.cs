using System.Globalization;
using System.Net;
using System.Text;
using Bridge.Core.Reporting;

namespace Bridge.Reports;

/// <summary>The figures at the top of the page, those with a goal first.</summary>
internal static class HtmlTiles
{
    internal static void Write(StringBuilder page, Report report)
    {
        var volume = report.Volume;
        page.Append("<div class=\"tiles\">\n");
        foreach (var figure in report.Figures)
        {
            var verdict = figure switch
            {
                { IsMet: true } => ("met", $"Goal met: {figure.Goal}"),
                { IsMet: false } => ("missed", $"Goal missed: {figure.Goal}"),
                _ => ("", figure.Goal is null ? "" : $"Goal: {figure.Goal}"),
            };
            Tile(page, figure.Name, ReportText.Percent(figure.Value), ReportText.Basis(figure), verdict);
        }

        Tile(
            page,
            "SLA kept",
            ReportText.Percent(report.Sla.Rate),
            $"{ReportText.Number(report.Sla.Breached)} of {ReportText.Number(report.Sla.Measured)} stage visits breached"
        );
        Tile(
            page,
            "Resolved",
            ReportText.Number(volume.Resolved),
            $"{ReportText.Number(volume.CameIn)} came in, {ReportText.Number(volume.Unresolved)} closed without a fix"
        );
        Tile(
            page,
            "First-contact resolution",
            ReportText.Percent(report.FirstContact.Rate),
            $"{ReportText.Number(report.FirstContact.Of)} of {ReportText.Number(report.FirstContact.All)} resolved"
        );
        Tile(page, "Open now", ReportText.Number(volume.OpenAtEnd), Change(volume));
        Tile(
            page,
            "Reopened",
            ReportText.Number(volume.Reopened),
            $"{ReportText.Number(report.Bounces.Cases)} cases went back a stage"
        );
        page.Append("</div>\n");
    }

    private static string Change(Volume volume)
    {
        var change = volume.OpenAtEnd - volume.OpenAtStart;
        return change == 0
            ? "as many as when the period began"
            : $"{ReportText.Number(Math.Abs(change))} {(change > 0 ? "more" : "fewer")} than when the period began";
    }

    private static void Tile(
        StringBuilder page,
        string name,
        string value,
        string about,
        (string Class, string Text) verdict = default
    )
    {
        var judged = verdict.Text is { Length: > 0 } text ? $"<span class=\"verdict\">{E(text)}</span>" : "";
        page.Append(
            CultureInfo.InvariantCulture,
            $"<div class=\"tile {verdict.Class}\"><h2>{E(name)}</h2><b>{E(value)}</b>{judged}<p>{E(about)}</p></div>\n"
        );
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
