using Bridge.Core.Mappings;
using NodaTime;

namespace Bridge.Core.Time;

/// <summary>
/// The working hours of a calendar as instants, with running sums, so that both questions are one binary search. Years are
/// laid out when they are first asked for. Safe for threads: a wider table takes the place of the old one whole.
/// </summary>
internal sealed class WorkingSchedule
{
    private const int FirstYear = 1970;
    private const int LastYear = 9000;
    private const int YearsAhead = 12;

    private readonly DateTimeZone zone;
    private readonly WorkingHours[][] week;
    private readonly HashSet<LocalDate> holidays;
    private readonly TimeSpan longestDay;
    private volatile Table table = Table.Empty;

    public WorkingSchedule(CalendarRule calendar)
    {
        this.zone = Zones.Of(calendar.Zone);
        this.holidays = [.. calendar.Holidays.Select(LocalDate.FromDateOnly)];
        this.week =
        [
            .. Enumerable
                .Range(0, 7)
                .Select(day => calendar.Hours.Where(h => h.Day == (DayOfWeek)day).OrderBy(h => h.From).ToArray()),
        ];
        this.longestDay = this.week.Max(day => new TimeSpan(day.Sum(hours => hours.Length.Ticks)));
    }

    /// <summary>
    /// A span in hours. A working day has the hours of the weekday that has the most; a span over midnight belongs to the
    /// day on which it begins.
    /// </summary>
    public TimeSpan Length(WorkingSpan span) =>
        this.longestDay > TimeSpan.Zero
            ? (this.longestDay * span.Days) + span.Hours
            : throw new ArgumentException("the calendar has no working hours", nameof(span));

    public DateTimeOffset Add(DateTimeOffset start, TimeSpan working)
    {
        if (working <= TimeSpan.Zero)
        {
            return start;
        }

        if (this.longestDay == TimeSpan.Zero)
        {
            throw new ArgumentException("the calendar has no working hours", nameof(working));
        }

        var from = start.UtcTicks;
        var years = YearsAhead;
        while (true)
        {
            var laid = this.Covering(start.UtcDateTime.Year, Math.Min(start.UtcDateTime.Year + years, LastYear));
            if (laid.At(laid.Worked(from) + working.Ticks) is { } end)
            {
                return new DateTimeOffset(end, TimeSpan.Zero);
            }

            if (start.UtcDateTime.Year + years >= LastYear)
            {
                throw new ArgumentException("the calendar has no end of so much working time", nameof(working));
            }

            years *= 2;
        }
    }

    public TimeSpan Between(DateTimeOffset start, DateTimeOffset end)
    {
        if (end <= start)
        {
            return TimeSpan.Zero;
        }

        var laid = this.Covering(start.UtcDateTime.Year, end.UtcDateTime.Year);
        return new TimeSpan(laid.Worked(end.UtcTicks) - laid.Worked(start.UtcTicks));
    }

    private Table Covering(int first, int last)
    {
        var laid = this.table;
        if (laid.First < first && last < laid.Last)
        {
            return laid;
        }

        // A year more on either side: a UTC year begins in another local one.
        var from = Math.Max(FirstYear, Math.Min(first - 1, laid.First));
        var to = Math.Max(last + 1, laid.Last);
        if (laid.First <= from && to <= laid.Last)
        {
            return laid;
        }

        laid = this.Lay(from, to == last + 1 ? Math.Min(to + YearsAhead, LastYear + 1) : to);
        this.table = laid;
        return laid;
    }

    private Table Lay(int first, int last)
    {
        var opens = new List<long>();
        var closes = new List<long>();
        var stop = new LocalDate(last, 12, 31);
        for (var day = new LocalDate(first, 1, 1); day <= stop; day = day.PlusDays(1))
        {
            if (this.holidays.Contains(day))
            {
                continue;
            }

            foreach (
                var hours in this.week[(int)day.PlusDays(-1).DayOfWeek % 7]
                    .Where(h => h.IsOvernight && h.To > TimeOnly.MinValue)
            )
            {
                this.Put(opens, closes, day, TimeOnly.MinValue, hours.To);
            }

            foreach (var hours in this.week[(int)day.DayOfWeek % 7])
            {
                this.Put(opens, closes, day, hours.From, hours.IsOvernight ? TimeOnly.MinValue : hours.To);
            }
        }

        return new Table(first, last, [.. opens], [.. closes]);
    }

    /// <summary>Adds a span of one day; one to 00:00 ends with the day.</summary>
    private void Put(List<long> opens, List<long> closes, LocalDate day, TimeOnly from, TimeOnly to)
    {
        var open = this.At(day, from);
        var close = to == TimeOnly.MinValue ? this.At(day.PlusDays(1), to) : this.At(day, to);
        if (opens.Count > 0 && closes[^1] == open)
        {
            closes[^1] = close;
        }
        else if (open < close)
        {
            opens.Add(open);
            closes.Add(close);
        }
    }

    /// <summary>A local time as an instant: one that the clocks skip is when they jump, of one that they repeat the first.</summary>
    private long At(LocalDate day, TimeOnly time)
    {
        var mapping = this.zone.MapLocal(day.At(LocalTime.FromTimeOnly(time)));
        var at = mapping.Count == 0 ? mapping.EarlyInterval.End : mapping.First().ToInstant();
        return at.ToDateTimeUtc().Ticks;
    }

    private sealed class Table
    {
        private readonly long[] opens;
        private readonly long[] closes;
        private readonly long[] sums;

        public Table(int first, int last, long[] opens, long[] closes)
        {
            (this.First, this.Last, this.opens, this.closes) = (first, last, opens, closes);
            this.sums = new long[opens.Length + 1];
            for (var i = 0; i < opens.Length; i++)
            {
                this.sums[i + 1] = this.sums[i] + closes[i] - opens[i];
            }
        }

        public static Table Empty { get; } = new(int.MaxValue, int.MinValue, [], []);

        public int First { get; }

        public int Last { get; }

        /// <summary>Working ticks from the table's beginning until an instant.</summary>
        public long Worked(long ticks)
        {
            var i = Array.BinarySearch(this.opens, ticks);
            i = i >= 0 ? i : ~i - 1;
            return i < 0 ? 0 : this.sums[i] + Math.Min(ticks, this.closes[i]) - this.opens[i];
        }

        /// <summary>The first instant at which so many ticks have been worked; null beyond the table.</summary>
        public long? At(long worked)
        {
            if (worked > this.sums[^1])
            {
                return null;
            }

            var i = Array.BinarySearch(this.sums, worked);
            i = (i >= 0 ? i : ~i) - 1;
            return this.opens[i] + worked - this.sums[i];
        }
    }
}
