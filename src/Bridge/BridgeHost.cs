using Bridge.Logging;
using Bridge.Mappings;
using Bridge.Settings;
using Bridge.Store;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Filters;

namespace Bridge;

/// <summary>A running bridge: its database, its web host and its work, started and stopped as one.</summary>
public sealed class BridgeHost : IAsyncDisposable
{
    /// <summary>A configured database that is away when the bridge starts is waited for; then whoever started it must see that.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);

    private static readonly Func<LogEvent, bool> FromNpgsql = Matching.FromSource("Npgsql");
    private static readonly Func<LogEvent, bool> FromQuartz = Matching.FromSource("Quartz");

    private readonly WebApplication app;
    private readonly Database database;

    private BridgeHost(WebApplication app, Database database)
    {
        this.app = app;
        this.database = database;
    }

    public IServiceProvider Services => this.app.Services;

    /// <summary>Where it listens.</summary>
    public IEnumerable<string> Addresses => this.app.Urls;

    /// <summary>
    /// Opens the database, applies migrations that are missing and starts everything. Mappings that were read from a folder
    /// are watched there. Time null is the system's.
    /// </summary>
    /// <exception cref="DatabaseException">The database cannot be had; the message is fit for people.</exception>
    public static async Task<BridgeHost> StartAsync(
        IConfiguration configuration,
        BridgeOptions options,
        MappingSet mappings,
        CancellationToken cancel,
        TimeProvider? time = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ApplicationName = typeof(BridgeHost).Assembly.GetName().Name }
        );
        builder.Configuration.AddConfiguration(configuration);
        builder.Logging.ClearProviders();
        var mask = new SecretMask(options, configuration.GetConnectionString("Bridge"));
        var logs = Logs(configuration, mask);
        builder.Logging.AddProvider(new CleanExceptions(new SerilogLoggerProvider(logs, dispose: true), mask));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.WebHost.ConfigureKestrel(HttpLimits.Apply);
        builder.WebHost.UseUrls((configuration["Urls"] ?? "http://127.0.0.1:5080").Split(';'));
        using var loggers = LoggerFactory.Create(logging =>
            logging.AddProvider(new CleanExceptions(new SerilogLoggerProvider(logs), mask))
        );
        var opened = await Database.OpenAsync(
            configuration.GetConnectionString("Bridge"),
            options.DataFolder,
            loggers,
            cancel,
            StartPatience
        );
        try
        {
            await Migrator.Embedded().ApplyAsync(opened.Source, cancel);
            await DatabaseRole.RequireAsync(opened.Source, cancel);
            builder.Services.AddSingleton(new SettingsSource(configuration));
            builder.Services.AddBridge(options, opened, mappings, time ?? TimeProvider.System);
            var built = builder.Build();
            built.UseBridge();
            await built.StartAsync(cancel);
            return new BridgeHost(built, opened);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends when the process is told to stop.</summary>
    public async Task WaitAsync(CancellationToken cancel)
    {
        using var stop = cancel.Register(() => this.app.Lifetime.StopApplication());
        await this.app.WaitForShutdownAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await this.app.StopAsync();
        await this.app.DisposeAsync();
        await this.database.DisposeAsync();
    }

    private static Serilog.Core.Logger Logs(IConfiguration configuration, SecretMask mask)
    {
        var logs = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // The keys of the pages' forms lie in the data folder, which is the bridge's alone.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            .MinimumLevel.Override("Npgsql", LogEventLevel.Warning)
            // Who called the driver meets the same; and what the scheduler met of an outage is told once, by all together.
            .Filter.ByExcluding(entry =>
                entry.Exception is not null
                && (
                    FromNpgsql(entry)
                    || (FromQuartz(entry) && entry.Exception is CleanExceptions.LoggedException { IsOutage: true })
                )
            )
            .Enrich.FromLogContext()
            .Enrich.With(new CleanEvents(mask));
        return configuration.GetSection("Serilog").Exists()
            ? logs.ReadFrom.Configuration(configuration).CreateLogger()
            : logs
                .WriteTo.Console(
                    outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}",
                    formatProvider: System.Globalization.CultureInfo.InvariantCulture
                )
                .CreateLogger();
    }
}
