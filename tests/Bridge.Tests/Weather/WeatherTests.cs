using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Weather;

/// <summary>Whatever becomes of webhooks, and whatever the clocks say: both tools end as in calm weather.</summary>
public sealed class WeatherTests(CalmPlays calm, PostgresFixture postgres) : IClassFixture<CalmPlays>
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The clocks of Freshdesk, ClickUp and Jira, in hours ahead of the bridge's.</summary>
    public static TheoryData<int, int, int> Clocks =>
        new()
        {
            { 1, -1, 1 },
            { -1, 1, -1 },
            { 1, 1, 1 },
            { -1, -1, -1 },
        };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task Webhooks_lost_doubled_and_shuffled_lead_to_the_same_end(int seed) =>
        this.EndsAlikeAsync(Sky.Storm, seed);

    [Theory]
    [MemberData(nameof(Clocks))]
    public Task Clocks_that_are_off_by_an_hour_lead_to_the_same_end(int freshdesk, int clickUp, int jira) =>
        this.EndsAlikeAsync(
            Sky.Storm with
            {
                Freshdesk = freshdesk * Hour,
                ClickUp = clickUp * Hour,
                Jira = jira * Hour,
                Unanswered = 0.05,
            },
            seed: 1
        );

    private async Task EndsAlikeAsync(Sky sky, int seed)
    {
        await using var play = await Play.OpenAsync(postgres, sky, seed);
        await play.RunAsync();

        var (wanted, came) = (await calm.EndingAsync(seed), play.Ending());
        var differences = Beyond(wanted, came)
            .Select(line => $"- {line}")
            .Concat(Beyond(came, wanted).Select(line => $"+ {line}"));
        Assert.True(!differences.Any(), string.Join('\n', differences));
        Assert.Empty(await play.OneMoreLookAsync());
    }

    /// <summary>The lines of one that the other does not have as often.</summary>
    private static List<string> Beyond(IEnumerable<string> one, IEnumerable<string> other)
    {
        var left = other.CountBy(line => line, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return one.Where(line => (left[line] = left.GetValueOrDefault(line) - 1) < 0).ToList();
    }
}
