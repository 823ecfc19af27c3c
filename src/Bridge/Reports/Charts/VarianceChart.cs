using System.Collections.Immutable;

namespace Bridge.Reports.Charts;

/// <summary>How far promises were missed: cases by up to 10, 20, ... percent, early on the left and late on the right.</summary>
internal static class VarianceChart
{
    private const int Farthest = 6;
    private const double Top = 22;
    private const double Bottom = 190;

    /// <summary>How many cases kept their promise, and by how much others missed it.</summary>
    /// <param name="goal">The share up to which a variance is within the goal; null: none is judged.</param>
    internal static string Draw(ImmutableArray<double> spread, double? goal, string says)
    {
        var svg = new Svg();
        var bins = new int[(2 * Farthest) + 1];
        foreach (var variance in spread)
        {
            var step = (int)Math.Ceiling((Math.Abs(variance) * 10) - 1e-9) * Math.Sign(variance);
            bins[Math.Clamp(step, -Farthest, Farthest) + Farthest]++;
        }

        var slot = Svg.Width / bins.Length;
        var highest = Math.Max(1, bins.Max());
        for (var i = 0; i < bins.Length; i++)
        {
            var height = (Bottom - Top) * bins[i] / highest;
            var step = (i - Farthest) * 10;
            var style = goal is { } limit
                ? Math.Abs(step) / 100.0 <= limit + 1e-9
                    ? "good-fill"
                    : "bad-fill"
                : "accent-fill";
            svg.Rect((i * slot) + 4, Bottom - height, slot - 8, height, style, $"{bins[i]} cases", 2);
            if (bins[i] > 0)
            {
                svg.Text((i + 0.5) * slot, Bottom - height - 6, ReportText.Number(bins[i]), "soft", "middle");
            }

            var isEnd = i == 0 || i == bins.Length - 1;
            var mark = isEnd ? (step < 0 ? "<" : ">") : "";
            var sign =
                step > 0 ? "+"
                : step < 0 ? "−"
                : "";
            var upTo = Math.Abs(step) - (isEnd ? 10 : 0);
            svg.Text((i + 0.5) * slot, Bottom + 19, $"{mark}{sign}{upTo}%", "soft", "middle");
        }

        svg.Line(0, Bottom, Svg.Width, Bottom, "baseline");
        svg.Text(4, Bottom + 42, "earlier than promised", "soft");
        svg.Text(Svg.Width - 4, Bottom + 42, "later than promised", "soft", "end");
        return svg.ToMarkup(Bottom + 50, says);
    }
}
