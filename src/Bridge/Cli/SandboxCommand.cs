using System.CommandLine;
using Bridge.Demo;
using Bridge.Sandbox.Scenery;
using Spectre.Console;

namespace Bridge.Cli;

/// <summary><c>bridge sandbox</c>: the three simulators alone, for a bridge that runs elsewhere.</summary>
internal static class SandboxCommand
{
    private const string DefaultBridge = "http://127.0.0.1:5080";

    public static Command Create()
    {
        var bridge = new Option<string>("--bridge")
        {
            Description = "The address of the bridge that gets the webhooks; it need not run yet.",
            DefaultValueFactory = _ => DefaultBridge,
        };
        bridge.Validators.Add(result =>
        {
            if (!Uri.TryCreate(result.GetValueOrDefault<string>(), UriKind.Absolute, out var uri) || !IsWeb(uri))
            {
                result.AddError($"--bridge takes an address such as {DefaultBridge}.");
            }
        });
        var freshdesk = Port("--freshdesk-port", "Freshdesk");
        var clickUp = Port("--clickup-port", "ClickUp");
        var jira = Port("--jira-port", "Jira");
        var command = new Command("sandbox", "Runs simulated Freshdesk, ClickUp and Jira accounts to try a bridge on.")
        {
            bridge,
            freshdesk,
            clickUp,
            jira,
        };
        command.SetAction(result =>
        {
            var ports = new SandboxPorts(result.GetValue(freshdesk), result.GetValue(clickUp), result.GetValue(jira));
            return StartAsync(new Uri(result.GetValue(bridge)!), ports);
        });
        return command;
    }

    /// <summary>Runs the simulators until the token is cancelled.</summary>
    internal static async Task<int> RunAsync(
        IAnsiConsole console,
        Uri bridge,
        SandboxPorts ports,
        CancellationToken cancel
    )
    {
        var page = new StoryPage(console);
        await using var city = await SandboxCity.StartAsync(TimeProvider.System, ports);
        await city.ConnectWebhooksAsync(bridge);
        page.Head("Sandbox", "Simulated accounts on this machine, set up for the mapping files that ship");
        page.Gap();
        page.Pair(
            "Freshdesk",
            $"{city.Freshdesk.BaseUrl}   API key {city.Settings()["Bridge:Connections:freshdesk:ApiKey"]}"
        );
        page.Pair("ClickUp", $"{city.ClickUp.BaseUrl}   token {city.ClickUp.Options.Token}");
        page.Pair("Jira", $"{city.Jira.BaseUrl}   {city.Jira.Options.Email} with token {city.Jira.Options.ApiToken}");
        page.Pair("webhooks go to", $"{bridge.AbsoluteUri.TrimEnd('/')}/webhooks/NAME");
        page.Gap();
        page.Plain("Point a bridge at them with these, then start it with 'bridge run':");
        page.Gap();
        foreach (var (key, value) in city.Settings().Where(s => s.Value is not null))
        {
            console.Profile.Out.Writer.WriteLine(
                $"export {key.Replace(":", "__", StringComparison.Ordinal)}='{value}'"
            );
        }

        page.Gap();
        page.Quiet("Ctrl+C stops it.");
        await StoryPage.StayAsync(cancel);
        return ExitCodes.Good;
    }

    private static async Task<int> StartAsync(Uri bridge, SandboxPorts ports)
    {
        using var stop = new StopSignal();
        try
        {
            return await RunAsync(StoryPage.Console(), bridge, ports, stop.Token);
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"A simulator cannot listen: {e.Message} Give another port, or none.");
            return ExitCodes.Failed;
        }
    }

    private static Option<int> Port(string name, string tool) =>
        new(name) { Description = $"The loopback port of {tool}; left out: a free one." };

    private static bool IsWeb(Uri uri) => uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;
}
