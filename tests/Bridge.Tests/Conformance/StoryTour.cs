using Bridge.Cli;
using Bridge.Demo;
using Bridge.Sandbox.Hosting;
using Bridge.Tests.Infrastructure;
using Spectre.Console;

namespace Bridge.Tests.Conformance;

/// <summary>The calls of a running bridge while the four processes that ship are played from the first mail to the closed ticket.</summary>
internal sealed record StoryTour(IReadOnlyList<ApiCall> Jira, IReadOnlyList<ApiCall> ClickUp)
{
    public static async Task<StoryTour> TakeAsync(PostgresFixture postgres, CancellationToken cancel)
    {
        var database = await postgres.NewDatabaseAsync();
        var settings = new Dictionary<string, string?>();
        await using var world = await DemoWorld.StartAsync(Repository.Mappings(), database, settings, cancel);
        world.City.Jira.Calls.KeepsAnswers = true;
        world.City.ClickUp.Calls.KeepsAnswers = true;
        await using var text = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) }
        );
        var score = await DemoCommand.TellAsync(world, new StoryPage(console), cancel);
        Assert.True(score.IsFull, text.ToString());
        return new StoryTour(world.City.Jira.Calls.All, world.City.ClickUp.Calls.All);
    }
}
