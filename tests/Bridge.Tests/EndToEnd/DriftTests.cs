using Bridge.Jobs;
using Bridge.Tests.Cli;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Bridge.Tests.EndToEnd;

/// <summary>Changes that no webhook and no poll told of: found by comparing, shown, and mended by a look.</summary>
public sealed class DriftTests(PostgresFixture postgres)
{
    private static readonly (string, string)[] Deaf =
    [
        ("Bridge:DriftPerHour", "240"),
        .. new[] { "freshdesk", "clickup", "jira" }.Select(tool =>
            ($"Bridge:Connections:{tool}:PollEvery", "10.00:00:00")
        ),
    ];

    [Fact]
    public async Task What_webhooks_and_polls_missed_is_a_finding_once_it_is_seen_twice_and_a_resync_mends_it()
    {
        using var files = new MappingFiles();
        var database = await postgres.NewDatabaseAsync();
        await using var desk = await Desk.OpenAsync(database, files.Read(), Deaf);
        var world = Level2World.On(desk);
        var value = await world.BeginAsync();
        await RunAsync(desk, "drift");
        Assert.Equal(0, await desk.NumberAsync("select count(*) from drift"));

        desk.Weather(w => w.LostShare = 1);
        world.Priya.SetField(value.Task, "Severity", "Minor");
        world.Dana.SetFields(value.Ticket, desk.Field("Acceptance Criteria", "Totals and sums match"));
        desk.ForgetCalls();
        await RunAsync(desk, "drift");
        Assert.Equal(1, await desk.NumberAsync("select count(*) from drift where confirmed_at is null"));
        Assert.Empty(await desk.FindingsAsync(value.Ticket));

        await RunAsync(desk, "drift");
        var finding = Assert.Single(await desk.FindingsAsync(value.Ticket));
        Assert.StartsWith(
            $"Drift: Ticket {value.Ticket} and {value.Task} do not agree",
            finding,
            StringComparison.Ordinal
        );
        Assert.Contains("Totals and sums match", finding, StringComparison.Ordinal);
        Assert.Contains($"bridge case resync freshdesk/{value.Ticket}", finding, StringComparison.Ordinal);
        Assert.Empty(desk.Writes);

        var settings = BridgeCommand.Settings(desk.World.City);
        settings["ConnectionStrings:Bridge"] = database;
        settings["Bridge:PublicUrl"] = "http://127.0.0.1:5080";
        var dry = await BridgeCommand.RunAsync(settings, "case", "resync", $"{value.Ticket}", "--dry-run");
        Assert.Equal((0, ""), (dry.Code, dry.Error));
        Assert.Contains("to do:", dry.Output, StringComparison.Ordinal);
        Assert.Contains("Totals and sums match", dry.Output, StringComparison.Ordinal);
        Assert.Empty(desk.Writes);

        var (code, output, error) = await BridgeCommand.RunAsync(
            settings,
            "case",
            "resync",
            $"freshdesk/{value.Ticket}"
        );
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("read anew", output, StringComparison.Ordinal);

        // The command goes by the machine's clock, and the bridge of the test by its own.
        var behind = DateTimeOffset.UtcNow - desk.World.Clock.GetUtcNow();
        await desk.PassAsync(behind > TimeSpan.Zero ? behind : TimeSpan.Zero);
        await desk.Until(
            () => world.Task(value).Fields["Acceptance Criteria"]?.ToString() == "Totals and sums match",
            "the task has the criteria"
        );
        await desk.QuietAsync();
        await RunAsync(desk, "drift");
        Assert.DoesNotContain(
            await desk.FindingsAsync(value.Ticket),
            f => f.StartsWith("Drift", StringComparison.Ordinal)
        );
        Assert.Equal(0, await desk.NumberAsync("select count(*) from drift"));
    }

    [Fact]
    public async Task The_second_look_finds_what_webhooks_and_polls_missed_without_reading_what_is_known()
    {
        await using var desk = await Desk.OpenAsync(postgres, Deaf);
        var world = Level2World.On(desk);
        var value = await world.BeginAsync();
        var still = await world.BeginAsync();
        // What was read in the very second of a change is read once more when a list tells of that second.
        await desk.PassAsync(TimeSpan.FromSeconds(5));
        await desk.LookAsync(still.Ticket);
        await desk.QuietAsync();
        desk.Weather(w => w.LostShare = 1);
        world.Priya.SetField(value.Task, "Severity", "Minor");
        world.Dana.SetFields(value.Ticket, desk.Field("Acceptance Criteria", "Totals and sums match"));
        desk.ForgetCalls();

        await RunAsync(desk, "second look");
        await desk.Until(
            () => world.Task(value).Fields["Acceptance Criteria"]?.ToString() == "Totals and sums match",
            "the task has the criteria"
        );
        await desk.QuietAsync();

        Assert.DoesNotContain(desk.Calls, c => c.Path.EndsWith($"/tickets/{still.Ticket}", StringComparison.Ordinal));
        Assert.DoesNotContain(desk.Calls, c => c.Path.EndsWith($"/task/{still.Task}", StringComparison.Ordinal));
    }

    private static async Task RunAsync(Desk desk, string job) =>
        await desk
            .World.Bridge.Services.GetServices<IRecurringJob>()
            .Single(j => j.Name == job)
            .RunAsync(TestContext.Current.CancellationToken);
}
