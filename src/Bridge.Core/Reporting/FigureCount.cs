using System.Globalization;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Time;

namespace Bridge.Core.Reporting;

/// <summary>One metric of a mapping file, counted over cases.</summary>
internal sealed class FigureCount(MetricRule metric, string zone)
{
    private readonly List<double> variances = [];
    private int counted;
    private int good;

    public void Add(Case one, Func<string, FieldValue?> value, Func<DateTimeOffset, bool> isIn)
    {
        switch (metric)
        {
            case MetricRule.EtaVariance variance:
                if (this.Variance(one, variance, isIn) is { } share)
                {
                    this.variances.Add(share);
                    this.counted++;
                    this.good += metric.Goal?.IsMet(Math.Abs(share)) is true ? 1 : 0;
                }

                break;
            case MetricRule.ShareOfCases cases
                when Left(one, cases.AfterStage).Any(isIn)
                    && (cases.CountedWhen is not { } when || ConditionCheck.Holds(when, value)):
                this.counted++;
                this.good += ConditionCheck.Holds(cases.Where, value) ? 1 : 0;
                break;
            default:
                break;
        }
    }

    public Figure Build()
    {
        var isVariance = metric is MetricRule.EtaVariance;
        double? value =
            this.counted == 0 ? null
            : isVariance ? this.variances.Average(Math.Abs)
            : (double)this.good / this.counted;
        return new Figure(
            metric.Name,
            value,
            metric.Goal is { } goal ? Words(goal) : null,
            value is { } known ? metric.Goal?.IsMet(known) : null,
            this.counted,
            this.good,
            [.. this.variances.Order()]
        )
        {
            IsVariance = isVariance,
        };
    }

    private static string Words(MetricGoal goal) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(goal.IsLeast ? "at least" : "at most")} {goal.Share * 100:0.##}%"
        );

    /// <summary>How much later (or earlier, below zero) than promised, as a share of the promise; null: not counted.</summary>
    private double? Variance(Case one, MetricRule.EtaVariance variance, Func<DateTimeOffset, bool> isIn)
    {
        if (one.Visits.IsEmpty)
        {
            return null;
        }

        var from = variance.FromStage is { } stage ? Entered(one, stage).FirstOrDefault() : one.Visits[0].At;
        if (
            from is not { } since
            || one.Eta.History.FirstOrDefault(told => told.Day is not null && told.At >= since)
                is not { Day: { } promised } told
            || Entered(one, variance.UntilStage).FirstOrDefault(at => at >= told.At) is not { } done
            || !isIn(done)
        )
        {
            return null;
        }

        var start = Zones.Day(zone, one.Visits[0].At).DayNumber;
        var (expected, actual) = (promised.DayNumber - start, Zones.Day(zone, done).DayNumber - start);
        return (double)(actual - expected) / Math.Max(1, expected);
    }

    private static IEnumerable<DateTimeOffset?> Entered(Case one, string stage) =>
        one.Visits.Where(v => Same(v.Stage, stage)).Select(v => (DateTimeOffset?)v.At);

    private static IEnumerable<DateTimeOffset> Left(Case one, string stage) =>
        one.Visits.Zip(one.Visits.Skip(1)).Where(pair => Same(pair.First.Stage, stage)).Select(pair => pair.Second.At);

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
