using Bridge.Connectors;
using Bridge.Core.Mappings;
using Bridge.Mappings;
using Bridge.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridge.Doctor;

/// <summary>What there is to look at, by the settings: the bridge itself and each connection, with the tools to look.</summary>
public sealed class Hospital : IAsyncDisposable
{
    private static readonly TimeSpan MostWaiting = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = MostWaiting,
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly List<IDisposable> owned = [];
    private readonly BridgeOptions options;
    private readonly MappingSet mappings;
    private readonly TimeProvider time;
    private readonly IWebhookMemory memory;
    private readonly EndpointCheck endpoint;
    private readonly bool fix;

    /// <summary>By settings that were read and checked.</summary>
    /// <param name="memory">What the bridge knows of webhooks that it registered.</param>
    /// <param name="fix">True: webhooks that a tool's API can register or wake are.</param>
    public Hospital(BridgeOptions options, MappingSet mappings, IWebhookMemory memory, TimeProvider time, bool fix)
    {
        this.options = options;
        this.mappings = mappings;
        this.memory = memory;
        this.time = time;
        this.fix = fix;
        this.endpoint = new EndpointCheck(this.http, options.PublicUrl, time);
    }

    /// <summary>The bridge's own, then one for each connection in the order of their names.</summary>
    /// <param name="whyNoDatabase">Why none could be opened; null with no database: there is none yet.</param>
    /// <param name="isOwnServer">True: the database's server is the bridge's own.</param>
    public IReadOnlyList<Ward> Wards(NpgsqlDataSource? database, string? whyNoDatabase, bool isOwnServer)
    {
        var services = new ServiceCollection()
            .AddSingleton(this.time)
            .AddSingleton(this.memory)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .BuildServiceProvider();
        this.owned.Add(services);
        ExaminationStep[] own =
        [
            new(Checks.Database, cancel => StoreCheck.LookAsync(database, whyNoDatabase, isOwnServer, cancel)),
            new(
                Checks.Mappings,
                _ => Task.FromResult(MappingsCheck.Look(this.mappings, this.options.Connections.Keys))
            ),
            new(Checks.Endpoint, this.endpoint.ReadyAsync),
        ];
        var accounts = this.options.Connections.OrderBy(c => c.Key, StringComparer.OrdinalIgnoreCase);
        return [new Ward("bridge", own), .. accounts.Select(c => this.Account(c.Key, c.Value, services, database))];
    }

    public ValueTask DisposeAsync()
    {
        this.owned.ForEach(o => o.Dispose());
        this.http.Dispose();
        return ValueTask.CompletedTask;
    }

    private Ward Account(
        string name,
        ConnectionOptions connection,
        IServiceProvider services,
        NpgsqlDataSource? database
    )
    {
        var tool = ToolFactory.Create(name, connection, services);
        List<ProcessMapping> processes =
        [
            .. this.mappings.Processes.Where(p =>
                string.Equals(p.Helpdesk, name, StringComparison.OrdinalIgnoreCase)
                || string.Equals(p.Tracker, name, StringComparison.OrdinalIgnoreCase)
            ),
        ];
        var webhook = WebhookAddress.Of(this.options.PublicUrl, name);
        var about = new ExaminationCase(name, connection, webhook, processes, this.fix);
        var examination = ExaminationFactory.Create(about, tool, this.time);
        this.owned.Add(examination);
        if (tool is IDisposable disposable)
        {
            this.owned.Add(disposable);
        }

        var address = new Uri(connection.BaseUrl ?? "https://api.clickup.com");
        IEnumerable<ExaminationStep> common =
        [
            new(Checks.Address, cancel => AddressCheck.LookAsync(address, this.time, cancel)),
            new(Checks.Paused, cancel => PauseCheck.LookAsync(database, name, this.time, cancel)),
            new(Checks.Expiry, _ => Task.FromResult(ExpiryCheck.Look(connection, this.time))),
            new(Checks.Process, cancel => ProcessCheck.LookAsync(tool, processes, cancel)),
            new(Checks.Delivery, cancel => this.DeliverAsync(name, connection, webhook, cancel)),
        ];
        var order = Checks.All.Select(c => c.Check).ToList();
        return new Ward(name, [.. examination.Steps.Concat(common).OrderBy(s => order.IndexOf(s.Check))]);
    }

    private async Task<IReadOnlyList<Diagnosis>> DeliverAsync(
        string name,
        ConnectionOptions connection,
        Uri? webhook,
        CancellationToken cancel
    )
    {
        char[] between = connection.Kind == ToolKind.ClickUp ? ['\n', ','] : ['\n'];
        var trim = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var own = connection.Kind == ToolKind.ClickUp ? await this.memory.OwnAsync(name, cancel) : [];
        List<string> secrets =
        [
            .. (connection.WebhookSecret ?? "").Split(between, trim),
            .. own.Select(w => w.Secret).OfType<string>(),
        ];
        return await this.endpoint.DeliverAsync(webhook, connection.Kind!.Value, secrets, cancel);
    }
}
