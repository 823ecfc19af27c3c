using System.Threading.Channels;
using Bridge.Connectors;

namespace Bridge.Settings;

/// <summary>
/// Renews the secrets of the connections while the bridge runs: when a file of theirs changes (seen by a watcher, and by
/// looking every 30 seconds), when the settings' own files do, and when a tool refuses a key. A secret is never taken
/// away: a file that is gone or empty leaves the one that was.
/// </summary>
/// <param name="settings">Null: only the files that the options name are looked at.</param>
public sealed partial class SecretWatch(
    BridgeOptions options,
    SettingsSource? settings,
    TimeProvider time,
    ILogger<SecretWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    /// <summary>Files are replaced in several steps.</summary>
    private static readonly TimeSpan Still = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<string, Kept> all = options.Connections.ToDictionary(
        c => c.Key,
        c => new Kept(c.Key, c.Value),
        StringComparer.OrdinalIgnoreCase
    );
    private readonly Kept pages = new("the admin pages", new ConnectionOptions());
    private readonly Channel<bool> stirs = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Raised with a connection's name when one of its secrets is another.</summary>
    public event Action<string>? Renewed;

    /// <summary>The secrets of one connection.</summary>
    public IConnectionSecrets Of(string connection) => new Secrets(this, this.all[connection]);

    /// <summary>Looks at all files and settings now.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        await this.gate.WaitAsync(cancel);
        try
        {
            var named = settings?.Connections();
            foreach (var connection in this.all.Values)
            {
                await this.LookAsync(connection, named?.GetValueOrDefault(connection.Name), cancel);
            }

            options.AdminPassword =
                await this.FreshAsync(
                    this.pages,
                    "AdminPassword",
                    options.AdminPassword,
                    options.AdminPassword,
                    options.AdminPasswordFile,
                    cancel
                ) ?? options.AdminPassword;
        }
        finally
        {
            this.gate.Release();
        }
    }

    public override void Dispose()
    {
        this.gate.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var files = this.all.Values.SelectMany(c => Files(c.Options)).Append(options.AdminPasswordFile);
        var watchers = files
            .Where(file => !string.IsNullOrWhiteSpace(file))
            .Select(file => Path.GetDirectoryName(Path.GetFullPath(file!)) ?? ".")
            .Distinct(StringComparer.Ordinal)
            .Select(this.Watch)
            .ToList();
        await using var clock = time.CreateTimer(_ => this.Stir(), null, Look, Look);
        try
        {
            while (true)
            {
                await this.stirs.Reader.ReadAsync(stoppingToken);
                await Task.Delay(Still, time, stoppingToken);
                await this.LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            watchers.ForEach(watcher => watcher?.Dispose());
        }
    }

    private static string?[] Files(ConnectionOptions options) =>
        [options.ApiKeyFile, options.ApiTokenFile, options.TokenFile, options.WebhookSecretFile];

    private async Task LookAsync(Kept connection, ConnectionOptions? named, CancellationToken cancel)
    {
        var (now, at) = (connection.Options, named ?? connection.Options);
        var key = await this.FreshAsync(connection, "ApiKey", now.ApiKey, at.ApiKey, at.ApiKeyFile, cancel);
        var apiToken = await this.FreshAsync(
            connection,
            "ApiToken",
            now.ApiToken,
            at.ApiToken,
            at.ApiTokenFile,
            cancel
        );
        var token = await this.FreshAsync(connection, "Token", now.Token, at.Token, at.TokenFile, cancel);
        var webhook = await this.FreshAsync(
            connection,
            "WebhookSecret",
            now.WebhookSecret,
            at.WebhookSecret,
            at.WebhookSecretFile,
            cancel
        );
        if (key is null && apiToken is null && token is null && webhook is null)
        {
            return;
        }

        now.ApiKey = key ?? now.ApiKey;
        now.ApiToken = apiToken ?? now.ApiToken;
        now.Token = token ?? now.Token;
        if (webhook is not null && now.WebhookSecret is { } old)
        {
            var moment = time.GetUtcNow();
            now.Earlier.Forget(moment);
            foreach (
                var line in old.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            )
            {
                now.Earlier.Add(line, moment + now.OldWebhookSecretFor);
            }
        }

        now.WebhookSecret = webhook ?? now.WebhookSecret;
        connection.Count();
        this.Renewed?.Invoke(connection.Name);
    }

    /// <summary>Another secret than the one that is used; null when there is none.</summary>
    private async Task<string?> FreshAsync(
        Kept connection,
        string what,
        string? used,
        string? value,
        string? file,
        CancellationToken cancel
    )
    {
        var found = value;
        if (!string.IsNullOrWhiteSpace(file))
        {
            try
            {
                found = await File.ReadAllTextAsync(file, cancel);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (connection.Trouble.Add(what))
                {
                    Log.Unreadable(logger, connection.Name, what, e.GetType().Name);
                }

                return null;
            }
        }

        connection.Trouble.Remove(what);
        found = found?.Trim();
        if (string.IsNullOrEmpty(found) || string.Equals(found, used, StringComparison.Ordinal))
        {
            return null;
        }

        Log.Renewed(logger, connection.Name, what);
        return found;
    }

    private FileSystemWatcher? Watch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder);
            watcher.Changed += (_, _) => this.Stir();
            watcher.Created += (_, _) => this.Stir();
            watcher.Renamed += (_, _) => this.Stir();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            Log.NoWatcher(logger, folder, e.Message);
            return null;
        }
    }

    private void Stir() => this.stirs.Writer.TryWrite(true);

    private sealed class Kept(string name, ConnectionOptions options)
    {
        private long version;

        public string Name => name;

        public ConnectionOptions Options => options;

        public long Version => Interlocked.Read(ref this.version);

        /// <summary>Secrets whose files could not be read when they were last looked at.</summary>
        public HashSet<string> Trouble { get; } = new(StringComparer.Ordinal);

        public void Count() => Interlocked.Increment(ref this.version);
    }

    private sealed class Secrets(SecretWatch watch, Kept connection) : IConnectionSecrets
    {
        public long Version => connection.Version;

        public Task LookAsync(CancellationToken cancel) => watch.LookAsync(cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The {Secret} of {Connection} was renewed")]
        public static partial void Renewed(ILogger logger, string connection, string secret);

        [LoggerMessage(
            LogLevel.Warning,
            "The file of the {Secret} of {Connection} cannot be read ({Why}); the one that was is used on"
        )]
        public static partial void Unreadable(ILogger logger, string connection, string secret, string why);

        [LoggerMessage(
            LogLevel.Warning,
            "The folder '{Folder}' of secrets cannot be watched ({Why}); it is looked at every 30 seconds instead"
        )]
        public static partial void NoWatcher(ILogger logger, string folder, string why);
    }
}
