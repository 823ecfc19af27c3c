using BenchmarkDotNet.Attributes;
using Bridge.Core.Mappings;
using Bridge.Core.Time;

namespace Bridge.Bench.Time;

/// <summary>
/// One question each to an office calendar of Dublin with a lunch break, ten holidays a year and the clock changes between:
/// over an hour and over ten years.
/// </summary>
[MemoryDiagnoser]
public class WorkingTimeBenchmark
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly CalendarRule Office = new(
        "Europe/Dublin",
        [
            .. Enumerable
                .Range((int)DayOfWeek.Monday, 5)
                .SelectMany(day =>
                    new[]
                    {
                        new WorkingHours((DayOfWeek)day, new TimeOnly(9, 0), new TimeOnly(12, 30)),
                        new WorkingHours((DayOfWeek)day, new TimeOnly(13, 30), new TimeOnly(17, 30)),
                    }
                ),
        ],
        [.. Enumerable.Range(2026, 11).SelectMany(y => Enumerable.Range(1, 10).Select(m => new DateOnly(y, m, 17)))]
    );

    private int step;

    /// <summary>How much working time is between two instants.</summary>
    [Params(1, 10 * 365 * 24)]
    public int Hours { get; set; }

    [Benchmark]
    public TimeSpan Between() => WorkingTime.Between(Office, this.Start(), this.Start().AddHours(this.Hours));

    [Benchmark]
    public DateTimeOffset Add() => WorkingTime.Add(Office, this.Start(), TimeSpan.FromHours(this.Hours * 0.2));

    /// <summary>Another minute each time, so that no answer is foretold.</summary>
    private DateTimeOffset Start() => Begin.AddMinutes(++this.step % 100_000);
}
