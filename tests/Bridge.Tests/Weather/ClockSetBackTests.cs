using Bridge.Connectors;
using Bridge.Tests.EndToEnd;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Bridge.Tests.Weather;

/// <summary>A tool that was an hour ahead gets the right time while cases are under way.</summary>
public sealed class ClockSetBackTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_change_with_an_earlier_time_than_one_before_is_no_less_new()
    {
        await using var desk = await Desk.OpenAsync(postgres, ("Bridge:Connections:clickup:PollEvery", "06:00:00"));
        var world = Level2World.On(desk);
        desk.World.City.ClickUp.ClockAhead = TimeSpan.FromHours(1);
        await SeeTheClockAsync(desk);
        var value = await world.BeginAsync();
        desk.World.City.ClickUp.ClockAhead = TimeSpan.Zero;
        await SeeTheClockAsync(desk);

        world.Priya.SetField(value.Task, "Resolution Notes", "The cache was stale.");
        world.Priya.Comment(value.Task, "Found it.");

        await desk.Until(() => world.Field(value, "Resolution Notes") == "The cache was stale.", "the field");
        await desk.Until(
            () => desk.Notes(value.Ticket).Any(n => n.Contains("Found it.", StringComparison.Ordinal)),
            "the comment"
        );
        await desk.SettledAsync();
        Assert.Single(desk.Notes(value.Ticket), n => n.Contains("Found it.", StringComparison.Ordinal));
    }

    private static async Task SeeTheClockAsync(Desk desk)
    {
        var tool = desk.World.Bridge.Services.GetRequiredService<ToolSet>().Find("clickup")!;
        for (var answers = 0; answers < 3; answers++)
        {
            await tool.ReadAsync("none", TestContext.Current.CancellationToken);
        }
    }
}
