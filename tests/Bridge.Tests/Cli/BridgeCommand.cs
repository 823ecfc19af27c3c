using System.Diagnostics;
using Bridge.Sandbox.Scenery;

namespace Bridge.Tests.Cli;

/// <summary>The program as a process of its own, in an empty folder, with settings from the environment alone.</summary>
internal static class BridgeCommand
{
    /// <summary>The settings by which a city's tools are reached, over HTTP.</summary>
    internal static Dictionary<string, string?> Settings(SandboxCity city) =>
        new(city.Settings(), StringComparer.OrdinalIgnoreCase);

    internal static async Task<(int Code, string Output, string Error)> RunAsync(
        IReadOnlyDictionary<string, string?> settings,
        params string[] args
    )
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Directory.CreateTempSubdirectory("bridge-command-").FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        foreach (var arg in (string[])[Path.Combine(AppContext.BaseDirectory, "bridge.dll"), .. args])
        {
            start.ArgumentList.Add(arg);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
