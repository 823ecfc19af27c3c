using System.Collections.Immutable;
using Bridge.Core.Time;

namespace Bridge.Core.Reporting;

/// <summary>Open cases at the end of each day, by stage: each stay is two marks, however long it is.</summary>
internal sealed class BacklogCount
{
    private readonly Period period;

    /// <summary>The ends of the days; the first is the beginning of the period.</summary>
    private readonly DateTimeOffset[] ends;
    private readonly Dictionary<string, int[]> changes = new(StringComparer.Ordinal);

    public BacklogCount(Period period)
    {
        this.period = period;
        this.ends =
        [
            .. Enumerable
                .Range(0, Math.Max(0, period.To.DayNumber - period.From.DayNumber) + 2)
                .Select(i => Zones.StartOf(period.Zone, period.From.AddDays(i)))
                .TakeWhile((end, i) => i == 0 || end <= period.At || this.IsToday(i)),
        ];
        if (this.ends.Length > 1 && this.ends[^1] > period.At)
        {
            this.ends[^1] = period.At;
        }
    }

    public int AtStart { get; private set; }

    public void Add(string stage, DateTimeOffset from, DateTimeOffset? to)
    {
        var first = this.First(from);
        var last = to is { } end ? this.First(end) : this.ends.Length;
        if (first >= last)
        {
            return;
        }

        if (!this.changes.TryGetValue(stage, out var marks))
        {
            this.changes[stage] = marks = new int[this.ends.Length + 1];
        }

        marks[first]++;
        marks[last]--;
        this.AtStart += first == 0 ? 1 : 0;
    }

    public ImmutableArray<BacklogDay> Days()
    {
        var open = this.changes.Keys.ToDictionary(stage => stage, _ => 0, StringComparer.Ordinal);
        var days = ImmutableArray.CreateBuilder<BacklogDay>();
        for (var i = 0; i < this.ends.Length; i++)
        {
            foreach (var (stage, marks) in this.changes)
            {
                open[stage] += marks[i];
            }

            if (i > 0)
            {
                days.Add(
                    new BacklogDay(
                        this.period.From.AddDays(i - 1),
                        open.Values.Sum(),
                        open.Where(o => o.Value > 0)
                            .ToImmutableSortedDictionary(o => o.Key, o => o.Value, StringComparer.Ordinal)
                    )
                );
            }
        }

        return days.ToImmutable();
    }

    /// <summary>The first day's end that is after an instant.</summary>
    private int First(DateTimeOffset at)
    {
        var i = Array.BinarySearch(this.ends, at);
        return i >= 0 ? i : ~i;
    }

    private bool IsToday(int end) => Zones.Day(this.period.Zone, this.period.At) == this.period.From.AddDays(end - 1);
}
