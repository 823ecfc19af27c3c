using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Bridge.Sandbox.Scenery;
using Bridge.Tests.Hooks;
using Bridge.Tests.Infrastructure;
using Npgsql;

namespace Bridge.Tests.Crash;

/// <summary>The tools and the database of a bridge that runs as a process of its own, on the machine's clock.</summary>
internal sealed class CrashWorld : IAsyncDisposable
{
    /// <summary>The lease of the nodes of <see cref="StartNodeAsync"/>: the shortest that the settings allow.</summary>
    public static readonly TimeSpan ShortLease = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, string?> settings;
    private readonly NpgsqlDataSource database;
    private readonly string mappings;

    private CrashWorld(
        SandboxCity city,
        Receiver chat,
        NpgsqlDataSource database,
        Dictionary<string, string?> settings,
        string mappings
    )
    {
        this.City = city;
        this.Chat = chat;
        this.database = database;
        this.settings = settings;
        this.mappings = mappings;
    }

    public SandboxCity City { get; }

    /// <summary>The chat that the S2 process tells.</summary>
    public Receiver Chat { get; }

    /// <summary>Where the bridge answers.</summary>
    public string Url => this.settings["Urls"]!;

    /// <summary>What the bridge is set up with.</summary>
    public Dictionary<string, string?> Settings => this.settings;

    public static async Task<CrashWorld> OpenAsync(PostgresFixture postgres) =>
        await OpenAsync(await postgres.NewDatabaseAsync());

    /// <summary>On a database of the test's own.</summary>
    /// <param name="connection">The bridge's connection string.</param>
    /// <param name="direct">By which the test looks into the database; null: as the bridge does.</param>
    public static async Task<CrashWorld> OpenAsync(string connection, string? direct = null)
    {
        var city = await SandboxCity.StartAsync(TimeProvider.System);
        var url = $"http://127.0.0.1:{FreePort()}";
        await city.ConnectWebhooksAsync(new Uri(url));
        var chat = await Receiver.StartAsync();
        var folder = await Processes.WriteAsync();
        var all = new Dictionary<string, string?>(city.Settings(), StringComparer.OrdinalIgnoreCase)
        {
            ["Urls"] = url,
            ["ConnectionStrings:Bridge"] = connection,
            ["Bridge:Mappings"] = folder,
            [$"Bridge:Webhooks:{Processes.Chat}:Url"] = chat.Url,
            [$"Bridge:Webhooks:{Processes.Chat}:Body"] = Processes.ChatBody,
        };
        foreach (var tool in new[] { "freshdesk", "clickup", "jira" })
        {
            all[$"Bridge:Connections:{tool}:PollEvery"] = "00:00:02";
        }

        return new CrashWorld(city, chat, NpgsqlDataSource.Create(direct ?? connection), all, folder);
    }

    public Task<BridgeProcess> StartAsync(KillPoint? killAt = null) => BridgeProcess.StartAsync(this.settings, killAt);

    /// <summary>The database, for what a test looks up or plays a part in itself.</summary>
    public NpgsqlDataSource Database => this.database;

    /// <summary>One of several bridges on the same database; the tools deliver their webhooks to the first (0).</summary>
    /// <param name="more">Further settings.</param>
    public Task<BridgeProcess> StartNodeAsync(int number, params IEnumerable<(string Key, string Value)> more) =>
        BridgeProcess.StartAsync(this.NodeSettings(number, more));

    /// <summary>As <see cref="StartNodeAsync"/>, for a start that is refused.</summary>
    public Task<(int ExitCode, string Log)> RefusedNodeAsync(int number) =>
        BridgeProcess.RefusedAsync(this.NodeSettings(number, []));

    private Dictionary<string, string?> NodeSettings(int number, IEnumerable<(string Key, string Value)> more)
    {
        var own = new Dictionary<string, string?>(this.settings, StringComparer.OrdinalIgnoreCase)
        {
            ["Bridge:Lease"] = ShortLease.ToString("c"),
        };
        if (number > 0)
        {
            own["Urls"] = $"http://127.0.0.1:{FreePort()}";
        }

        foreach (var (key, value) in more)
        {
            own[key] = value;
        }

        return own;
    }

    /// <summary>What the database holds now.</summary>
    public async Task<Ledger> LedgerAsync() =>
        new(
            await this.CountsAsync("select kind || ', ' || state, count(*) from effects group by 1 order by 1"),
            await this.CountsAsync("select kind, count(*) from findings where closed_at is null group by 1 order by 1"),
            await this.NumberAsync("select count(*) from timeline")
        );

    /// <summary>Counts by name, as a query of two columns answers them.</summary>
    public async Task<IReadOnlyList<(string Name, long Count)>> CountsAsync(string sql)
    {
        await using var command = this.database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var all = new List<(string, long)>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            all.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return all;
    }

    /// <summary>What the bridge answers to a GET: status and body.</summary>
    public async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        using var answer = await http.GetAsync(this.Url + path, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<long> NumberAsync(string sql)
    {
        await using var command = this.database.CreateCommand(sql);
        return Convert.ToInt64(
            await command.ExecuteScalarAsync(TestContext.Current.CancellationToken),
            CultureInfo.InvariantCulture
        );
    }

    /// <summary>Effects that are begun or wait, signals of cases, and cases that somebody has.</summary>
    public Task<long> OpenWorkAsync() =>
        this.NumberAsync(
            """
            select (select count(*) from effects where state in ('started', 'waiting'))
                + (select count(*) from signals where case_id is not null)
                + (select count(*) from cases where lease_token is not null)
            """
        );

    /// <summary>Asks for one more look at every case that is in a process, as a person's button does; answers how many.</summary>
    public Task<long> LookAgainAsync() =>
        this.NumberAsync(
            """
            with woken as (update cases set ready_at = now() where process is not null returning id, helpdesk, ticket_id),
            asked as (
                insert into signals (case_id, connection, side, object_id, source, what, received_at)
                select id, helpdesk, 0, ticket_id, 3, 'one more look', now() from woken returning 1
            )
            select count(*) from asked
            """
        );

    /// <summary>Waits until something holds; fails with what the bridge said when it does not come.</summary>
    public async Task Until(Func<Task<bool>> holds, TimeSpan patience, Func<string> story)
    {
        var deadline = DateTimeOffset.UtcNow + patience;
        while (!await holds())
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"did not come within {patience}:\n{story()}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until there is nothing to do in three looks in a row.</summary>
    public async Task RestAsync(TimeSpan patience, Func<string> story)
    {
        var calm = 0;
        await this.Until(
            async () =>
            {
                calm = await this.OpenWorkAsync() == 0 ? calm + 1 : 0;
                return calm >= 3;
            },
            patience,
            story
        );
    }

    public async ValueTask DisposeAsync()
    {
        await this.City.DisposeAsync();
        await this.Chat.DisposeAsync();
        await this.database.DisposeAsync();
        Directory.Delete(this.mappings, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
