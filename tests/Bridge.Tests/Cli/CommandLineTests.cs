using System.Diagnostics;

namespace Bridge.Tests.Cli;

/// <summary>The program as a process: what it prints and gives back.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task Run_without_settings_says_what_to_do_and_ends_with_78()
    {
        var (code, _, error) = await RunAsync(Directory.CreateTempSubdirectory("bridge-cli-").FullName, "run");

        Assert.Equal(78, code);
        Assert.Contains("appsettings.example.json", error, StringComparison.Ordinal);
        Assert.Contains("bridge demo", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_with_wrong_settings_and_mappings_names_them_all_and_ends_with_78()
    {
        var folder = Directory.CreateTempSubdirectory("bridge-cli-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "mappings"));
        await File.WriteAllTextAsync(Path.Combine(folder, "mappings", "a.yaml"), "process: A\nowners: B\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "appsettings.json"),
            """{ "Bridge": { "Connections": { "desk": { "Kind": "Freshdesk", "ApiKey": "canary-key" } } } }"""
        );

        var (code, output, error) = await RunAsync(folder, "run");

        Assert.Equal(78, code);
        Assert.Contains("Bridge:Connections:desk:BaseUrl is missing", error, StringComparison.Ordinal);
        Assert.Contains("a.yaml:2:1", error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shipped_mappings_pass_their_check()
    {
        var (code, output, _) = await RunAsync(Infrastructure.Repository.Root, "mappings", "check", "mappings");

        Assert.Equal(0, code);
        Assert.Contains("Level 2 Support", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapping_check_shows_the_line_and_the_place()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("bridge-cli-").FullName, "bad.yaml");
        await File.WriteAllTextAsync(file, "process: A\nstagges: {}\n");

        var (code, output, _) = await RunAsync(Path.GetTempPath(), "mappings", "check", file);

        Assert.Equal(78, code);
        Assert.Contains("bad.yaml:2:1", output, StringComparison.Ordinal);
        Assert.Contains("stages", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "own.tests.yaml:1:10: unknown process 'Level 3 Support', did you mean 'Level 2 Support'?")]
    [InlineData("json", "\"code\": \"unknown-process\"")]
    [InlineData("sarif", "\"ruleId\": \"unknown-process\"")]
    [InlineData("github", "own.tests.yaml,line=1,col=10")]
    public async Task A_mapping_check_reads_the_files_of_tests_too(string format, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("bridge-cli-").FullName;
        const string name = "level-2-support.yaml";
        File.Copy(Path.Combine(Infrastructure.Repository.Root, "mappings", name), Path.Combine(folder, name));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "own.tests.yaml"),
            "process: Level 3 Support\ntests: [{ name: One, steps: [{ expect: { notes: 0 } }] }]\n"
        );

        var (code, output, _) = await RunAsync(folder, "mappings", "check", folder, "--format", format);

        Assert.Equal(78, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("--strict", 78)]
    public async Task A_warning_fails_only_a_strict_check(string option, int expected)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("bridge-cli-").FullName, "warned.yaml");
        var shipped = Path.Combine(Infrastructure.Repository.Root, "mappings", "level-2-support.yaml");
        var text = await File.ReadAllTextAsync(shipped);
        await File.WriteAllTextAsync(
            file,
            text.Replace("fields:\n", "fields:\n  Idle: { type: text, helpdesk: Idle }\n", StringComparison.Ordinal)
        );

        string[] args = ["mappings", "check", file, .. option.Length == 0 ? [] : new[] { option }];
        var (code, output, _) = await RunAsync(Path.GetTempPath(), args);

        Assert.Equal(expected, code);
        Assert.Contains("warning: field 'Idle'", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "bridge.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
