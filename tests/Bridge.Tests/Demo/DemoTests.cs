using System.Text.RegularExpressions;
using Bridge.Cli;
using Bridge.Tests.Infrastructure;
using Spectre.Console;

namespace Bridge.Tests.Demo;

/// <summary>The demo as a user sees it who has no terminal.</summary>
public sealed partial class DemoTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Every_step_of_the_demo_holds_and_the_last_line_says_so()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var text = new StringWriter();

        var code = await DemoCommand.PlayAsync(
            On(text),
            Repository.Mappings(),
            database,
            exit: true,
            TestContext.Current.CancellationToken
        );

        var told = text.ToString();
        Assert.True(code == ExitCodes.Good, told);
        var last = LastLine().Match(told.TrimEnd().Split('\n')[^1]);
        Assert.True(last.Success, told);
        Assert.Equal(last.Groups["held"].Value, last.Groups["all"].Value);
        Assert.DoesNotContain('\u001b', told);
        Assert.DoesNotContain("✗", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demo_that_is_stopped_while_it_starts_ends_calmly()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var text = new StringWriter();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        var code = await DemoCommand.PlayAsync(On(text), Repository.Mappings(), database, exit: false, stop.Token);

        Assert.Equal(ExitCodes.Good, code);
        Assert.Contains("everything is cleaned up", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sandbox_alone_says_how_a_bridge_is_pointed_at_it()
    {
        await using var text = new StringWriter();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        var code = await SandboxCommand.RunAsync(On(text), new Uri("http://127.0.0.1:5080"), new(), stop.Token);

        Assert.Equal(ExitCodes.Good, code);
        var told = text.ToString();
        Assert.Contains("export Bridge__Connections__freshdesk__ApiKey='fd-key'", told, StringComparison.Ordinal);
        Assert.Contains("export Bridge__Connections__clickup__WebhookSecret='", told, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:5080/webhooks/", told, StringComparison.Ordinal);
    }

    private static IAnsiConsole On(StringWriter text)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = 120;
        return console;
    }

    [GeneratedRegex("^(?<held>[0-9]+) of (?<all>[0-9]+) steps held$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LastLine();
}
