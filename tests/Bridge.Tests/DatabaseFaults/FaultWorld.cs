using System.Globalization;
using Bridge.Cli;
using Bridge.Tests.Crash;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Bridge.Tests.DatabaseFaults;

/// <summary>
/// A bridge as a process of its own, with the least rights, on a PostgreSQL that the test may break and over a wire that it
/// may cut, while people work and webhooks come.
/// </summary>
internal sealed class FaultWorld : IAsyncDisposable
{
    public const string Role = "bridge_app";

    /// <summary>In the bridge's connection string; the server trusts anybody, and nobody must ever read it.</summary>
    public const string Password = "s3cret-of-the-bridge";

    private const string Owner = "bridge_owner";
    private const int AtATime = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly OwnServer server;
    private readonly Load load;

    private FaultWorld(OwnServer server, Wire wire, CrashWorld crash)
    {
        this.server = server;
        this.Wire = wire;
        this.Crash = crash;
        this.load = new Load(crash, AtATime);
        this.Postman = new Postman(crash.Url, crash.City.FreshdeskSecret);
    }

    public OwnServer Server => this.server;

    public Wire Wire { get; }

    public CrashWorld Crash { get; }

    public Postman Postman { get; }

    /// <summary>Opens it on a server; it is this one's from then on.</summary>
    /// <param name="more">More of the bridge's connection string.</param>
    /// <param name="options">Of CREATE DATABASE.</param>
    /// <param name="standby">A server that follows this one, and may take its place.</param>
    public static async Task<FaultWorld> OpenAsync(
        OwnServer server,
        string more = "",
        string options = "",
        OwnServer? standby = null
    )
    {
        await PrepareAsync(server, options);
        var wire = new Wire(server.Port);
        var through = new NpgsqlConnectionStringBuilder(server.ConnectionString("bridge", Role))
        {
            Port = wire.Port,
            Password = Password,
        };
        var direct = new NpgsqlConnectionStringBuilder(server.ConnectionString("bridge"));
        if (standby is not null)
        {
            through.Host = $"127.0.0.1:{wire.Port},127.0.0.1:{standby.Port}";
            through.TargetSessionAttributes = "primary";
            direct.Host = $"127.0.0.1:{server.Port},127.0.0.1:{standby.Port}";
        }

        return new FaultWorld(
            server,
            wire,
            await CrashWorld.OpenAsync($"{through.ConnectionString};{more}", direct.ConnectionString)
        );
    }

    /// <summary>Roles, database and tables, as docs/operate.md says.</summary>
    public static async Task PrepareAsync(OwnServer server, string options = "")
    {
        await server.ExecuteAsync($"create role {Owner} login; create role {Role} login");
        await server.ExecuteAsync($"create database bridge owner {Owner} {options}");
        Assert.Equal(0, await MigrateAsync(server.ConnectionString("bridge", Owner), Role));
    }

    public static Task<int> MigrateAsync(string connectionString, string? role) =>
        MigrateCommand.RunAsync(
            role,
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?> { ["ConnectionStrings:Bridge"] = connectionString }
                )
                .Build(),
            TestContext.Current.CancellationToken
        );

    /// <summary>
    /// People work and webhooks come while the faults do; then all is brought to its end, and must be as if there had been
    /// none. The bridge is one process from first to last.
    /// </summary>
    public async Task HoldsAsync(Func<Func<TimeSpan, Task>, Task> faults)
    {
        await using var bridge = await this.Crash.StartAsync();
        using var stop = new CancellationTokenSource();
        var posting = this.Postman.WorkAsync(stop.Token);
        string Story() => $"{this.load}\n{bridge.Log}";
        try
        {
            await this.load.WorkForAsync(TimeSpan.FromSeconds(1));
            await faults(this.load.WorkForAsync);
            this.Wire.Mend();
            this.load.Close();
            await this.Crash.Until(
                async () =>
                {
                    await this.load.WorkForAsync(TimeSpan.Zero);
                    return this.load.IsDone;
                },
                Patience,
                Story
            );
        }
        finally
        {
            await stop.CancelAsync();
            await posting;
        }

        await this.Crash.RestAsync(Patience, Story);
        Assert.True(bridge.IsAlive, Story());
        Assert.DoesNotContain(Password, bridge.Log, StringComparison.Ordinal);
        Assert.Equal("", Tally.Of(this.load.Errands).ToString());
        await this.TakenWereLookedAtAsync();
    }

    /// <summary>People work until a webhook was answered 503: the fault is there, and is met.</summary>
    public async Task MetAsync(Func<TimeSpan, Task> work)
    {
        var before = this.Postman.Refused;
        await this.Crash.Until(
            async () =>
            {
                await work(TimeSpan.FromMilliseconds(50));
                return this.Postman.Refused > before;
            },
            Patience,
            () => "no webhook met the outage"
        );
    }

    /// <summary>Every webhook that was answered 202 led to a look.</summary>
    public async Task TakenWereLookedAtAsync()
    {
        Assert.Empty(this.Postman.Odd);
        Assert.NotEmpty(this.Postman.Taken);
        var looked = await this.Crash.NumberAsync(
            "select count(*) from cases where helpdesk = 'freshdesk' and fence > 0 and ticket_id = any('{"
                + string.Join(',', this.Postman.Taken.Select(t => t.ToString(CultureInfo.InvariantCulture)))
                + "}'::text[])"
        );
        Assert.Equal(this.Postman.Taken.Count, looked);
    }

    public async ValueTask DisposeAsync()
    {
        this.Postman.Dispose();
        await this.Crash.DisposeAsync();
        await this.Wire.DisposeAsync();
        await this.server.DisposeAsync();
    }
}
