using System.Net;
using System.Net.Sockets;
using Bridge.Core.Mappings;
using Bridge.Sandbox.Scenery;
using Bridge.Settings;
using Npgsql;

namespace Bridge.Demo;

/// <summary>The three simulators and a bridge between them, on one clock, on a database of its own.</summary>
public sealed class DemoWorld : IAsyncDisposable
{
    private readonly string? temporary;

    private DemoWorld(DemoClock clock, SandboxCity city, BridgeHost bridge, string? temporary)
    {
        this.Clock = clock;
        this.City = city;
        this.Bridge = bridge;
        this.temporary = temporary;
    }

    public DemoClock Clock { get; }

    public SandboxCity City { get; }

    public BridgeHost Bridge { get; }

    /// <summary>Where the bridge answers.</summary>
    public string Url => this.Bridge.Addresses.First();

    /// <summary>All API calls that the tools have seen.</summary>
    public long Calls => this.City.Freshdesk.Calls.Total + this.City.ClickUp.Calls.Total + this.City.Jira.Calls.Total;

    /// <summary>
    /// Starts it all. Connection string null: a private PostgreSQL in a temporary folder, removed at the end. Settings come
    /// on top of the demo's own.
    /// </summary>
    public static async Task<DemoWorld> StartAsync(
        IReadOnlyList<ProcessMapping> mappings,
        string? connectionString,
        IReadOnlyDictionary<string, string?> settings,
        CancellationToken cancel
    )
    {
        var clock = new DemoClock();
        var url = $"http://127.0.0.1:{FreePort()}";
        var city = await SandboxCity.StartAsync(clock);
        var folder = connectionString is null ? Directory.CreateTempSubdirectory("bridge-demo-").FullName : null;
        try
        {
            await city.ConnectWebhooksAsync(new Uri(url));
            var all = new Dictionary<string, string?>(city.Settings(), StringComparer.OrdinalIgnoreCase)
            {
                ["Urls"] = url,
                ["Bridge:PublicUrl"] = url,
                ["Bridge:DataFolder"] = folder ?? "unused",
                ["ConnectionStrings:Bridge"] = connectionString,
            };
            foreach (var (key, value) in settings)
            {
                all[key] = value;
            }

            var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
            var reading = SettingsReader.Read(configuration);
            if (reading.Errors.Length > 0)
            {
                throw new InvalidOperationException(string.Join('\n', reading.Errors));
            }

            var bridge = await BridgeHost.StartAsync(configuration, reading.Options, mappings, cancel, clock);
            return new DemoWorld(clock, city, bridge, folder);
        }
        catch
        {
            await city.DisposeAsync();
            Remove(folder);
            throw;
        }
    }

    /// <summary>Time goes by: deadlines up to then are due at once.</summary>
    public async Task PassAsync(TimeSpan time, CancellationToken cancel)
    {
        this.Clock.Forward(time);
        var source = this.Bridge.Services.GetRequiredService<NpgsqlDataSource>();
        await using var command = source.CreateCommand($"select pg_notify('{Store.CaseStore.Channel}', '')");
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await this.Bridge.DisposeAsync();
        await this.City.DisposeAsync();
        Remove(this.temporary);
    }

    private static void Remove(string? folder)
    {
        if (folder is not null && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
