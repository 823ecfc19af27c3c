using System.Globalization;
using System.Text.Json;
using Bridge.Cli;
using Bridge.Core.Planning.Comparison;
using Bridge.Tests.EndToEnd;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Spectre.Console;

namespace Bridge.Tests.Cli;

/// <summary>The command beside a running bridge, on its database.</summary>
public sealed class PlanCommandTests(PostgresFixture postgres)
{
    private static readonly (string, string) Quiet = ("from stage: Fixing\n", "from stage: Verifying\n");

    [Fact]
    public async Task It_says_which_messages_a_change_would_send_and_writes_nothing()
    {
        using var live = new MappingFiles(Quiet);
        using var edited = new MappingFiles();
        var database = await postgres.NewDatabaseAsync();
        await using var desk = await Desk.OpenAsync(database, live.Read());
        var value = await Level2World.On(desk).FixingAsync();
        var before = await RowsAsync(database);
        desk.ForgetCalls();

        var (code, text) = await RunAsync(desk, database, new(edited.Folder, false, false, null, null));
        Assert.Equal(ExitCodes.Good, code);
        Assert.Contains("1 case compared: 1 would change, 0 would not.", text, StringComparison.Ordinal);
        Assert.Contains("reply: 1 new", text, StringComparison.Ordinal);
        Assert.Contains("We expect to deliver the fix by", text, StringComparison.Ordinal);
        Assert.Contains("The change would go live by itself.", text, StringComparison.Ordinal);
        Assert.Equal(before, await RowsAsync(database));
        Assert.Empty(desk.Calls);
        Assert.Empty(desk.Replies(value.Ticket));
    }

    [Fact]
    public async Task As_json_it_can_be_read_by_a_program()
    {
        using var live = new MappingFiles(Quiet);
        using var edited = new MappingFiles();
        var database = await postgres.NewDatabaseAsync();
        await using var desk = await Desk.OpenAsync(database, live.Read(), ("Bridge:StormLimit", "0"));
        await Level2World.On(desk).FixingAsync();

        var (_, text) = await RunAsync(desk, database, new(edited.Folder, true, false, null, null));
        var summary = JsonDocument.Parse(text).RootElement.GetProperty("summary");
        Assert.Equal(1, summary.GetProperty("messages").GetInt32());
        Assert.Equal(live.Read().Hash, ComparisonJson.Read(text).Before);
    }

    [Fact]
    public async Task Fresh_reads_what_the_store_does_not_know_yet_and_still_writes_nothing()
    {
        using var files = new MappingFiles();
        using var edited = new MappingFiles(("We expect to deliver the fix by", "The fix comes by"));
        var database = await postgres.NewDatabaseAsync();
        await using var desk = await Desk.OpenAsync(database, files.Read());
        var value = await Level2World.On(desk).BeginAsync();
        desk.ForgetCalls();

        var (code, text) = await RunAsync(desk, database, new(edited.Folder, false, true, null, null));
        Assert.Equal(ExitCodes.Good, code);
        Assert.Contains("Nothing would change.", text, StringComparison.Ordinal);
        Assert.Contains(
            desk.Calls,
            c => c.Path.Contains(value.Ticket.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        );
        Assert.Empty(desk.Writes);
    }

    [Fact]
    public async Task A_bad_file_ends_it_with_78()
    {
        using var files = new MappingFiles(("from stage: Fixing\n", "from stage: Fixingg\n"));
        var configuration = new ConfigurationBuilder().Build();
        var code = await PlanCommand.RunAsync(
            new(files.Folder, false, false, null, null),
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }),
            configuration,
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(ExitCodes.BadConfiguration, code);
    }

    [Fact]
    public async Task A_set_that_waits_is_confirmed_by_its_hash()
    {
        using var files = new MappingFiles(Quiet);
        var database = await postgres.NewDatabaseAsync();
        await using var desk = await Desk.OpenAsync(database, files.Read(), ("Bridge:StormLimit", "0"));
        await Level2World.On(desk).FixingAsync();
        files.Write();
        var hash = files.Read().Hash;
        var waiting = $"select count(*) from mapping_sets where state = 'waiting' and hash = '{hash}'";
        await UntilAsync(desk, waiting, 1);

        var (wrong, _) = await RunAsync(desk, database, new(files.Folder, false, false, null, "000000000000"));
        Assert.Equal(ExitCodes.Failed, wrong);
        var (code, text) = await RunAsync(desk, database, new(files.Folder, false, false, null, hash));
        Assert.Equal(ExitCodes.Good, code);
        Assert.Contains($"{hash} goes live now", text, StringComparison.Ordinal);
        await UntilAsync(desk, $"select count(*) from mapping_sets where state = 'live' and hash = '{hash}'", 1);
    }

    private static async Task UntilAsync(Desk desk, string sql, long number)
    {
        var deadline = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(60);
        while (await desk.NumberAsync(sql) != number)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"{sql} is not {number}.\n{await desk.StoryAsync()}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<(int Code, string Text)> RunAsync(Desk desk, string database, PlanCommand.Asked asked)
    {
        var settings = new Dictionary<string, string?>(desk.World.City.Settings(), StringComparer.OrdinalIgnoreCase)
        {
            ["ConnectionStrings:Bridge"] = database,
        };
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Interactive = InteractionSupport.No }
        );
        var code = await PlanCommand.RunAsync(
            asked,
            console,
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build(),
            desk.World.Clock,
            TestContext.Current.CancellationToken
        );
        return (code, text.ToString());
    }

    /// <summary>Everything of the database that a plan could have touched.</summary>
    private static async Task<string> RowsAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(
            """
            select (select json_agg(s) from mapping_sets s)::text || (select json_agg(e) from effects e)::text
                || (select json_agg(json_build_array(c.state, c.ready_at, c.fence)) from cases c)::text
            """
        );
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
