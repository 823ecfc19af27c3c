using System.CommandLine;
using System.Diagnostics;
using Bridge.Core.Mappings;
using Bridge.Demo;
using Bridge.Settings;
using Bridge.Store;
using Bridge.Work;
using Spectre.Console;

namespace Bridge.Cli;

/// <summary><c>bridge demo</c>: the simulators, a bridge between them, and a story of each process.</summary>
internal static class DemoCommand
{
    private static readonly IReadOnlyDictionary<string, string?> NoSettings = new Dictionary<string, string?>();

    public static Command Create()
    {
        var exit = new Option<bool>("--exit")
        {
            Description = "Ends after the story, with 'N of N steps held'; exit code 0 only if all did.",
        };
        var command = new Command(
            "demo",
            "Plays four processes from the first mail to the closed ticket, on simulated tools and a database of its own."
        )
        {
            exit,
        };
        command.SetAction(result => StartAsync(result.GetValue(exit)));
        return command;
    }

    /// <summary>Plays the demo on a console. Connection string null: on a private PostgreSQL.</summary>
    internal static async Task<int> PlayAsync(
        IAnsiConsole console,
        IReadOnlyList<ProcessMapping> mappings,
        string? connectionString,
        bool exit,
        CancellationToken cancel
    )
    {
        var page = new StoryPage(console);
        page.Head("Bridge, a demo", "Simulated tools, a database of its own, one clock. Nothing leaves this machine.");
        page.Gap();
        try
        {
            await using var world = await DemoWorld.StartAsync(
                mappings,
                connectionString,
                NoSettings,
                cancel,
                page.Started
            );
            await BoundAsync(world, page, cancel);
            var score = await TellAsync(world, page, cancel);
            if (!exit)
            {
                page.Open(world);
                await StoryPage.StayAsync(cancel);
            }

            return score.IsFull ? ExitCodes.Good : ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            page.Gap();
            page.Quiet("Stopped; everything is cleaned up.");
            return exit ? ExitCodes.Failed : ExitCodes.Good;
        }
    }

    private static async Task<int> StartAsync(bool exit)
    {
        using var stop = new StopSignal();
        var (set, error) = DemoMappings.Read(Configuration.Build());
        if (error is not null)
        {
            await Console.Error.WriteLineAsync(error);
            return ExitCodes.BadConfiguration;
        }

        try
        {
            return await PlayAsync(StoryPage.Console(), set.Processes, null, exit, stop.Token);
        }
        catch (DatabaseException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.Failed;
        }
    }

    /// <summary>The bridge compares each process with its accounts before it takes cases.</summary>
    private static async Task BoundAsync(DemoWorld world, StoryPage page, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        var processes = world.Bridge.Services.GetRequiredService<Processes>();
        await processes.TriedAsync(cancel);
        page.Started("the processes, checked", Stopwatch.GetElapsedTime(began));
        foreach (var off in processes.All.Where(p => !p.IsOn))
        {
            page.Why($"{off.Mapping.Name} is off:", off.Problems);
        }
    }

    internal static async Task<Score> TellAsync(DemoWorld world, StoryPage page, CancellationToken cancel)
    {
        Story[] stories =
        [
            new Level2Story(world).Write(),
            new DikshaStory(world).Write(),
            new ValidationStory(world).Write(),
            new ThreeTierStory(world).Write(),
            new LastLook(world).Write(),
        ];
        var score = await new StoryTeller(world, page).PlayAsync(stories, cancel);
        page.Totals(await Totals.CountAsync(world, cancel));
        page.Score(score.Held, score.All);
        return score;
    }
}
