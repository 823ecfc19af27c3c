using System.Globalization;

namespace Bridge.Reports.Charts;

/// <summary>Round numbers along an axis that begins at zero.</summary>
internal static class Axis
{
    private static readonly double[] Steps = [1, 2, 5, 10];

    /// <summary>Steps of 1, 2 or 5 times a power of ten, about as many as wanted; the last is at or above the highest.</summary>
    internal static double[] Ticks(double highest, int wanted = 4)
    {
        var rough = Math.Max(highest, 1e-9) / wanted;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Steps.Select(m => m * power).First(s => s >= rough - 1e-12);
        return [.. Enumerable.Range(0, (int)Math.Ceiling((highest / step) - 1e-9) + 1).Select(i => i * step)];
    }

    internal static string Label(double tick) => tick.ToString("#,0.##", CultureInfo.InvariantCulture);
}
