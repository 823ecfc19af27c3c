using System.Globalization;
using Bridge.Core.Model;
using Bridge.Operations;
using Bridge.Store;
using Npgsql;

namespace Bridge.Jobs;

/// <summary>
/// One run of a job: kept within its limit, noted for people, counted. A run that passes its limit is told to end; one that
/// does not heed that is left behind. Either way the next turn comes.
/// </summary>
public sealed partial class JobTurn(
    JobLog log,
    GeneralFindings findings,
    JobMetrics metrics,
    TimeProvider time,
    ILogger<JobTurn> logger,
    DatabaseOutage? outage = null
)
{
    /// <summary>So many runs that fail in a row are a finding; a single one may be the weather.</summary>
    private const int FailuresToTell = 3;

    /// <summary>How long a run that was told to end may take for it.</summary>
    internal TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Runs a job once, within its limit, and notes what came of it. Throws nothing.</summary>
    /// <param name="node">The node that it is run for; 0: for all.</param>
    /// <param name="next">When the next turn comes; null: not known.</param>
    /// <param name="stop">The bridge stops: the run is told to end, and that is no failure.</param>
    public async Task RunAsync(IRecurringJob job, int node, DateTimeOffset? next, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        await this.NoteAsync(job.Name, () => log.BeganAsync(job.Name, node, job.Every, next, stop));
        var (result, error) = await this.DoAsync(job, stop);
        metrics.Ran(job.Name, result, time.GetElapsedTime(began));
        if (result == JobResult.Stopped)
        {
            return;
        }

        await this.NoteAsync(
            job.Name,
            async () =>
            {
                var failures = await log.EndedAsync(job.Name, node, error, CancellationToken.None);
                await this.TellAsync(job, result, failures, error);
            }
        );
    }

    private async Task<(JobResult Result, string? Error)> DoAsync(IRecurringJob job, CancellationToken stop)
    {
        var limit = new CancellationTokenSource(job.Limit, time);
        var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        var run = Task.Run(() => job.RunAsync(both.Token), CancellationToken.None);
        var release = run.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                both.Dispose();
                limit.Dispose();
            },
            TaskScheduler.Default
        );
        try
        {
            await run.WaitAsync(job.Limit + this.Grace, time, CancellationToken.None);
            await release;
            return (JobResult.Done, null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (JobResult.Stopped, null);
        }
        catch (OperationCanceledException) when (run.IsCompleted)
        {
            Log.Hung(logger, job.Name, job.Limit);
            return (JobResult.Hung, Words($"it took longer than {job.Limit} and was ended"));
        }
        catch (TimeoutException) when (!run.IsCompleted)
        {
            Log.LeftBehind(logger, job.Name, job.Limit);
            return (JobResult.Hung, Words($"it took longer than {job.Limit}, and did not end when told to"));
        }
        catch (Exception e) when (outage is not null && DatabaseTrouble.Is(e))
        {
            outage.Met(e);
            return (JobResult.Failed, DatabaseTrouble.Say(e));
        }
        catch (Exception e)
        {
            Log.Failed(logger, e, job.Name);
            return (JobResult.Failed, e.Message);
        }
    }

    private async Task TellAsync(IRecurringJob job, JobResult result, int failures, string? error)
    {
        var key = $"job/{job.Name}";
        if (result == JobResult.Done)
        {
            await findings.CloseAsync(key, CancellationToken.None);
        }
        else if (result == JobResult.Hung || failures >= FailuresToTell)
        {
            var message = Words(
                $"The job '{job.Name}' failed {failures} times in a row: {error}. It is tried again at each turn; the log has the whole of it."
            );
            await findings.OpenAsync(FindingKind.JobFailed, key, message, CancellationToken.None);
        }
    }

    /// <summary>What people are told of a run never stands in its way.</summary>
    private async Task NoteAsync(string job, Func<Task> note)
    {
        try
        {
            await note();
            outage?.Over();
        }
        catch (Exception e) when (outage is not null && DatabaseTrouble.Is(e))
        {
            outage.Met(e);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            Log.NotNoted(logger, job, e.Message);
        }
    }

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The job '{Job}' failed; its next turn comes all the same")]
        public static partial void Failed(ILogger logger, Exception error, string job);

        [LoggerMessage(LogLevel.Error, "The job '{Job}' took longer than {Limit} and was ended; its next turn comes")]
        public static partial void Hung(ILogger logger, string job, TimeSpan limit);

        [LoggerMessage(
            LogLevel.Error,
            "The job '{Job}' took longer than {Limit} and does not end when told to; its next turn comes"
        )]
        public static partial void LeftBehind(ILogger logger, string job, TimeSpan limit);

        [LoggerMessage(LogLevel.Warning, "The run of the job '{Job}' could not be noted: {Why}")]
        public static partial void NotNoted(ILogger logger, string job, string why);
    }
}

/// <summary>What came of a run.</summary>
public enum JobResult
{
    Done,
    Failed,

    /// <summary>It passed its limit.</summary>
    Hung,

    /// <summary>The bridge stopped meanwhile.</summary>
    Stopped,
}
