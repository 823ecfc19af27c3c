using System.Net;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Connectors.Http;

/// <summary>How long a look waits for a budget before it rests in the database.</summary>
public sealed class PatienceTests : IDisposable
{
    private static readonly Uri Address = new("http://tool.example/item");
    private readonly VirtualClock clock = new();
    private readonly Wire wire = new();
    private readonly RateBudget budget;
    private readonly ToolHttp http;

    public PatienceTests()
    {
        this.budget = new RateBudget(this.clock, 10);
        this.http = new ToolHttp(
            new HttpClient(this.wire),
            this.budget,
            this.clock,
            TimeSpan.FromSeconds(20),
            new RateHabits(LimitsArePerMinute: false, _ => false)
        );
    }

    [Fact]
    public async Task A_look_that_has_not_begun_gives_up_at_once_when_the_minute_is_used_up()
    {
        await this.UseUpAsync();
        using var patience = Patience.Of(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2));

        var answer = await this.SendAsync(Priority.State);

        Assert.Equal(FailureKind.Busy, answer.NoAnswer!.Kind);
        Assert.InRange(answer.NoAnswer.RetryAfter!.Value, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(63));
        Assert.Contains("the connection's budget is used up", answer.NoAnswer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customers_message_still_goes_when_the_rest_has_to_wait()
    {
        await this.UseUpAsync();
        using var patience = Patience.Of(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2));

        Assert.Equal(TimeSpan.Zero, this.budget.WaitOf(Priority.CustomerMessage));
        Assert.True((await this.SendAsync(Priority.CustomerMessage)).Good);
    }

    [Fact]
    public async Task A_look_that_has_spent_some_of_the_budget_waits_for_the_next_minute()
    {
        using var patience = Patience.Of(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2));
        Assert.True((await this.SendAsync(Priority.State)).Good);
        await this.UseUpAsync();

        var next = this.SendAsync(Priority.State);
        Assert.False(next.IsCompleted);

        this.clock.Move(TimeSpan.FromSeconds(65));
        Assert.True((await next.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Good);
    }

    [Fact]
    public async Task A_pause_that_comes_while_it_waits_is_waited_out_no_longer_than_patience_lasts()
    {
        using var patience = Patience.Of(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2));
        Assert.True((await this.SendAsync(Priority.State)).Good);
        await this.UseUpAsync();
        var next = this.SendAsync(Priority.State);
        this.budget.PauseUntil(this.clock.GetUtcNow() + TimeSpan.FromMinutes(30), "the tool answered 429");

        this.clock.Move(TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(1));

        var answer = await next.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(FailureKind.Busy, answer.NoAnswer!.Kind);
        Assert.InRange(answer.NoAnswer.RetryAfter!.Value, TimeSpan.FromMinutes(27), TimeSpan.FromMinutes(28));
        Assert.Contains("the tool answered 429", answer.NoAnswer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_outside_of_a_look_wait_as_long_as_it_takes()
    {
        await this.UseUpAsync();

        var next = this.SendAsync(Priority.State);
        Assert.False(next.IsCompleted);

        this.clock.Move(TimeSpan.FromSeconds(65));
        Assert.True((await next.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Good);
    }

    public void Dispose() => this.http.Dispose();

    /// <summary>Nine of ten: the last is kept for customers' messages.</summary>
    private async Task UseUpAsync()
    {
        while (this.budget.WaitOf(Priority.State) == TimeSpan.Zero)
        {
            await this.budget.TakeAsync(Priority.State, CancellationToken.None);
        }
    }

    private Task<ToolAnswer> SendAsync(Priority priority) =>
        this.http.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, Address),
            priority,
            TestContext.Current.CancellationToken
        );

    private sealed class Wire : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
    }
}
