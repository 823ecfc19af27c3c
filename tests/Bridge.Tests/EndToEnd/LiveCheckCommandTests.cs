using Bridge.Sandbox.Scenery;
using Bridge.Tests.Cli;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.EndToEnd;

/// <summary><c>bridge mappings check --live</c> against the simulated accounts, over HTTP.</summary>
public sealed class LiveCheckCommandTests
{
    [Fact]
    public async Task The_shipped_files_fit_the_accounts_of_the_demo_and_asking_writes_nothing()
    {
        await using var city = await SandboxCity.StartAsync(TimeProvider.System);

        var (code, output, error) = await CheckAsync(city, Path.Combine(Repository.Root, "mappings"));

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Level 2 Support", output, StringComparison.Ordinal);
        Assert.All(
            new[] { city.Freshdesk.Calls, city.ClickUp.Calls, city.Jira.Calls }.SelectMany(calls => calls.All),
            call =>
                Assert.True(
                    call.Method == "GET" || call.Path.Contains("/search", StringComparison.Ordinal),
                    $"{call.Method} {call.Path}"
                )
        );
    }

    [Theory]
    [InlineData("helpdesk: Fixing", "helpdesk: Mending", "freshdesk: ", "Mending")]
    [InlineData("[ready to do, fixing]", "[ready to do, mending]", "clickup: ", "mending")]
    [InlineData(
        "helpdesk: Steps to Reproduce the Issue",
        "helpdesk: Steps to Repeat",
        "freshdesk: ",
        "Steps to Repeat"
    )]
    public async Task What_an_account_lacks_is_told_at_its_line(string old, string edited, string tool, string name)
    {
        using var files = new MappingFiles((old, edited));
        await using var city = await SandboxCity.StartAsync(TimeProvider.System);
        var text = await File.ReadAllLinesAsync(
            Path.Combine(files.Folder, "level-2-support.yaml"),
            TestContext.Current.CancellationToken
        );
        var line = Array.FindIndex(text, l => l.Contains(name, StringComparison.Ordinal)) + 1;

        var (code, output, _) = await CheckAsync(city, files.Folder);

        Assert.Equal(78, code);
        Assert.Contains(
            output.Split('\n'),
            l =>
                l.Contains($"level-2-support.yaml:{line}:", StringComparison.Ordinal)
                && l.Contains(tool, StringComparison.Ordinal)
                && l.Contains(name, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_account_that_refuses_the_key_is_told_without_the_key()
    {
        using var files = new MappingFiles();
        await using var city = await SandboxCity.StartAsync(TimeProvider.System);
        var settings = BridgeCommand.Settings(city);
        settings["Bridge:Connections:freshdesk:ApiKey"] = "canary-key";

        var (code, output, error) = await BridgeCommand.RunAsync(settings, "mappings", "check", files.Folder, "--live");

        Assert.Equal(78, code);
        Assert.Contains("'freshdesk' cannot be asked", output, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_end_it_with_78_before_anybody_is_asked()
    {
        using var files = new MappingFiles();
        var settings = new Dictionary<string, string?> { ["Bridge:Connections:freshdesk:Kind"] = "Freshdesk" };

        var (code, _, error) = await BridgeCommand.RunAsync(settings, "mappings", "check", files.Folder, "--live");

        Assert.Equal(78, code);
        Assert.Contains("settings: Bridge:Connections:freshdesk:BaseUrl is missing", error, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> CheckAsync(SandboxCity city, string mappings) =>
        BridgeCommand.RunAsync(BridgeCommand.Settings(city), "mappings", "check", mappings, "--live");
}
