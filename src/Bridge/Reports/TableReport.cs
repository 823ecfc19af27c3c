using System.Globalization;
using Bridge.Core.Reporting;
using Spectre.Console;

namespace Bridge.Reports;

/// <summary>Shows reports in a terminal.</summary>
internal static class TableReport
{
    internal static void Write(IAnsiConsole console, IReadOnlyList<Report> reports)
    {
        foreach (var report in reports)
        {
            Write(console, report);
        }
    }

    private static void Write(IAnsiConsole console, Report report)
    {
        var (volume, period) = (report.Volume, report.Period);
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"\n[bold]{report.Process}[/]  {ReportText.Day(period.From)} to {ReportText.Day(period.To)}, {period.Zone}"
        );
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{volume.CameIn} came in, {volume.Resolved} resolved, {volume.Unresolved} closed unresolved, {volume.Reopened} reopened; open {volume.OpenAtStart}, then {volume.OpenAtEnd}"
        );

        var goals = Table("Goal", "Value", "Wanted", "", "Of");
        foreach (var figure in report.Figures)
        {
            Row(
                goals,
                figure.Name,
                ReportText.Percent(figure.Value),
                figure.Goal ?? ReportText.Nothing,
                ReportText.Verdict(figure),
                ReportText.Basis(figure)
            );
        }

        Row(
            goals,
            "SLA compliance",
            ReportText.Percent(report.Sla.Rate),
            ReportText.Nothing,
            "",
            $"{report.Sla.Kept} of {report.Sla.Measured} stage visits"
        );
        Row(
            goals,
            "First-contact resolution",
            ReportText.Percent(report.FirstContact.Rate),
            ReportText.Nothing,
            "",
            $"{report.FirstContact.Of} of {report.FirstContact.All} resolved"
        );
        Row(
            goals,
            "Moved back",
            ReportText.Number(report.Bounces.Moves),
            ReportText.Nothing,
            "",
            $"{report.Bounces.Cases} cases"
        );
        console.Write(goals);

        var stages = Table("Stage", "SLA kept", "Breached", "Visits", "Median", "90%", "Longest");
        foreach (var stage in report.TimeInStage.Select(t => t.Stage).Union(report.SlaByStage.Select(s => s.Name)))
        {
            var sla = report.SlaByStage.FirstOrDefault(s => s.Name == stage);
            var time = report.TimeInStage.FirstOrDefault(t => t.Stage == stage);
            Row(
                stages,
                stage,
                ReportText.Percent(sla?.Rate),
                sla is null ? ReportText.Nothing : ReportText.Number(sla.Breached),
                time is null ? ReportText.Nothing : ReportText.Number(time.Visits),
                time is null ? ReportText.Nothing : ReportText.Hours(time.Median),
                time is null ? ReportText.Nothing : ReportText.Hours(time.NineTenths),
                time is null ? ReportText.Nothing : ReportText.Hours(time.Highest)
            );
        }

        console.Write(stages);
        var owners = Table("Owner", "SLA kept", "Breached", "Measured");
        foreach (var owner in report.SlaByOwner)
        {
            Row(
                owners,
                owner.Name,
                ReportText.Percent(owner.Rate),
                ReportText.Number(owner.Breached),
                ReportText.Number(owner.Measured)
            );
        }

        console.Write(owners);
    }

    private static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)));
        }

        return table;
    }

    private static void Row(Table table, params string[] cells) =>
        table.AddRow([.. cells.Select(cell => new Text(cell))]);
}
