using Bridge.Connectors;
using Bridge.Settings;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;
using Serilog;

namespace Bridge.Tests.Docs;

public sealed class ExampleSettingsTests
{
    private static readonly string[] Keys =
    [
        .. new[] { typeof(BridgeOptions), typeof(ConnectionOptions), typeof(WebhookOptions), typeof(AlertOptions) }
            .SelectMany(type => type.GetProperties())
            .Select(p => p.Name),
    ];

    [Fact]
    public void The_example_settings_are_read_without_an_error()
    {
        var reading = SettingsReader.Read(Example());

        Assert.Empty(reading.Errors);
        Assert.Equal(["clickup", "freshdesk", "jira"], reading.Options.Connections.Keys.Order());
    }

    [Fact]
    public void The_example_has_every_setting_that_there_is()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "appsettings.example.json"));

        Assert.All(Keys, key => Assert.Contains($"\"{key}\":", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_guide_explains_every_setting_that_there_is()
    {
        var settings = Guide.Section(Guide.Read("docs/operate.md"), "## Settings");
        var explained = Guide.FirstCells(settings).SelectMany(Guide.Codes).ToHashSet();

        Assert.All(Keys, key => Assert.Contains(key, explained));
    }

    [Fact]
    public void The_guide_explains_no_setting_that_is_not_there()
    {
        var settings = Guide.Section(Guide.Read("docs/operate.md"), "## Settings");
        string[] others = ["Urls", "ConnectionStrings:Bridge", "Serilog"];

        Assert.Empty(Guide.FirstCells(settings).SelectMany(Guide.Codes).Except([.. Keys, .. others]));
    }

    [Fact]
    public void The_names_in_the_example_are_those_of_the_mapping_files()
    {
        var connections = SettingsReader.Read(Example()).Options.Connections;

        Assert.All(Repository.Mappings(), m => Assert.Contains(m.Helpdesk, connections.Keys));
        Assert.All(Repository.Mappings(), m => Assert.Contains(m.Tracker, connections.Keys));
    }

    [Fact]
    public async Task The_log_settings_of_the_example_write_a_file()
    {
        var folder = Directory.CreateTempSubdirectory("bridge-logs-").FullName;
        try
        {
            var settings = new ConfigurationBuilder()
                .AddConfiguration(Example())
                .AddInMemoryCollection([new("Serilog:WriteTo:1:Args:path", Path.Combine(folder, "bridge-.log"))])
                .Build();
            await using (var log = new LoggerConfiguration().ReadFrom.Configuration(settings).CreateLogger())
            {
                log.Information("here");
            }

            var file = Assert.Single(Directory.GetFiles(folder));
            Assert.Contains("here", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IConfigurationRoot Example() =>
        new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "appsettings.example.json")).Build();
}
