using System.Text.Json;
using Bridge.Core.Model;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Bridge.Tests.Web;
using Npgsql;

namespace Bridge.Tests.Cli;

/// <summary><c>bridge case show</c> and <c>retry</c> on a database as a working bridge leaves it.</summary>
public sealed class CaseCommandTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly Dictionary<string, string?> settings = [];
    private NpgsqlDataSource source = null!;
    private long id;

    public async ValueTask InitializeAsync()
    {
        var database = await postgres.NewDatabaseAsync();
        this.settings["ConnectionStrings:Bridge"] = database;
        this.source = NpgsqlDataSource.Create(database);
        await Migrator.Embedded().ApplyAsync(this.source, default);
        this.id = await Seeds.DayAsync(this.source);
    }

    public async ValueTask DisposeAsync() => await this.source.DisposeAsync();

    [Fact]
    public async Task Show_tells_stage_gate_eta_what_is_refused_and_the_story()
    {
        var (code, output, error) = await this.RunAsync("case", "show", "4711");

        Assert.Equal((0, ""), (code, error));
        string[] told =
        [
            "Ticket freshdesk/4711",
            "Sorting by price loses the last page of the feed",
            "process    Level 2 Support",
            "stage      Fixing since 2026-11-20 14:12:00",
            "item       86abc1",
            "Verifying is asked for by the tracker",
            "missing: Pull Request",
            "2026-11-27 was told to the customer",
            "tracker/Severity = S2 - Major: no such option",
            "waiting note in the helpdesk: tell the agent of the task",
            "refused reply in the helpdesk: ETA first set",
            "GateViolation: The task was moved to Verifying",
            "saw: Webhook: taskStatusUpdated by Dana",
        ];
        Assert.All(told, line => Assert.Contains(line, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_gives_a_program_the_same_as_json()
    {
        var (code, output, _) = await this.RunAsync(
            "case",
            "show",
            "freshdesk/4711",
            "--format",
            "json",
            "--lines",
            "2"
        );

        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        Assert.Equal(this.id, root.GetProperty("case").GetInt64());
        Assert.Equal("Fixing", root.GetProperty("stage").GetString());
        Assert.Equal("Pull Request", root.GetProperty("gate").GetProperty("missing")[0].GetString());
        Assert.Equal("2026-11-27", root.GetProperty("eta").GetProperty("told").GetString());
        Assert.Equal("tracker/Severity", root.GetProperty("refused")[0].GetProperty("facet").GetString());
        Assert.Equal(2, root.GetProperty("openEffects").GetArrayLength());
        Assert.Equal(
            ["decided", "refused"],
            root.GetProperty("story").EnumerateArray().Select(l => l.GetProperty("kind").GetString())
        );
    }

    [Fact]
    public async Task A_number_that_two_helpdesks_have_is_asked_back()
    {
        await Seeds.CaseAsync(this.source, Seeds.Fixing("4711") with { Helpdesk = "second" }, "Another");

        var (code, output, error) = await this.RunAsync("case", "show", "#4711");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("freshdesk/4711 or second/4711", error, StringComparison.Ordinal);
        Assert.Equal(0, (await this.RunAsync("case", "show", "second/4711")).Code);
    }

    [Fact]
    public async Task A_ticket_that_the_bridge_does_not_know_ends_it_with_1()
    {
        var (code, output, error) = await this.RunAsync("case", "show", "987654");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("has no case of the ticket 987654", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_of_one_facet_leaves_the_others_refused()
    {
        var unknown = await this.RunAsync("case", "retry", "4711", "--facet", "tracker/Serverity");
        Assert.Equal(1, unknown.Code);
        Assert.Contains("There are: reply, tracker/Severity.", unknown.Error, StringComparison.Ordinal);

        var (code, output, _) = await this.RunAsync("case", "retry", "4711", "--facet", "reply");
        Assert.Equal(0, code);
        Assert.Contains("Tried again: reply", output, StringComparison.Ordinal);
        Assert.Equal(0, await this.NumberAsync("select count(*) from effects where state = 'refused'"));
        Assert.Equal(1, await this.NumberAsync("select count(*) from cases where ready_at <= now()"));
        Assert.NotEmpty((await this.StateAsync()).Refusals);

        Assert.Equal(0, (await this.RunAsync("case", "retry", "4711")).Code);
        Assert.Empty((await this.StateAsync()).Refusals);

        var (again, nothing, _) = await this.RunAsync("case", "retry", "4711");
        Assert.Equal(0, again);
        Assert.Contains("Nothing of this case is refused", nothing, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        BridgeCommand.RunAsync(this.settings, args);

    private async Task<Case> StateAsync()
    {
        await using var command = this.source.CreateCommand($"select state::text from cases where id = {this.id}");
        return Core.CaseJson.ReadCase((string)(await command.ExecuteScalarAsync())!);
    }

    private async Task<long> NumberAsync(string sql)
    {
        await using var command = this.source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
