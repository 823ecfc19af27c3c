using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Bridge.Core.Mappings;
using Bridge.Mappings;
using Bridge.Sandbox.Jira;
using Bridge.Sandbox.Scenery;
using Bridge.Settings;
using Bridge.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridge.Demo;

/// <summary>The three simulators and a bridge between them, on one clock, on a database of its own.</summary>
public sealed class DemoWorld : IAsyncDisposable
{
    private readonly PrivatePostgres? postgres;
    private readonly string folder;

    private DemoWorld(DemoClock clock, SandboxCity city, BridgeHost bridge, PrivatePostgres? postgres, string folder)
    {
        this.Clock = clock;
        this.City = city;
        this.Bridge = bridge;
        this.postgres = postgres;
        this.folder = folder;
    }

    public DemoClock Clock { get; }

    public SandboxCity City { get; }

    public BridgeHost Bridge { get; }

    /// <summary>Where the bridge answers.</summary>
    public string Url => this.Bridge.Addresses.First();

    /// <summary>Where the bridge writes its log, unless the settings send it elsewhere; removed at the end.</summary>
    public string LogFile => Log(this.folder);

    /// <summary>All API calls that the tools have seen.</summary>
    public long Calls => this.City.Freshdesk.Calls.Total + this.City.ClickUp.Calls.Total + this.City.Jira.Calls.Total;

    /// <summary>As below, with processes that are given in memory: no files are watched.</summary>
    /// <exception cref="DatabaseException">PostgreSQL cannot be had; the message is fit for people.</exception>
    public static Task<DemoWorld> StartAsync(
        IReadOnlyList<ProcessMapping> mappings,
        string? connectionString,
        IReadOnlyDictionary<string, string?> settings,
        CancellationToken cancel,
        Action<string, TimeSpan>? started = null
    ) => StartAsync(MappingSet.Of(mappings), connectionString, settings, cancel, started);

    /// <summary>
    /// Starts it all. Connection string null: a private PostgreSQL in a temporary folder, removed at the end. Settings come
    /// on top of the demo's own. Started hears of each part once it runs, with the time that it took.
    /// </summary>
    /// <exception cref="DatabaseException">PostgreSQL cannot be had; the message is fit for people.</exception>
    public static async Task<DemoWorld> StartAsync(
        MappingSet mappings,
        string? connectionString,
        IReadOnlyDictionary<string, string?> settings,
        CancellationToken cancel,
        Action<string, TimeSpan>? started = null
    )
    {
        var clock = new DemoClock();
        var temporary = Path.Combine(Path.GetTempPath(), $"bridge-demo-{Guid.NewGuid():N}");
        Directory.CreateDirectory(temporary); // open to PostgreSQL's account, unlike CreateTempSubdirectory's
        PrivatePostgres? server = null;
        SandboxCity? city = null;
        try
        {
            var began = Stopwatch.GetTimestamp();
            if (connectionString is null)
            {
                server = await PrivatePostgres.StartAsync(Path.Combine(temporary, "data"), NullLogger.Instance, cancel);
                connectionString = server.ConnectionString;
                started?.Invoke("private PostgreSQL", Stopwatch.GetElapsedTime(began));
            }

            began = Stopwatch.GetTimestamp();
            city = await SandboxCity.StartAsync(clock, flavor: Flavor(settings));
            started?.Invoke("the three simulators", Stopwatch.GetElapsedTime(began));
            began = Stopwatch.GetTimestamp();
            var bridge = await StartBridgeAsync(clock, city, temporary, mappings, connectionString, settings, cancel);
            started?.Invoke("the bridge", Stopwatch.GetElapsedTime(began));
            return new DemoWorld(clock, city, bridge, server, temporary);
        }
        catch
        {
            await RemoveAsync(city, server, temporary);
            throw;
        }
    }

    /// <summary>Time goes by: deadlines up to then are due at once.</summary>
    public async Task PassAsync(TimeSpan time, CancellationToken cancel)
    {
        this.Clock.Forward(time);
        var source = this.Bridge.Services.GetRequiredService<NpgsqlDataSource>();
        await using var command = source.CreateCommand($"select pg_notify('{CaseStore.Channel}', '')");
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await this.Bridge.DisposeAsync();
        }
        finally
        {
            await RemoveAsync(this.City, this.postgres, this.folder);
        }
    }

    private static async Task<BridgeHost> StartBridgeAsync(
        DemoClock clock,
        SandboxCity city,
        string folder,
        MappingSet mappings,
        string connectionString,
        IReadOnlyDictionary<string, string?> settings,
        CancellationToken cancel
    )
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        await city.ConnectWebhooksAsync(new Uri(url));
        var all = new Dictionary<string, string?>(city.Settings(), StringComparer.OrdinalIgnoreCase)
        {
            ["Urls"] = url,
            ["Bridge:PublicUrl"] = url,
            ["Bridge:DataFolder"] = folder,
            ["ConnectionStrings:Bridge"] = connectionString,
            ["Serilog:Using:0"] = "Serilog.Sinks.File",
            ["Serilog:WriteTo:0:Name"] = "File",
            ["Serilog:WriteTo:0:Args:path"] = Log(folder),
            ["Serilog:WriteTo:0:Args:shared"] = "true",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        var reading = SettingsReader.Read(configuration);
        return reading.Errors.Length > 0
            ? throw new InvalidOperationException(string.Join('\n', reading.Errors))
            : await BridgeHost.StartAsync(configuration, reading.Options, mappings, cancel, clock);
    }

    private static async Task RemoveAsync(SandboxCity? city, PrivatePostgres? postgres, string folder)
    {
        try
        {
            if (city is not null)
            {
                await city.DisposeAsync();
            }
        }
        finally
        {
            if (postgres is not null)
            {
                await postgres.DisposeAsync();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The simulated Jira is the one that the settings speak to.</summary>
    private static JiraFlavor Flavor(IReadOnlyDictionary<string, string?> settings) =>
        Enum.TryParse<JiraFlavor>(settings.GetValueOrDefault("Bridge:Connections:jira:Flavor"), out var flavor)
            ? flavor
            : JiraFlavor.Cloud;

    private static string Log(string folder) => Path.Combine(folder, "bridge.log");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
