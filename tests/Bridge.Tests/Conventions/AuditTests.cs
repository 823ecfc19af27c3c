using System.Diagnostics;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Conventions;

/// <summary>What .ci/audit makes of what the package sources say. A program of the test's own plays dotnet.</summary>
public sealed class AuditTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("bridge-audit-").FullName;

    public void Dispose() => Directory.Delete(this.folder, recursive: true);

    [Fact]
    public async Task A_vulnerable_package_fails_the_audit()
    {
        var (code, said) = await this.AuditAsync(
            """
            Project `Bridge` has the following vulnerable packages
               [net10.0]:
               Transitive Package      Resolved   Severity   Advisory URL
               > Newtonsoft.Json       12.0.1     High       https://github.com/advisories/GHSA-5crp-9r3c-p9vr
            The given project `Bridge.Core` has no vulnerable packages given the current sources.
            """
        );

        Assert.Equal(1, code);
        Assert.Contains("Newtonsoft.Json", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("warn : Audit source 's1' did not provide any vulnerability data.\nno vulnerable packages", 0)]
    [InlineData("error: NU1301: Unable to load the service index for source https://packages.example/index.json.", 1)]
    [InlineData("warning NU1900: Error occurred while getting package vulnerability data", 0)]
    [InlineData("No assets file was found. Run restore before running this command.", 1)]
    [InlineData("", 0)]
    public async Task An_audit_that_nobody_could_make_says_so(string output, int exitCode)
    {
        var (code, said) = await this.AuditAsync(output, exitCode);

        Assert.Equal(3, code);
        Assert.Contains("DEPENDENCIES WERE NOT AUDITED", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_audit_without_a_finding_is_good()
    {
        var (code, said) = await this.AuditAsync(
            "The given project `Bridge` has no vulnerable packages given the current sources."
        );

        Assert.Equal(0, code);
        Assert.Contains("No known vulnerabilities", said, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said)> AuditAsync(string output, int exitCode = 0)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the check of a change is a shell script");

        var answer = Path.Combine(this.folder, "answer");
        await File.WriteAllTextAsync(answer, output + "\n");
        var program = Path.Combine(this.folder, "dotnet");
        await File.WriteAllTextAsync(
            program,
            $"#!/bin/sh\nif [ \"$1\" = nuget ]; then echo 'E https://packages.example/index.json'; exit 0; fi\ncat '{answer}'\nexit {exitCode}\n"
        );
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo("bash")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            ArgumentList = { Path.Combine(Repository.Root, ".ci", "audit") },
        };
        start.Environment["PATH"] = $"{this.folder}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said + await error);
    }
}
