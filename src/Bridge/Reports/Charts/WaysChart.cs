using Bridge.Core.Reporting;

namespace Bridge.Reports.Charts;

/// <summary>The most frequent ways back, with how often each was gone.</summary>
internal static class WaysChart
{
    private const int Most = 7;
    private const double Row = 34;
    private const double Left = 300;
    private const double Right = 60;

    internal static string Draw(IReadOnlyList<BounceWay> ways, string says)
    {
        var svg = new Svg();
        var shown = ways.Take(Most).ToList();
        var highest = shown.Max(way => way.Moves);
        for (var i = 0; i < shown.Count; i++)
        {
            var (way, y) = (shown[i], i * Row);
            svg.Text(Left - 12, y + 20, $"{Svg.Fit(way.From, 20)} → {Svg.Fit(way.To, 20)}", "label", "end");
            svg.Rect(Left, y + 7, (Svg.Width - Left - Right) * way.Moves / highest, 18, "warm-fill", null, 3);
            svg.Text(Svg.Width, y + 21, ReportText.Number(way.Moves), "strong", "end");
        }

        return svg.ToMarkup((shown.Count * Row) + 4, says);
    }
}
