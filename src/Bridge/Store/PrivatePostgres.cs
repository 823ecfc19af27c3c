using Npgsql;

namespace Bridge.Store;

/// <summary>
/// A PostgreSQL server of the bridge's own, in its data folder. A server that dies is started again at the same address;
/// one whose bridge dies runs on, and the next bridge takes it over; <see cref="DisposeAsync"/> stops it.
/// </summary>
public sealed partial class PrivatePostgres : IAsyncDisposable
{
    internal const string User = "bridge";

    private const string DatabaseName = "bridge";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly PrivatePostgresAccount account;
    private readonly PrivatePostgresLock owner;
    private readonly ILogger logger;
    private readonly CancellationTokenSource leaving = new();
    private Task watching = Task.CompletedTask;
    private PostgresBinaries binaries = new("");
    private PrivatePostgresCluster cluster = new("");
    private PrivatePostgresAddress address = new(null, 0);

    private PrivatePostgres(PrivatePostgresAccount account, PrivatePostgresLock owner, ILogger logger)
    {
        this.account = account;
        this.owner = owner;
        this.logger = logger;
    }

    /// <summary>Leads to the database 'bridge' as its superuser.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>
    /// Makes the cluster when there is none, takes over a server that already runs on it, or else starts one; answers
    /// when it takes connections.
    /// </summary>
    /// <exception cref="PostgresMissingException">PostgreSQL is not installed, or not in the cluster's version.</exception>
    /// <exception cref="DatabaseException">Another bridge owns the folder, or the server does not start.</exception>
    public static Task<PrivatePostgres> StartAsync(string dataFolder, ILogger logger, CancellationToken cancel) =>
        StartAsync(dataFolder, useSocket: !OperatingSystem.IsWindows(), logger, cancel);

    internal static async Task<PrivatePostgres> StartAsync(
        string dataFolder,
        bool useSocket,
        ILogger logger,
        CancellationToken cancel
    )
    {
        dataFolder = Path.GetFullPath(dataFolder);
        var runAs = await PrivatePostgresAccount.ChooseAsync(cancel);
        var held = PrivatePostgresLock.Take(dataFolder);
        var server = new PrivatePostgres(runAs, held, logger);
        try
        {
            await server.OpenAsync(dataFolder, useSocket, cancel);
            server.watching = server.WatchAsync(server.leaving.Token);
            return server;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server, at the latest after a minute, and gives the data folder free.</summary>
    public async ValueTask DisposeAsync()
    {
        await this.StopWatchingAsync();
        string[] stop = [this.binaries.PgCtl, "stop", "-s", "-w", "-D", this.cluster.Folder];
        var stopped = await this.account.RunAsync([.. stop, "-t", "60", "-m", "fast"], CancellationToken.None);
        if (!stopped.Succeeded && this.cluster.ReadPid() is not null)
        {
            Log.StopRefused(this.logger, stopped.Output);
            await this.account.RunAsync([.. stop, "-m", "immediate"], CancellationToken.None);
        }

        this.address.Leave();
        this.owner.Dispose();
        this.leaving.Dispose();
    }

    /// <summary>Leaves the server running and gives the folder free, as the death of this process would.</summary>
    internal async Task AbandonAsync()
    {
        await this.StopWatchingAsync();
        this.owner.Dispose();
    }

    private async Task OpenAsync(string dataFolder, bool useSocket, CancellationToken cancel)
    {
        this.cluster = await PrivatePostgresCluster.AtAsync(dataFolder, this.account, cancel);
        this.binaries = PostgresBinaries.Find(this.cluster.Major);
        if (this.cluster.Major is null)
        {
            Log.Making(this.logger, this.cluster.Folder);
            await this.cluster.MakeAsync(this.binaries, this.account, cancel);
        }

        if (!await this.TakeOverAsync(cancel))
        {
            await this.LaunchAsync(useSocket, cancel);
        }

        this.ConnectionString = this.ConnectionTo(DatabaseName);
    }

    private async Task<bool> TakeOverAsync(CancellationToken cancel)
    {
        if (this.cluster.ReadPid() is not { } old)
        {
            return false;
        }

        this.address = old.Address;
        using var deadline = new CancellationTokenSource(Patience);
        do
        {
            if (await this.AnswersAsync(cancel))
            {
                Log.TakenOver(this.logger, old.Pid, this.cluster.Folder);
                return true;
            }

            await Task.Delay(Pause, cancel);
        } while (old.IsAlive() && !deadline.IsCancellationRequested);
        if (old.IsAlive())
        {
            throw new DatabaseException(
                $"A PostgreSQL (process {old.Pid}) runs on '{this.cluster.Folder}' and does not answer. Stop it with: "
                    + $"kill -INT {old.Pid}, then start the bridge again. Its log: {this.cluster.LastWords()}"
            );
        }

        this.BuryDead();
        old.Address.Leave();
        return false;
    }

    // A server that was shut down takes its note away itself.
    private void BuryDead()
    {
        if (this.cluster.ReadPid() is { } dead)
        {
            Log.Crashed(this.logger, dead.Pid, this.cluster.Folder);
        }

        this.cluster.ForgetPid();
    }

    private async Task LaunchAsync(bool useSocket, CancellationToken cancel)
    {
        // After a crash the children of the old server hold its memory for a moment; a port may be taken meanwhile.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        this.address = NewAddress(useSocket);
        while (await this.TryLaunchAsync(cancel) is { } refusal)
        {
            this.address.Leave();
            if (deadline.IsCancellationRequested)
            {
                throw new DatabaseException(
                    $"PostgreSQL does not start on '{this.cluster.Folder}': {refusal} Its log: {this.cluster.LastWords()}"
                );
            }

            await Task.Delay(Pause, cancel);
            this.address = NewAddress(useSocket);
        }

        Log.Started(this.logger, this.cluster.Folder, this.address.SocketFolder ?? "127.0.0.1", this.address.Port);
    }

    private static PrivatePostgresAddress NewAddress(bool useSocket) =>
        useSocket ? PrivatePostgresAddress.NewSocket() : PrivatePostgresAddress.NewPort();

    /// <summary>Starts the server at its address; null when it runs, else what pg_ctl said.</summary>
    private async Task<string?> TryLaunchAsync(CancellationToken cancel)
    {
        this.address.Prepare();
        if (this.address.SocketFolder is { } folder)
        {
            await this.account.GiveAsync(folder, cancel);
        }

        await this.cluster.ConfigureAsync(this.address, cancel);
        string[] start = [this.binaries.PgCtl, "start", "-s", "-w", "-t", "60", "-D", this.cluster.Folder];
        var started = await this.account.RunAsync([.. start, "-l", this.cluster.StartLog], cancel);
        return started.Succeeded && await this.AnswersAsync(cancel) ? null : started.Output;
    }

    private async Task WatchAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(WatchEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
            {
                await this.LookAsync(cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Log.WatchEnded(this.logger, this.cluster.Folder);
        }
    }

    private async Task LookAsync(CancellationToken cancel)
    {
        try
        {
            if (this.cluster.ReadPid()?.IsAlive() == true || await this.AnswersAsync(cancel))
            {
                return;
            }

            this.BuryDead();
            if (await this.TryLaunchAsync(cancel) is { } refusal)
            {
                Log.RestartRefused(this.logger, refusal);
            }
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or DatabaseException or NpgsqlException)
        {
            // A note that is being written, or a folder that cannot be reached now: the next look comes.
            Log.RestartRefused(this.logger, e.Message);
        }
    }

    private async Task StopWatchingAsync()
    {
        await this.leaving.CancelAsync();
        await this.watching;
    }

    /// <summary>True when the server takes connections; makes the bridge's database when it is not there yet.</summary>
    private async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        try
        {
            await this.AskAsync(DatabaseName, "SELECT 1", cancel);
            return true;
        }
        catch (PostgresException absent) when (absent.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await this.AskAsync("postgres", $"CREATE DATABASE {DatabaseName}", cancel);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task AskAsync(string database, string sql, CancellationToken cancel)
    {
        var settings = new NpgsqlConnectionStringBuilder(this.ConnectionTo(database)) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private string ConnectionTo(string database) =>
        this.address.ConnectionString(database, File.ReadAllText(this.cluster.PasswordFile));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Making a PostgreSQL database in {Folder}")]
        public static partial void Making(ILogger logger, string folder);

        [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL runs on {Folder}, at {Host} port {Port}")]
        public static partial void Started(ILogger logger, string folder, string host, int port);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Took over the PostgreSQL (process {Pid}) that an earlier bridge left running on {Folder}"
        )]
        public static partial void TakenOver(ILogger logger, int pid, string folder);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The PostgreSQL (process {Pid}) on {Folder} ended without a shutdown; a new one recovers its log"
        )]
        public static partial void Crashed(ILogger logger, int pid, string folder);

        [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL ended and does not start again: {Reason}")]
        public static partial void RestartRefused(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Debug, Message = "No longer watching the PostgreSQL on {Folder}")]
        public static partial void WatchEnded(ILogger logger, string folder);

        [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL did not stop in time: {Reason}")]
        public static partial void StopRefused(ILogger logger, string reason);
    }
}
