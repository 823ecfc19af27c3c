using Bridge.Connectors;
using Bridge.Logging;
using Bridge.Settings;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Extensions.Logging;

namespace Bridge.Tests.Logging;

/// <summary>What outsiders wrote cannot look like a line of the log, nor show a secret in it.</summary>
public sealed class LogLineTests : IDisposable
{
    private const string Key = "the-key-of-freshdesk";
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(this.file);

    [Theory]
    [InlineData("a\n12:00:00 INF All is well")]
    [InlineData("a\r\n12:00:00 INF All is well")]
    [InlineData("a\r12:00:00 INF All is well")]
    [InlineData("a\u000b\u000c\u008512:00:00 INF All is well")]
    [InlineData("a\u202812:00:00 INF All is well")]
    [InlineData("\u001b[2J\u001b[1;1H12:00:00 INF All is well")]
    [InlineData("\u001b]0;title\u0007")]
    [InlineData("\u009b2J")]
    [InlineData("abc\u202egnp.exe")]
    public void A_value_stays_on_its_line_whatever_is_in_it(string value)
    {
        var lines = this.Write(logger => logger.LogWarning("{Connection} said {Why}", value, new { Deep = value }));

        var line = Assert.Single(lines);
        Assert.DoesNotContain(line, c => CleanText.IsUnsafe(c));
        Assert.StartsWith("WRN", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_line_of_an_exception_is_indented()
    {
        var lines = this.Write(logger =>
            logger.LogError(new InvalidOperationException("a\n12:00:00 INF All is well\u001b[2J"), "It failed")
        );

        Assert.StartsWith("ERR It failed", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("All is well", StringComparison.Ordinal));
        Assert.All(lines.Skip(2), line => Assert.StartsWith("   ", line, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain('\u001b', line));
    }

    [Fact]
    public void A_report_of_mapping_files_keeps_its_lines()
    {
        var lines = this.Write(logger => logger.LogError("Bad:\n{Report}", "one\ntwo"));

        Assert.Equal(["ERR Bad:", "one", "two"], lines);
    }

    [Fact]
    public void A_secret_in_a_value_or_an_exception_is_masked()
    {
        var lines = this.Write(logger =>
            logger.LogError(new InvalidOperationException($"refused {Key}"), "The tool said {Words}", $"'{Key}' is bad")
        );

        Assert.Contains("'***' is bad", lines[0], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.DoesNotContain(Key, line, StringComparison.Ordinal));
    }

    private List<string> Write(Action<Microsoft.Extensions.Logging.ILogger> write)
    {
        var options = new BridgeOptions();
        options.Connections["freshdesk"] = new ConnectionOptions { ApiKey = Key };
        var mask = new SecretMask(options, null);
        File.WriteAllText(this.file, "");
        using (
            var log = new LoggerConfiguration()
                .Enrich.With(new CleanEvents(mask))
                .WriteTo.File(
                    this.file,
                    outputTemplate: "{Level:u3} {Message:lj}{NewLine}{Exception}",
                    formatProvider: System.Globalization.CultureInfo.InvariantCulture
                )
                .CreateLogger()
        )
        using (var provider = new CleanExceptions(new SerilogLoggerProvider(log), mask))
        {
            write(provider.CreateLogger("Bridge.Test"));
        }

        return [.. File.ReadAllLines(this.file)];
    }
}
