using System.Globalization;
using Bridge.Core.Reporting;

namespace Bridge.Reports;

/// <summary>Figures as people read them, the same in every format.</summary>
internal static class ReportText
{
    internal const string Nothing = "–";

    internal static string Percent(double? share) =>
        share is { } known ? (known * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%" : Nothing;

    internal static string Hours(double hours) =>
        hours < 1
            ? (hours * 60).ToString("0", CultureInfo.InvariantCulture) + " min"
            : hours.ToString(hours < 10 ? "0.#" : "0", CultureInfo.InvariantCulture) + " h";

    internal static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Long(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));

    internal static string Short(DateOnly day) => day.ToString("d MMM", CultureInfo.GetCultureInfo("en-GB"));

    /// <summary>What the figure's value is of.</summary>
    internal static string Basis(Figure figure) =>
        figure.Cases == 0 ? "no case was counted"
        : figure.IsVariance && figure.Goal is not null
            ? $"mean of {Number(figure.Cases)} cases, {Number(figure.Good)} within the goal"
        : figure.IsVariance ? $"mean of {Number(figure.Cases)} cases"
        : $"{Number(figure.Good)} of {Number(figure.Cases)} cases";

    internal static string Verdict(Figure figure) =>
        figure.IsMet switch
        {
            true => "met",
            false => "missed",
            null => Nothing,
        };
}
