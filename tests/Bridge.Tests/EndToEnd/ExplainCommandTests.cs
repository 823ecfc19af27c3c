using System.Globalization;
using Bridge.Sandbox.Scenery;
using Bridge.Tests.Cli;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.EndToEnd;

/// <summary><c>bridge mappings explain TICKET</c> beside a running bridge: reads the tools and its database.</summary>
public sealed class ExplainCommandTests(PostgresFixture postgres)
{
    private static readonly string Mappings = Path.Combine(Repository.Root, "mappings");

    [Fact]
    public async Task A_live_case_is_explained_from_the_store_and_both_tools_and_nothing_is_written()
    {
        using var files = new MappingFiles();
        var database = await postgres.NewDatabaseAsync();
        await using var desk = await Desk.OpenAsync(database, files.Read());
        var world = Level2World.On(desk);
        var value = await world.BeginAsync();
        world.Dana.SetFields(value.Ticket, desk.Field("Severity", null));
        await desk.QuietAsync();
        var before = await desk.NumberAsync("select count(*) from effects");
        desk.ForgetCalls();

        var (code, output, error) = await ExplainAsync(desk.World.City, value.Ticket, files.Folder, database);

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith($"#{value.Ticket}: Validating in Level 2 Support", output, StringComparison.Ordinal);
        Assert.Contains("Replicating: shut", output, StringComparison.Ordinal);
        Assert.Contains("missing: Severity", output, StringComparison.Ordinal);
        Assert.Contains("SLA of Validating", output, StringComparison.Ordinal);
        Assert.DoesNotContain("would make an item", output, StringComparison.Ordinal);
        Assert.Contains(desk.Calls, c => c.Path.Contains($"/task/{value.Task}", StringComparison.Ordinal));
        Assert.Empty(desk.Writes);
        Assert.Equal(before, await desk.NumberAsync("select count(*) from effects"));
    }

    [Fact]
    public async Task A_ticket_that_no_bridge_has_seen_is_explained_from_the_helpdesk_alone()
    {
        await using var city = await SandboxCity.StartAsync(TimeProvider.System);
        var world = city.Customers.Carol.ByMail.CreateTicket("A refund", "<p>Please.</p>").Id;

        var (code, output, error) = await ExplainAsync(city, world, Mappings, database: null);

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith($"#{world}: in no process", output, StringComparison.Ordinal);
        Assert.Contains("Level 2 Support: no, status is 'Open', not 'Elevating'", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_that_is_not_there_ends_it_with_1()
    {
        await using var city = await SandboxCity.StartAsync(TimeProvider.System);

        var (code, output, error) = await ExplainAsync(city, 987_654, Mappings, database: null);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("987654", error, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> ExplainAsync(
        SandboxCity city,
        long ticket,
        string mappings,
        string? database
    )
    {
        var settings = BridgeCommand.Settings(city);
        if (database is not null)
        {
            settings["ConnectionStrings:Bridge"] = database;
        }

        var number = ticket.ToString(CultureInfo.InvariantCulture);
        return BridgeCommand.RunAsync(settings, "mappings", "explain", number, "--mappings", mappings);
    }
}
