using System.Net.Http.Headers;
using Bridge.Connectors.Http;

namespace Bridge.Tests.Connectors.Http;

public sealed class ToolClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly ToolClock clock = new();

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(-900)]
    public void Clocks_that_may_agree_are_taken_to_agree(int millisecondsAhead)
    {
        this.Answers(TimeSpan.FromMilliseconds(millisecondsAhead), 30);

        Assert.Null(this.clock.Difference);
        Assert.Equal(Noon, this.clock.At(Noon));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(-24)]
    public void A_clock_that_is_off_is_known_to_two_seconds_and_never_put_too_late(int hours)
    {
        this.Answers(hours * Hour, 30);

        Assert.InRange(this.clock.At(Noon), Noon + (hours * Hour) - TimeSpan.FromSeconds(2), Noon + (hours * Hour));
    }

    [Fact]
    public void One_answer_that_is_off_changes_nothing_and_three_that_agree_do()
    {
        this.Answers(TimeSpan.Zero, 3);
        this.Answers(Hour, 1);
        this.Answers(TimeSpan.Zero, 1);
        this.Answers(Hour, 2);
        Assert.Null(this.clock.Difference);

        this.Answers(Hour, 1);
        Assert.NotNull(this.clock.Difference);
        this.Answers(TimeSpan.Zero, 3);
        Assert.Null(this.clock.Difference);
    }

    [Fact]
    public void An_answer_out_of_a_cache_or_without_a_date_says_nothing()
    {
        Assert.False(this.clock.IsHeard);
        using var silent = new HttpResponseMessage();
        this.clock.Hear(silent.Headers, Noon, Noon);
        this.Answers(-Hour, 5, headers => headers.Age = TimeSpan.FromHours(1));

        Assert.True(this.clock.IsHeard);
        Assert.Null(this.clock.Difference);
    }

    [Theory]
    [InlineData("Retry-After")]
    [InlineData("X-RateLimit-Reset")]
    public void A_moment_to_wait_for_is_one_of_the_tools_clock(string header)
    {
        using var response = new HttpResponseMessage();
        response.Headers.Date = Noon - Hour;
        response.Headers.TryAddWithoutValidation(
            header,
            header == "Retry-After" ? "Mon, 02 Nov 2026 11:00:30 GMT" : "2026-11-02T11:00:30Z"
        );

        Assert.Equal(
            TimeSpan.FromSeconds(30),
            RetryAfter.Of(new ToolAnswer { Status = 429, Headers = response.Headers }, Noon)
        );
    }

    /// <summary>Answers that come within a tenth of a second or two, spread over some seconds.</summary>
    private void Answers(TimeSpan ahead, int count, Action<HttpResponseHeaders>? change = null)
    {
        for (var n = 0; n < count; n++)
        {
            using var response = new HttpResponseMessage();
            var sent = Noon + TimeSpan.FromMilliseconds(370 * n);
            var told = sent + TimeSpan.FromMilliseconds(60) + ahead;
            response.Headers.Date = DateTimeOffset.FromUnixTimeSeconds(told.ToUnixTimeSeconds());
            change?.Invoke(response.Headers);
            this.clock.Hear(response.Headers, sent, sent + TimeSpan.FromMilliseconds(120));
        }
    }
}
