using System.Net.Sockets;
using Npgsql;

namespace Bridge.Store;

/// <summary>The one way to PostgreSQL: a configured server, or a private one that lives and ends with this object.</summary>
public sealed partial class Database : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly PrivatePostgres? server;

    private Database(NpgsqlDataSource source, PrivatePostgres? server)
    {
        this.Source = source;
        this.server = server;
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>True when the bridge runs the server itself.</summary>
    public bool IsPrivate => this.server is not null;

    /// <summary>
    /// Connects to the server of the connection string or, when that is null or blank, starts the private one of the data
    /// folder; answers when a connection was made. Several hosts are one database with a standby: the one that takes writes
    /// is used.
    /// </summary>
    /// <param name="patience">How long a configured server that is away for the moment is waited for; usually not at all.</param>
    /// <exception cref="DatabaseException">There is no connection to be had; the message never holds the password.</exception>
    public static async Task<Database> OpenAsync(
        string? connectionString,
        string dataFolder,
        ILoggerFactory loggers,
        CancellationToken cancel,
        TimeSpan patience = default
    )
    {
        var started = string.IsNullOrWhiteSpace(connectionString)
            ? await PrivatePostgres.StartAsync(dataFolder, loggers.CreateLogger<PrivatePostgres>(), cancel)
            : null;
        NpgsqlDataSource? source = null;
        try
        {
            var settings = Settings(started?.ConnectionString ?? connectionString ?? "");
            var target = DatabaseHosts.TakeTarget(settings);
            source = DatabaseHosts.Build(settings, target, loggers);
            var end = TimeProvider.System.GetUtcNow() + patience;
            while (await ProveAsync(source, settings, cancel) is { } refusal)
            {
                if (TimeProvider.System.GetUtcNow() >= end || !DatabaseTrouble.MayPass(refusal.InnerException!))
                {
                    throw refusal;
                }

                Log.Waiting(loggers.CreateLogger<Database>(), refusal.Message, patience);
                await Task.Delay(Pause, cancel);
            }

            return new Database(source, started);
        }
        catch
        {
            await LeaveAsync(source, started);
            throw;
        }
    }

    /// <summary>
    /// As <see cref="OpenAsync"/>, for a command beside a running bridge: a private server that runs already is used as it is.
    /// </summary>
    /// <exception cref="DatabaseException">There is no connection to be had; the message never holds the password.</exception>
    public static async Task<Database> VisitAsync(
        string? connectionString,
        string dataFolder,
        ILoggerFactory loggers,
        CancellationToken cancel
    ) =>
        await OpenAsync(
            string.IsNullOrWhiteSpace(connectionString)
                ? await PrivatePostgresGuest.FindAsync(dataFolder, cancel)
                : connectionString,
            dataFolder,
            loggers,
            cancel
        );

    public async ValueTask DisposeAsync() => await LeaveAsync(this.Source, this.server);

    private static async Task LeaveAsync(NpgsqlDataSource? source, PrivatePostgres? server)
    {
        if (source is not null)
        {
            await source.DisposeAsync();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private static NpgsqlConnectionStringBuilder Settings(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            // The text and the parser's words about it may hold the password: neither is passed on.
            throw new DatabaseException(
                "ConnectionStrings:Bridge cannot be read. It looks like this: "
                    + "Host=db.example.com;Database=bridge;Username=bridge;Password=... (not like postgres://...)."
            );
        }

        if (string.IsNullOrEmpty(settings.Host))
        {
            throw new DatabaseException(
                "ConnectionStrings:Bridge names no server. Add Host=..., or leave it out whole."
            );
        }

        settings.ApplicationName ??= "bridge";
        if (settings.MaxAutoPrepare == 0)
        {
            settings.MaxAutoPrepare = 100;
        }

        return settings;
    }

    /// <summary>Makes a connection; why there is none to be had, or null.</summary>
    private static async Task<DatabaseException?> ProveAsync(
        NpgsqlDataSource source,
        NpgsqlConnectionStringBuilder settings,
        CancellationToken cancel
    )
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            return null;
        }
        catch (Exception failed) when (failed is NpgsqlException or SocketException or TimeoutException)
        {
            return new DatabaseException(
                $"No connection to PostgreSQL at {DatabaseHosts.Name(settings)}, database '{settings.Database}', as "
                    + $"'{settings.Username}': {failed.Message} {Cure(failed, settings)}",
                failed
            );
        }
    }

    private static string Cure(Exception failed, NpgsqlConnectionStringBuilder settings) =>
        failed switch
        {
            PostgresException { SqlState: "28P01" or "28000" } =>
                "Check Username and Password in ConnectionStrings:Bridge, and pg_hba.conf on the server.",
            PostgresException { SqlState: "3D000" } =>
                $"Create it with: CREATE DATABASE {settings.Database} OWNER {settings.Username}.",
            PostgresException { SqlState: "53300" } =>
                "Raise max_connections on the server, or lower Maximum Pool Size in ConnectionStrings:Bridge.",
            _ => "Check Host and Port in ConnectionStrings:Bridge, that the server runs, and the firewall between.",
        };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Why} It is waited for, {Patience} at most")]
        public static partial void Waiting(ILogger logger, string why, TimeSpan patience);
    }
}
