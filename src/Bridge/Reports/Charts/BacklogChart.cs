using System.Collections.Immutable;
using Bridge.Core.Reporting;

namespace Bridge.Reports.Charts;

/// <summary>Open cases by day, stacked by stage in the order of the process.</summary>
internal static class BacklogChart
{
    /// <summary>So many stages have a colour of their own; the others share the last.</summary>
    internal const int Colours = 8;

    private const double Width = 1320;
    private const double Left = 44;
    private const double Top = 10;
    private const double Bottom = 230;

    internal static string Draw(ImmutableArray<BacklogDay> days, IReadOnlyList<string> stages, string says)
    {
        var svg = new Svg();
        var ticks = Axis.Ticks(Math.Max(1, days.Max(d => d.Open)));
        double X(int i) => Left + ((Width - Left - 8) * (days.Length == 1 ? 0.5 : (double)i / (days.Length - 1)));
        double Y(double open) => Bottom - ((Bottom - Top) * open / ticks[^1]);
        foreach (var tick in ticks)
        {
            svg.Line(Left, Y(tick), Width - 8, Y(tick), "grid");
            svg.Text(Left - 8, Y(tick) + 4.5, Axis.Label(tick), "soft", "end");
        }

        var below = new int[days.Length];
        for (var s = 0; s < stages.Count; s++)
        {
            var lower = (int[])below.Clone();
            for (var i = 0; i < days.Length; i++)
            {
                below[i] += days[i].Stages.GetValueOrDefault(stages[s]);
            }

            var upper = (int[])below.Clone();
            var points = Enumerable
                .Range(0, days.Length)
                .Select(i => (X(i), Y(upper[i])))
                .Concat(Enumerable.Range(0, days.Length).Reverse().Select(i => (X(i), Y(lower[i]))));
            svg.Area(points, $"series s{Math.Min(s, Colours - 1)}", stages[s]);
        }

        svg.Curve(Enumerable.Range(0, days.Length).Select(i => (X(i), Y(days[i].Open))), "outline");
        svg.Circle(X(days.Length - 1), Y(days[^1].Open), 3.5, "dot", $"{days[^1].Open} open");
        var every = Math.Max(1, (int)Math.Ceiling(days.Length / 15.0));
        for (var i = 0; i < days.Length; i += every)
        {
            var anchor = i == 0 ? "start" : "middle";
            svg.Text(X(i), Bottom + 20, ReportText.Short(days[i].Day), "soft", anchor);
        }

        return svg.ToMarkup(Bottom + 28, says, Width);
    }
}
