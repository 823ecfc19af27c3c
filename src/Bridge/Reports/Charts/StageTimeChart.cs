using Bridge.Core.Reporting;

namespace Bridge.Reports.Charts;

/// <summary>How long stages take: a line to nine tenths of the visits, a box around the middle half, a mark at the median.</summary>
internal static class StageTimeChart
{
    private const double Row = 38;
    private const double Left = 170;
    private const double Right = 110;

    internal static string Draw(IReadOnlyList<StageTime> rows, string says)
    {
        var svg = new Svg();
        var width = Svg.Width - Left - Right;
        var ticks = Axis.Ticks(rows.Max(r => r.NineTenths), 5);
        var bottom = rows.Count * Row;
        double X(double hours) => Left + (width * hours / ticks[^1]);
        foreach (var tick in ticks)
        {
            svg.Line(X(tick), 2, X(tick), bottom, "grid");
            svg.Text(X(tick), bottom + 18, Axis.Label(tick), "soft", "middle");
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var (row, middle) = (rows[i], (i * Row) + (Row / 2));
            svg.Text(Left - 12, middle + 4.5, Svg.Fit(row.Stage, 24), "label", "end");
            svg.Line(X(row.Lowest), middle, X(row.NineTenths), middle, "whisker");
            svg.Line(X(row.NineTenths), middle - 5, X(row.NineTenths), middle + 5, "whisker");
            svg.Rect(
                X(row.Quarter),
                middle - 9,
                Math.Max(2, X(row.ThreeQuarters) - X(row.Quarter)),
                18,
                "box",
                $"half of {row.Visits} visits took {ReportText.Hours(row.Quarter)} to {ReportText.Hours(row.ThreeQuarters)}",
                3
            );
            svg.Line(X(row.Median), middle - 9, X(row.Median), middle + 9, "median");
            svg.Text(Svg.Width, middle + 4.5, ReportText.Hours(row.Median), "strong", "end");
        }

        svg.Text(Svg.Width, bottom + 18, "median", "soft", "end");
        return svg.ToMarkup(bottom + 26, says);
    }
}
