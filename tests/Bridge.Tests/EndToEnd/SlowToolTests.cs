using Bridge.Sandbox.Hosting;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Bridge.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Bridge.Tests.EndToEnd;

/// <summary>A tool that is slow, paused or used up holds back its own cases, and nobody else's.</summary>
public sealed class SlowToolTests(PostgresFixture postgres)
{
    private const int Cases = 6;

    [Fact]
    public async Task Cases_of_a_tracker_that_does_not_answer_leave_workers_for_the_rest()
    {
        await using var desk = await Desk.OpenAsync(postgres, ("Bridge:Concurrency", "4"));
        var (level2, diksha) = (Level2World.On(desk), DikshaWorld.On(desk));
        var begun = await BeginAsync(level2);
        level2.City.ClickUp.Faults.Share(new Fault.Hang(TimeSpan.FromHours(1)), 1, 1);
        foreach (var value in begun)
        {
            level2.Priya.Comment(value.Task, "Another word.");
        }

        var pump = desk.World.Bridge.Services.GetRequiredService<CasePump>();
        await desk.Until(() => pump.Running == 3, "the slow tracker's cases have all workers but one");
        var subject = diksha.Subject();
        diksha.Escalate(subject, "S2 - Major");

        await desk.Until(() => diksha.Issues(subject).Count == 1, "the other tracker's issue is made");
        Assert.InRange(pump.Running, 3, 4);
        desk.Mend();
        await AllHearAsync(desk, begun);
    }

    [Fact]
    public async Task Cases_of_a_connection_that_is_paused_wait_in_the_database_and_go_on_by_themselves()
    {
        await using var desk = await Desk.OpenAsync(postgres);
        var level2 = Level2World.On(desk);
        var begun = await BeginAsync(level2);
        level2.City.ClickUp.Faults.Next(new Fault.Answer(429, RetryAfter: TimeSpan.FromMinutes(10)));
        level2.Priya.Comment(begun[0].Task, "The first word.");
        var rests = desk.World.Bridge.Services.GetRequiredService<Rests>();
        await desk.Until(() => rests.Now().ContainsKey("clickup"), "ClickUp asked to wait");
        desk.ForgetCalls();
        foreach (var value in begun)
        {
            level2.Priya.Comment(value.Task, "Another word.");
        }

        var lines = desk.World.Bridge.Services.GetRequiredService<WaitingLines>();
        var deadline = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(60);
        while (!(await lines.AllAsync(10, default)).Any(l => l.Line.Tracker == "clickup" && l.Ready >= Cases - 1))
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "they do not wait to be claimed");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, desk.World.Bridge.Services.GetRequiredService<CasePump>().Running);
        Assert.DoesNotContain(level2.City.ClickUp.Calls.All, call => call.Path.Contains("/task/", StringComparison.Ordinal));

        await AllHearAsync(desk, begun);
    }

    /// <summary>With time going by, what the engineers said comes to every ticket.</summary>
    private static async Task AllHearAsync(Desk desk, List<Level2Case> begun)
    {
        var deadline = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(90);
        while (
            !begun.TrueForAll(value =>
                desk.Notes(value.Ticket).Any(note => note.Contains("Another word.", StringComparison.Ordinal))
            )
        )
        {
            if (DateTimeOffset.UtcNow > deadline)
            {
                Assert.Fail($"what waited does not go on.\n{await desk.StoryAsync()}");
            }

            await desk.PassAsync(TimeSpan.FromSeconds(30));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<List<Level2Case>> BeginAsync(Level2World level2)
    {
        var begun = new List<Level2Case>();
        for (var n = 0; n < Cases; n++)
        {
            begun.Add(await level2.BeginAsync());
        }

        return begun;
    }
}
