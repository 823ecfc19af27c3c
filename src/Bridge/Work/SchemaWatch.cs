using Bridge.Store;
using Npgsql;

namespace Bridge.Work;

/// <summary>
/// Looks whether a newer program has brought the database to a schema that this one cannot bear, and ends this one then. A
/// newer program waits for the nodes that it sees; this is for one that joined, or came back, in the same moment.
/// </summary>
public sealed partial class SchemaWatch(
    NpgsqlDataSource database,
    Node node,
    IHostApplicationLifetime life,
    TimeProvider time,
    ILogger<SchemaWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await node.JoinedAsync(stoppingToken);
            using var timer = new PeriodicTimer(Pace, time);
            do
            {
                await this.LookAsync(stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task LookAsync(CancellationToken cancel)
    {
        try
        {
            await Migrator.Embedded().MissingAsync(database, cancel);
        }
        catch (MigrationException e)
        {
            Log.TooOld(logger, e.Message);
            Environment.ExitCode = Cli.ExitCodes.Failed;
            life.StopApplication();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            Log.Later(logger, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "This program ends: {Why}")]
        public static partial void TooOld(ILogger logger, string why);

        [LoggerMessage(LogLevel.Debug, "The schema of the database cannot be looked at now: {Why}")]
        public static partial void Later(ILogger logger, string why);
    }
}
