using System.Threading.Channels;
using Bridge.Jobs;
using Bridge.Store;
using Npgsql;

namespace Bridge.Alerts;

/// <summary>Looks at the alerts as soon as this node opens a finding that is of no case, beside the job of each minute.</summary>
public sealed partial class AlertPrompt(GeneralFindings findings, AlertJob job, ILogger<AlertPrompt> logger)
    : BackgroundService
{
    private readonly Channel<bool> stirs = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        findings.Opened += this.Stir;
        try
        {
            while (await this.stirs.Reader.ReadAsync(stoppingToken))
            {
                await this.LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            findings.Opened -= this.Stir;
        }
    }

    private async Task LookAsync(CancellationToken cancel)
    {
        try
        {
            await job.RunAsync(cancel);
        }
        catch (Exception e) when (e is JobException or NpgsqlException or TimeoutException)
        {
            // The turn of the job comes within the minute, and notes what it meets.
            Log.Later(logger, e.Message);
        }
    }

    private void Stir() => this.stirs.Writer.TryWrite(true);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Alerts are told at the next turn of their job: {Why}")]
        public static partial void Later(ILogger logger, string why);
    }
}
