using System.Text.Json;
using Bridge.Cli;
using Bridge.Tests.Findings;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Cli;

/// <summary><c>bridge findings</c> on a database as a working bridge leaves it.</summary>
public sealed class FindingsCommandTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private FindingHouse house = null!;

    public async ValueTask InitializeAsync()
    {
        this.house = await FindingHouse.OpenAsync(postgres);
        await this.house.RefusedCaseAsync("4711");
        await this.house.KeepAsync("no ticket id", "=cmd()");
    }

    public async ValueTask DisposeAsync() => await this.house.DisposeAsync();

    [Fact]
    public async Task List_shows_open_findings_and_quarantined_webhooks()
    {
        var (code, output, error) = await this.RunAsync("list");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("A tool", output, StringComparison.Ordinal);
        Assert.Contains("no ticket id", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_gives_a_program_json_and_csv()
    {
        var (_, text, _) = await this.RunAsync("list", "--case", "4711", "--connection", "clickup", "--format", "json");
        using var json = JsonDocument.Parse(text);
        var one = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal("Refused", one.GetProperty("kind").GetString());
        Assert.Equal("freshdesk/4711", one.GetProperty("ticket").GetString());
        Assert.Equal("A tool refused a change", one.GetProperty("title").GetString());

        var (_, csv, _) = await this.RunAsync("list", "--kind", "quarantined", "--format", "csv");
        Assert.StartsWith("id,kind,title,", csv, StringComparison.Ordinal);
        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Show_says_what_it_means_what_to_do_and_what_the_webhook_said()
    {
        var finding = await this.house.TheAsync("quarantine");

        var (code, output, _) = await this.RunAsync("show", $"{finding.Id}");

        Assert.Equal(0, code);
        Assert.Contains("A webhook was not understood (Quarantined)", output, StringComparison.Ordinal);
        Assert.Contains("=cmd()", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_of_all_of_a_kind_counts_first_and_then_does_it()
    {
        var dry = await this.RunAsync("retry", "--kind", "Refused", "--since", "1d", "--dry-run");
        Assert.Equal((0, "2 findings would be retried."), (dry.Code, dry.Output.Trim()));
        Assert.Equal(0L, await this.house.OneAsync<long>("select fence from cases"));

        var (code, output, _) = await this.RunAsync(
            "retry",
            "--kind",
            "Refused",
            "--since",
            "1d",
            "--yes",
            "--by",
            "Dana"
        );

        Assert.Equal(0, code);
        Assert.Contains("2 of 2 findings were retried.", output, StringComparison.Ordinal);
        Assert.Equal("waiting", await this.house.OneAsync<string>("select state from effects"));
        Assert.Equal(
            2L,
            await this.house.OneAsync<long>(
                "select count(*) from timeline where text like 'Dana had this tried again%'"
            )
        );
        Assert.Contains(
            "There is no such finding.",
            (await this.RunAsync("retry", "--kind", "Refused", "--yes")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Drop_of_one_says_what_came_of_each()
    {
        var finding = await this.house.TheAsync("refused/reply");

        var (code, output, error) = await this.RunAsync("drop", $"{finding.Id}", "999999", "--reason", "sent by hand");

        Assert.Equal(1, code);
        Assert.Contains($"{finding.Id}: dropped", output, StringComparison.Ordinal);
        Assert.Contains("999999: there is no such finding", error, StringComparison.Ordinal);
        Assert.Equal("sent by hand", (await this.house.TheAsync("refused/reply")).ClosedWhy);
    }

    [Theory]
    [InlineData("retry", "There is no kind 'Nonsense'", "--kind", "Nonsense")]
    [InlineData("retry", "Name findings by number, or all that are alike")]
    [InlineData("retry", "not both", "1", "--kind", "Refused")]
    [InlineData("drop", "--reason", "1")]
    public async Task What_is_asked_wrongly_is_told(string command, string words, params string[] args)
    {
        var (code, _, error) = await this.RunAsync([command, .. args]);

        Assert.Equal(1, code);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("90m", "2026-11-20T10:30:00Z")]
    [InlineData("6h", "2026-11-20T06:00:00Z")]
    [InlineData("2d", "2026-11-18T12:00:00Z")]
    [InlineData("2026-11-01", "2026-11-01T00:00:00Z")]
    [InlineData("2026-11-01T14:30", "2026-11-01T14:30:00Z")]
    [InlineData("2026-11-01T14:30+02:00", "2026-11-01T12:30:00Z")]
    public void Since_takes_moments_and_lengths_of_time(string text, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment, null), FindingsCommand.Moment(text, Noon));

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("6x")]
    [InlineData("yesterday")]
    [InlineData("999999999d")]
    public void Since_takes_nothing_else(string text) => Assert.Null(FindingsCommand.Moment(text, Noon));

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        BridgeCommand.RunAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["ConnectionStrings:Bridge"] = this.house.Source.ConnectionString,
            },
            ["findings", .. args]
        );
}
