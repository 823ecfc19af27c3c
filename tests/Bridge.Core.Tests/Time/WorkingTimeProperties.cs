using Bridge.Core.Mappings;
using Bridge.Core.Time;
using FsCheck;
using FsCheck.Fluent;
using static Bridge.Core.Tests.Time.Calendars;

namespace Bridge.Core.Tests.Time;

/// <summary>What holds of working time whatever the calendar and wherever one begins.</summary>
public sealed class WorkingTimeProperties
{
    private static readonly CalendarRule[] Some =
    [
        Office,
        Nights,
        Of("Pacific/Auckland", Weekdays, ["2026-04-03", "2026-12-25"], "08:00-16:00", "18:15-19:45"),
        Of("America/St_Johns", [DayOfWeek.Saturday, DayOfWeek.Sunday], [], "22:30-04:10"),
        Of("Australia/Lord_Howe", Enum.GetValues<DayOfWeek>(), ["2026-04-05"], "01:00-03:00"),
        Always("Africa/Casablanca"),
    ];

    private static readonly Gen<(CalendarRule Calendar, DateTimeOffset Start, TimeSpan A, TimeSpan B)> Walks =
        from calendar in Gen.Elements(Some)
        from minute in Gen.Choose(0, 2 * 365 * 24 * 60)
        from a in Gen.Choose(0, 60 * 24 * 60)
        from b in Gen.Choose(0, 60 * 24 * 60)
        select (
            calendar,
            new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute),
            TimeSpan.FromMinutes(a),
            TimeSpan.FromMinutes(b)
        );

    [Fact]
    public void As_much_working_time_passes_as_was_added() =>
        Check(w => WorkingTime.Between(w.Calendar, w.Start, WorkingTime.Add(w.Calendar, w.Start, w.A)) == w.A);

    [Fact]
    public void Adding_twice_is_adding_the_sum() =>
        Check(w =>
            WorkingTime.Add(w.Calendar, WorkingTime.Add(w.Calendar, w.Start, w.A), w.B)
            == WorkingTime.Add(w.Calendar, w.Start, w.A + w.B)
        );

    [Fact]
    public void More_working_time_ends_no_sooner_and_a_later_start_neither() =>
        Check(w =>
            WorkingTime.Add(w.Calendar, w.Start, w.A) <= WorkingTime.Add(w.Calendar, w.Start, w.A + w.B)
            && WorkingTime.Add(w.Calendar, w.Start, w.A) <= WorkingTime.Add(w.Calendar, w.Start + w.B, w.A)
        );

    [Fact]
    public void Spans_that_meet_add_up() =>
        Check(w =>
        {
            var (middle, end) = (w.Start + w.A, w.Start + w.A + w.B);
            return WorkingTime.Between(w.Calendar, w.Start, middle) + WorkingTime.Between(w.Calendar, middle, end)
                == WorkingTime.Between(w.Calendar, w.Start, end);
        });

    [Fact]
    public void Working_time_is_never_longer_than_the_time_that_passed() =>
        Check(w => WorkingTime.Between(w.Calendar, w.Start, w.Start + w.A) <= w.A);

    [Fact]
    public void Pausing_and_going_on_never_gains_time() =>
        Check(w =>
        {
            // The clock runs for A, rests for B, and runs on: what it counted is what passed less the rest, and no more.
            var (paused, resumed) = (w.Start + w.A, w.Start + w.A + w.B);
            var end = resumed + w.A;
            var counted =
                WorkingTime.Between(w.Calendar, w.Start, paused) + WorkingTime.Between(w.Calendar, resumed, end);
            var whole = WorkingTime.Between(w.Calendar, w.Start, end);
            return counted <= whole
                && whole - counted == WorkingTime.Between(w.Calendar, paused, resumed)
                && WorkingTime.Add(w.Calendar, resumed, w.A) >= WorkingTime.Add(w.Calendar, paused, w.A);
        });

    [Fact]
    public void What_ends_earlier_began_no_later()
    {
        // Between grows with its end, whatever the clocks do in the meantime.
        Check(w =>
            WorkingTime.Between(w.Calendar, w.Start, w.Start + w.A)
                <= WorkingTime.Between(w.Calendar, w.Start, w.Start + w.A + w.B)
            && WorkingTime.Between(w.Calendar, w.Start + w.A, w.Start + w.A + w.B)
                <= WorkingTime.Between(w.Calendar, w.Start, w.Start + w.A + w.B)
        );
    }

    private static void Check(
        Func<(CalendarRule Calendar, DateTimeOffset Start, TimeSpan A, TimeSpan B), bool> holds
    ) => Prop.ForAll(Walks.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
