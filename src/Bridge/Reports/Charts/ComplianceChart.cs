using Bridge.Core.Reporting;

namespace Bridge.Reports.Charts;

/// <summary>Bars of kept and breached limits, each as a share of what was measured.</summary>
internal static class ComplianceChart
{
    private const double Row = 34;
    private const double Left = 170;
    private const double Right = 190;

    internal static string Draw(IReadOnlyList<Compliance> rows, string says)
    {
        var svg = new Svg();
        var width = Svg.Width - Left - Right;
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, y) = (rows[i], i * Row);
            var rate = row.Rate ?? 0;
            svg.Text(Left - 12, y + 20, Svg.Fit(row.Name, 24), "label", "end");
            svg.Rect(Left, y + 7, width, 18, "bad-fill", $"{row.Breached} breached", 3);
            svg.Rect(Left, y + 7, width * rate, 18, "accent-fill", $"{row.Kept} kept", rate < 1 ? 0 : 3);
            svg.Text(Left + width + 12, y + 21, ReportText.Percent(row.Rate), "strong");
            svg.Text(
                Svg.Width,
                y + 21,
                $"{ReportText.Number(row.Kept)} of {ReportText.Number(row.Measured)}",
                "soft",
                "end"
            );
        }

        return svg.ToMarkup((rows.Count * Row) + 4, says);
    }
}
