using System.Text.Json.Nodes;
using Bridge.Cli;
using Bridge.Connectors;
using Bridge.Demo;
using Bridge.Tests.Docs;
using Bridge.Tests.Infrastructure;
using Bridge.Work;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Bridge.Tests.Doctor;

/// <summary><c>bridge doctor</c> beside a running bridge and the simulated accounts.</summary>
public sealed class DoctorCommandTests(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sound_bridge_has_no_problem_and_every_check_is_made()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var world = await StartAsync(database);

        var (code, text) = await RunAsync(world, Settings(world, database), new(Json: true, Fix: false));

        var lines = JsonNode.Parse(text)!["lines"]!.AsArray();
        Assert.Empty(lines.Where(l => l!["mark"]!.GetValue<string>() == "Problem").Select(l => l!.ToJsonString()));
        Assert.Equal(ExitCodes.Good, code);
        var made = lines.Select(l => l!["check"]!.GetValue<string>()).ToHashSet();
        Assert.Equal(Checks.All.Select(c => c.Check).Order(), made.Order());
        Assert.Equal(0, JsonNode.Parse(text)!["problems"]!.GetValue<int>());
        Assert.All(lines.Where(l => l!["mark"]!.GetValue<string>() != "Good"), l => Assert.NotNull(l!["cure"]));
    }

    [Fact]
    public async Task The_table_has_mark_subject_finding_and_cure_and_no_secret()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var world = await StartAsync(database);
        var settings = Settings(world, database);
        settings["Bridge:Connections:freshdesk:ApiKey"] = "canary-key";
        settings["Bridge:Connections:jira:ApiToken"] = "canary-token";
        settings["Bridge:Connections:clickup:Token"] = "canary-token";

        var (code, text) = await RunAsync(world, settings, new(Json: false, Fix: false));

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("✗ ", text, StringComparison.Ordinal);
        Assert.Contains("Freshdesk does not take the key (401)", text, StringComparison.Ordinal);
        Assert.Contains(
            "Copy the API key from the integration agent's profile settings",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("not looked at: the credentials come first", text, StringComparison.Ordinal);
        Assert.Matches(@"\d+ good, \d+ to know, \d+ problems\s*$", text);
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
        Assert.DoesNotContain(world.City.JiraSecret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(world.City.FreshdeskSecret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_the_running_bridge_does_not_have_is_told_and_nothing_is_stored()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var world = await StartAsync(database);
        var settings = Settings(world, database);
        settings["Bridge:Connections:jira:WebhookSecret"] = "another";

        var (_, text) = await RunAsync(world, settings, new(Json: true, Fix: false));

        Assert.Equal("Problem", Mark(text, "jira", Checks.Delivery));
        Assert.Equal("Good", Mark(text, "clickup", Checks.Delivery));
        Assert.Equal("Good", Mark(text, "freshdesk", Checks.Delivery));
        await using var source = Npgsql.NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(
            "select (select count(*) from quarantine) + (select count(*) from signals)"
        );
        Assert.Equal(0L, await command.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task A_bridge_that_does_not_run_is_told_by_its_endpoint_and_its_deliveries()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var world = await StartAsync(database);
        var settings = Settings(world, database);
        settings["Bridge:PublicUrl"] = "http://127.0.0.1:1";

        var (code, text) = await RunAsync(world, settings, new(Json: true, Fix: false));

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Equal("Problem", Mark(text, "bridge", Checks.Endpoint));
        Assert.Equal("Problem", Mark(text, "jira", Checks.Delivery));
        Assert.Equal("Problem", Mark(text, "jira", Checks.Webhook));
    }

    [Fact]
    public async Task Fix_registers_the_webhooks_that_an_API_can_register()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var world = await StartAsync(database);
        var settings = Settings(world, database);
        settings["Bridge:PublicUrl"] = world.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

        var (_, before) = await RunAsync(world, settings, new(Json: true, Fix: false));
        await RunAsync(world, settings, new(Json: true, Fix: true));
        var (_, after) = await RunAsync(world, settings, new(Json: true, Fix: false));

        Assert.Equal("Problem", Mark(before, "jira", Checks.Webhook));
        Assert.Equal("Problem", Mark(before, "clickup", Checks.Webhook));
        Assert.Equal("Good", Mark(after, "jira", Checks.Webhook));
        Assert.Equal("Good", Mark(after, "clickup", Checks.Webhook));
        Assert.Equal("Problem", Mark(after, "freshdesk", Checks.Webhook));
    }

    [Fact]
    public async Task Wrong_settings_end_it_before_anything_is_asked()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Bridge:Connections:jira:Kind", "Jira")])
            .Build();
        await using var text = new StringWriter();
        var code = await DoctorCommand.RunAsync(
            new(false, false),
            On(text),
            configuration,
            TimeProvider.System,
            Cancel
        );
        Assert.Equal(ExitCodes.BadConfiguration, code);
        Assert.Equal("", text.ToString());
    }

    [Fact]
    public void The_guide_has_the_table_of_what_is_looked_at()
    {
        var section = Guide.Section(Guide.Read("docs/operate.md"), "## What the doctor looks at");
        var told = section
            .Split('\n')
            .Where(l =>
                l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| check", StringComparison.Ordinal)
            )
            .ToList();
        Assert.Equal(Checks.All.Select(c => $"| {c.Check} | {c.LooksAt} |"), told);
    }

    /// <summary>A bridge that has compared its processes with the accounts: before that it says that it is not ready.</summary>
    private static async Task<DemoWorld> StartAsync(string database)
    {
        var settings = new Dictionary<string, string?>();
        var world = await DemoWorld.StartAsync(Repository.Mappings(), database, settings, Cancel);
        await world.Bridge.Services.GetRequiredService<Processes>().TriedAsync(Cancel);
        return world;
    }

    private static Dictionary<string, string?> Settings(DemoWorld world, string database) =>
        new(world.City.Settings(), StringComparer.OrdinalIgnoreCase)
        {
            ["Bridge:PublicUrl"] = world.Url,
            ["Bridge:Mappings"] = Path.Combine(Repository.Root, "mappings"),
            ["ConnectionStrings:Bridge"] = database,
        };

    private static async Task<(int Code, string Text)> RunAsync(
        DemoWorld world,
        Dictionary<string, string?> settings,
        DoctorCommand.Asked asked
    )
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        await using var text = new StringWriter();
        var code = await DoctorCommand.RunAsync(asked, On(text), configuration, world.Clock, Cancel);
        return (code, text.ToString());
    }

    private static string Mark(string json, string about, string check) =>
        JsonNode.Parse(json)!["lines"]!
            .AsArray()
            .Where(l => l!["about"]!.GetValue<string>() == about && l["check"]!.GetValue<string>() == check)
            .Select(l => l!["mark"]!.GetValue<string>())
            .OrderByDescending(m => m, StringComparer.Ordinal)
            .First();

    private static IAnsiConsole On(StringWriter text)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = 400;
        return console;
    }
}
