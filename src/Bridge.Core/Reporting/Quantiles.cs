using Bridge.Core.Mappings;

namespace Bridge.Core.Reporting;

/// <summary>How times are spread.</summary>
internal static class Quantiles
{
    public static StageTime Of(Stage stage, List<double> hours, bool isWorkingTime)
    {
        hours.Sort();
        return new StageTime(
            stage.Name,
            stage.Owner,
            hours.Count,
            isWorkingTime,
            hours[0],
            At(hours, 0.25),
            At(hours, 0.5),
            At(hours, 0.75),
            At(hours, 0.9),
            hours[^1]
        );
    }

    /// <summary>Between the two nearest, as spreadsheets do it.</summary>
    private static double At(List<double> sorted, double share)
    {
        var place = (sorted.Count - 1) * share;
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }
}
