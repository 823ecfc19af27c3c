using Bridge.Connectors.Http;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Connectors.Budgets;

/// <summary>The budget of one process, on a clock that the test moves.</summary>
public sealed class RateBudgetTests
{
    private readonly VirtualClock clock = new();

    [Fact]
    public async Task In_no_minute_is_more_sent_than_the_limit_and_under_load_nearly_all_of_it()
    {
        using var budget = new RateBudget(this.clock, 100);
        var sent = await Load.RunAsync([budget], this.clock, TimeSpan.FromMinutes(10), Priority.State);

        Assert.InRange(Load.MostInAMinute(sent), 1, 100);
        Assert.InRange(sent.Count / 10.0, 85, 110);
    }

    [Fact]
    public async Task A_customers_message_goes_before_what_waited_longer()
    {
        using var budget = new RateBudget(this.clock, 1);
        await budget.TakeAsync(Priority.CustomerMessage, CancellationToken.None);
        var backfill = budget.TakeAsync(Priority.Backfill, CancellationToken.None);
        var state = budget.TakeAsync(Priority.State, CancellationToken.None);
        var message = budget.TakeAsync(Priority.CustomerMessage, CancellationToken.None);
        foreach (var next in new[] { message, state, backfill })
        {
            Assert.False(next.IsCompleted);
            this.clock.Move(TimeSpan.FromSeconds(63));
            await next.WaitAsync(TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public async Task A_backfill_leaves_a_share_of_the_minute_to_the_more_urgent()
    {
        using var budget = new RateBudget(this.clock, 100);
        var load = Enumerable
            .Range(0, 200)
            .Select(_ => budget.TakeAsync(Priority.Backfill, CancellationToken.None))
            .ToList();

        Assert.Equal(80, load.Count(t => t.IsCompleted));
        Assert.True(budget.TakeAsync(Priority.CustomerMessage, CancellationToken.None).IsCompletedSuccessfully);
        Assert.True(budget.TakeAsync(Priority.State, CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Nothing_is_sent_while_paused_and_all_goes_on_afterwards()
    {
        using var budget = new RateBudget(this.clock, null);
        budget.PauseUntil(this.clock.GetUtcNow() + TimeSpan.FromSeconds(30), "the tool answered 429");
        var turn = budget.TakeAsync(Priority.CustomerMessage, CancellationToken.None);
        this.clock.Move(TimeSpan.FromSeconds(29));

        Assert.False(turn.IsCompleted);
        Assert.Equal("the tool answered 429", budget.View.PauseReason);
        this.clock.Move(TimeSpan.FromSeconds(2));
        await turn.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_request_takes_what_it_costs()
    {
        using var budget = new RateBudget(this.clock, 100);
        await budget.TakeAsync(new Charge(Priority.State, Cost: 5), CancellationToken.None);

        Assert.Equal(95, budget.View.Left);
    }

    [Fact]
    public async Task A_request_that_costs_more_than_the_limit_is_sent_once_the_minute_is_free()
    {
        using var budget = new RateBudget(this.clock, 4);

        await budget
            .TakeAsync(new Charge(Priority.State, Cost: 9), CancellationToken.None)
            .WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task What_waits_for_its_part_of_the_limit_holds_up_nobody_else()
    {
        using var budget = new RateBudget(this.clock, 100);
        budget.LimitPart("list", 2);
        var lists = Enumerable
            .Range(0, 3)
            .Select(_ => budget.TakeAsync(new Charge(Priority.State, Part: "list"), CancellationToken.None))
            .ToList();

        Assert.Equal(2, lists.Count(t => t.IsCompleted));
        Assert.True(budget.TakeAsync(Priority.Rest, CancellationToken.None).IsCompletedSuccessfully);
        this.clock.Move(TimeSpan.FromSeconds(63));
        await lists[2].WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_pause_of_a_part_stops_that_part_alone()
    {
        using var budget = new RateBudget(this.clock, 100);
        budget.PauseUntil(this.clock.GetUtcNow() + TimeSpan.FromSeconds(20), "429", "list");
        var list = budget.TakeAsync(new Charge(Priority.State, Part: "list"), CancellationToken.None);

        Assert.False(list.IsCompleted);
        Assert.True(budget.TakeAsync(Priority.State, CancellationToken.None).IsCompletedSuccessfully);
        this.clock.Move(TimeSpan.FromSeconds(21));
        await list.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_nothing()
    {
        using var budget = new RateBudget(this.clock, 1);
        await budget.TakeAsync(Priority.State, CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        var gone = budget.TakeAsync(Priority.State, cancel.Token);
        var stays = budget.TakeAsync(Priority.State, CancellationToken.None);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        this.clock.Move(TimeSpan.FromSeconds(63));

        await stays.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task What_the_tool_says_is_left_is_believed_when_it_is_less()
    {
        using var budget = new RateBudget(this.clock, null);
        await budget.TakeAsync(Priority.State, CancellationToken.None);
        budget.Learn(100, 13);
        var load = Enumerable
            .Range(0, 20)
            .Select(_ => budget.TakeAsync(Priority.CustomerMessage, CancellationToken.None))
            .ToList();

        // A tenth of the tool's limit is left to others, always.
        Assert.Equal(3, load.Count(t => t.IsCompleted));
    }

    [Fact]
    public async Task The_settings_limit_holds_when_the_tool_would_allow_more()
    {
        using var budget = new RateBudget(this.clock, 10);
        budget.Learn(1000, 1000);
        await Drain(budget, Priority.CustomerMessage, 10);

        Assert.False(budget.TakeAsync(Priority.CustomerMessage, CancellationToken.None).IsCompleted);
    }

    private static async Task Drain(RateBudget budget, Priority priority, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await budget.TakeAsync(priority, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));
        }
    }
}
