using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Bridge.Store;
using Npgsql;

namespace Bridge.Tests.DatabaseFaults;

/// <summary>A PostgreSQL of one test, which it may stop, fill and break: it listens on a loopback port and trusts who comes.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private const string Superuser = "postgres";
    private readonly PrivatePostgresAccount account;
    private readonly PostgresBinaries binaries;
    private readonly string folder;

    private OwnServer(PrivatePostgresAccount account, PostgresBinaries binaries, string folder)
    {
        this.account = account;
        this.binaries = binaries;
        this.folder = folder;
    }

    public int Port { get; } = FreePort();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes a cluster and starts it. Skips the calling test when the machine has no PostgreSQL.</summary>
    public static async Task<OwnServer> StartAsync(params string[] settings)
    {
        Assert.SkipWhen(!PostgresBinaries.All().Any(), "PostgreSQL is not installed.");
        var server = await PlaceAsync();
        await server.RunAsync("initdb", "-D", server.folder, "-U", Superuser, "-A", "trust", "-E", "UTF8", "--no-sync");
        await File.AppendAllLinesAsync(
            Path.Combine(server.folder, "postgresql.conf"),
            [
                "listen_addresses = '127.0.0.1'",
                "unix_socket_directories = ''",
                "fsync = off",
                "full_page_writes = off",
                "lc_messages = 'C'",
                .. settings,
            ],
            Cancel
        );
        await server.BeginAsync();
        return server;
    }

    /// <summary>A second server that follows this one and takes no writes until it is promoted.</summary>
    public async Task<OwnServer> StandbyAsync()
    {
        var standby = await PlaceAsync();
        string[] from = ["-h", "127.0.0.1", "-p", Text(this.Port), "-U", Superuser, "-D", standby.folder];
        await standby.RunAsync("pg_basebackup", [.. from, "-R", "-X", "stream", "--checkpoint=fast", "--no-sync"]);
        await standby.BeginAsync();
        return standby;
    }

    public Task BeginAsync() =>
        this.RunAsync(
            "pg_ctl",
            ["start", "-w", "-t", "60", "-D", this.folder, "-l", this.folder + ".log", "-o", $"-p {Text(this.Port)}"]
        );

    /// <summary>As a machine that fails: nothing is finished.</summary>
    public Task StopAsync() => this.RunAsync("pg_ctl", "stop", "-w", "-m", "immediate", "-D", this.folder);

    /// <summary>Makes a standby the one that takes writes.</summary>
    public Task PromoteAsync() => this.RunAsync("pg_ctl", "promote", "-w", "-t", "60", "-D", this.folder);

    /// <summary>Gives a folder of the machine to the server's account.</summary>
    public Task GiveAsync(string path) => this.account.GiveAsync(path, Cancel);

    public string ConnectionString(string database = "postgres", string user = Superuser) =>
        $"Host=127.0.0.1;Port={Text(this.Port)};Database={database};Username={user}";

    /// <summary>Runs statements as the superuser, on a connection of their own.</summary>
    public async Task ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(this.ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        string[] stop = ["stop", "-w", "-m", "immediate", "-D", this.folder];
        await this.account.RunAsync([Path.Combine(this.binaries.Folder, "pg_ctl"), .. stop], CancellationToken.None);
        Directory.Delete(this.folder, recursive: true);
        File.Delete(this.folder + ".log");
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<OwnServer> PlaceAsync()
    {
        var runAs = await PrivatePostgresAccount.ChooseAsync(Cancel);
        var place = Path.Combine(Path.GetTempPath(), $"bridge-own-{Guid.NewGuid():N}");
        Directory.CreateDirectory(place);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(place, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        await File.WriteAllTextAsync(place + ".log", "", Cancel);
        await runAs.GiveAsync(place, Cancel);
        await runAs.GiveAsync(place + ".log", Cancel);
        return new OwnServer(runAs, PostgresBinaries.Find(), place);
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var run = await this.account.RunAsync([Path.Combine(this.binaries.Folder, program), .. arguments], Cancel);
        Assert.True(
            run.Succeeded,
            $"{program}: {run.Output}\n{(File.Exists(this.folder + ".log") ? await File.ReadAllTextAsync(this.folder + ".log", Cancel) : "")}"
        );
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
