using System.Collections.Concurrent;
using Bridge.Connectors;
using Bridge.Settings;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Bridge.Tests.Settings;

/// <summary>Secrets that change while the bridge runs.</summary>
public sealed class SecretWatchTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("bridge-secrets-").FullName;
    private readonly VirtualClock clock = new();
    private readonly Lines lines = new();

    public void Dispose() => Directory.Delete(this.folder, recursive: true);

    [Fact]
    public async Task A_changed_file_renews_the_key_and_says_so_without_it()
    {
        var options = this.Options(desk => desk.ApiKeyFile = this.Write("key", "old-key"));
        using var watch = this.Watch(options);
        this.Write("key", "new-key\n");
        await watch.LookAsync(CancellationToken.None);

        Assert.Equal("new-key", options.Connections["desk"].ApiKey);
        Assert.Equal(1, watch.Of("desk").Version);
        Assert.Equal(["The ApiKey of desk was renewed"], this.lines);
    }

    [Fact]
    public async Task A_running_bridge_sees_a_changed_file_by_itself()
    {
        var options = this.Options(desk => desk.ApiKeyFile = this.Write("key", "old-key"));
        using var watch = new SecretWatch(options, null, TimeProvider.System, this.lines);
        await watch.StartAsync(CancellationToken.None);
        var until = Environment.TickCount64 + 20_000;
        while (options.Connections["desk"].ApiKey != "new-key" && Environment.TickCount64 < until)
        {
            // The watcher begins in the background: a change before that is not seen by it.
            this.Write("key", "new-key");
            await Task.Delay(50);
        }

        Assert.Equal("new-key", options.Connections["desk"].ApiKey);
        await watch.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData(null)]
    public async Task A_file_that_is_empty_or_gone_takes_no_key_away(string? content)
    {
        var options = this.Options(desk => desk.ApiKeyFile = this.Write("key", "old-key"));
        using var watch = this.Watch(options);
        if (content is null)
        {
            File.Delete(Path.Combine(this.folder, "key"));
        }
        else
        {
            this.Write("key", content);
        }

        await watch.LookAsync(CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);

        Assert.Equal("old-key", options.Connections["desk"].ApiKey);
        Assert.Equal(0, watch.Of("desk").Version);
        Assert.True(this.lines.Count <= 1, "told once");
    }

    [Fact]
    public async Task Both_webhook_secrets_are_valid_for_the_stated_while()
    {
        var options = this.Options(desk =>
        {
            desk.WebhookSecretFile = this.Write("hook", "old");
            desk.WebhookSecret = "old";
            desk.OldWebhookSecretFor = TimeSpan.FromHours(2);
        });
        using var watch = this.Watch(options);
        this.Write("hook", "new");
        await watch.LookAsync(CancellationToken.None);
        var desk = options.Connections["desk"];

        Assert.Equal(SignatureVerdict.Authentic, desk.VerifyWith(Is("new"), this.clock.GetUtcNow()));
        Assert.Equal(SignatureVerdict.Authentic, desk.VerifyWith(Is("old"), this.clock.GetUtcNow()));
        Assert.Equal(SignatureVerdict.Wrong, desk.VerifyWith(Is("another"), this.clock.GetUtcNow()));
        this.clock.Move(TimeSpan.FromHours(2));
        Assert.Equal(SignatureVerdict.Wrong, desk.VerifyWith(Is("old"), this.clock.GetUtcNow()));
        Assert.Equal(SignatureVerdict.Authentic, desk.VerifyWith(Is("new"), this.clock.GetUtcNow()));
    }

    [Fact]
    public void Each_line_of_a_webhook_secret_is_valid()
    {
        var desk = new ConnectionOptions { WebhookSecret = "new\nold" };

        Assert.Equal(SignatureVerdict.Authentic, desk.VerifyWith(Is("new"), this.clock.GetUtcNow()));
        Assert.Equal(SignatureVerdict.Authentic, desk.VerifyWith(Is("old"), this.clock.GetUtcNow()));
        Assert.Equal(SignatureVerdict.Wrong, desk.VerifyWith(Is("new\nold"), this.clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_secret_in_the_settings_file_is_read_again()
    {
        var file = this.Write(
            "appsettings.json",
            """{"Bridge":{"Connections":{"desk":{"Kind":"Freshdesk","ApiKey":"old-key"}}}}"""
        );
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var configuration = new ConfigurationBuilder().AddJsonFile(file).Build();
        var options = SettingsReader.Read(configuration).Options;
        using var watch = new SecretWatch(options, new SettingsSource(configuration), this.clock, this.lines);
        await watch.LookAsync(CancellationToken.None);
        Assert.Empty(this.lines);
        this.Write("appsettings.json", "{\"Bridge\": half a file");
        await watch.LookAsync(CancellationToken.None);
        Assert.Equal("old-key", options.Connections["desk"].ApiKey);
        this.Write(
            "appsettings.json",
            """{"Bridge":{"Connections":{"desk":{"Kind":"Freshdesk","ApiKey":"new-key"}}}}"""
        );
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc));
        await watch.LookAsync(CancellationToken.None);

        Assert.Equal("new-key", options.Connections["desk"].ApiKey);
        Assert.DoesNotContain("key\"", string.Join("\n", this.lines), StringComparison.Ordinal);
    }

    private static Func<string?, SignatureVerdict> Is(string sent) =>
        secret => secret == sent ? SignatureVerdict.Authentic : SignatureVerdict.Wrong;

    private BridgeOptions Options(Action<ConnectionOptions> set)
    {
        var desk = new ConnectionOptions { Kind = ToolKind.Freshdesk, ApiKey = "old-key" };
        set(desk);
        var options = new BridgeOptions();
        options.Connections["desk"] = desk;
        return options;
    }

    private SecretWatch Watch(BridgeOptions options) => new(options, null, this.clock, this.lines);

    private string Write(string name, string text)
    {
        var path = Path.Combine(this.folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The lines of the log.</summary>
    private sealed class Lines : ConcurrentQueue<string>, ILogger<SecretWatch>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => this.Enqueue(formatter(state, exception));
    }
}
