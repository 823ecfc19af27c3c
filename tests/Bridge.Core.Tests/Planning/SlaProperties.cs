using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using FsCheck;
using FsCheck.Fluent;

namespace Bridge.Core.Tests.Planning;

/// <summary>What holds of a stage's clock however often it stands.</summary>
public sealed class SlaProperties
{
    private static readonly ProcessMapping Process = SlaSample.Process(new SlaRule { PausesIn = ["Waiting"] });

    private static readonly Gen<int[]> Minutes = Gen.Choose(1, 2000).ArrayOf();

    [Fact]
    public void Pausing_and_resuming_never_gains_time() =>
        Check(minutes =>
        {
            var (paused, end) = Clock(minutes);
            var (running, _) = Clock([]);
            return paused.Used(end) <= running.Used(end)
                && (paused.When(1) ?? DateTimeOffset.MaxValue) >= running.When(1);
        });

    [Fact]
    public void What_is_used_never_shrinks_and_is_whole_when_the_limit_is_due() =>
        Check(minutes =>
        {
            var (clock, end) = Clock(minutes);
            var looks = Enumerable.Range(0, 50).Select(i => Sample.Monday + ((end - Sample.Monday) * (i / 50.0)));
            var used = looks.Select(clock.Used).ToList();
            return used.Zip(used.Skip(1)).All(pair => pair.First <= pair.Second)
                && (clock.When(1) is not { } due || clock.Used(due) == clock.Running.Length);
        });

    [Fact]
    public void A_clock_that_stands_uses_nothing() =>
        Check(minutes =>
        {
            var (clock, end) = Clock(minutes.Length % 2 == 0 ? [.. minutes, 5] : minutes);
            return clock.Stands && clock.Used(end) == clock.Used(end.AddDays(30));
        });

    /// <summary>A clock since Monday 09:00 that stands and runs again after each of these minutes; and its last change.</summary>
    private static (SlaClock Clock, DateTimeOffset End) Clock(int[] minutes)
    {
        var at = Sample.Monday;
        var seen = new List<StatusSeen> { new("Triage", at) };
        foreach (var minute in minutes)
        {
            at = at.AddMinutes(minute);
            seen.Add(new StatusSeen(seen[^1].Status == "Waiting" ? "Triage" : "Waiting", at));
        }

        var of = new Case
        {
            Id = 1,
            Helpdesk = "desk",
            TicketId = "1",
            Stage = "Triage",
            Visits = [new StageVisit("Triage", Sample.Monday)],
            Statuses = [.. seen],
        };
        return (SlaClock.Of(Process, of, SlaClock.Set(Process, of, _ => null, at)!), at);
    }

    private static void Check(Func<int[], bool> holds) =>
        Prop.ForAll(Minutes.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
}
