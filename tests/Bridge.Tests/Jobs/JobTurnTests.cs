using System.Diagnostics.Metrics;
using Bridge.Jobs;
using Bridge.Operations;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridge.Tests.Jobs;

/// <summary>One run of a job: its limit, what is noted of it, and what a person is told.</summary>
public sealed class JobTurnTests(PostgresFixture postgres) : IAsyncLifetime
{
    private NpgsqlDataSource source = null!;
    private ServiceProvider services = null!;

    private JobLog Log => new(this.source, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        this.source = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await Migrator.Embedded().ApplyAsync(this.source, default);
        this.services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await this.services.DisposeAsync();
        await this.source.DisposeAsync();
    }

    [Fact]
    public async Task A_run_that_gets_through_is_noted_with_its_pace_and_its_next_turn()
    {
        var next = DateTimeOffset.UtcNow.AddMinutes(7);
        await this.RunAsync(new MadeJob("good", _ => Task.CompletedTask), next);

        var run = Assert.Single(await this.Log.AllAsync(default));
        Assert.Equal(("good", TimeSpan.FromMinutes(7), null, 0), (run.Job, run.Pace, run.Error, run.Failures));
        Assert.NotNull(run.EndedAt);
        Assert.Equal(next.UtcDateTime, run.NextAt!.Value, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_run_that_passes_its_limit_is_ended_and_a_finding()
    {
        var ended = false;
        await this.RunAsync(
            new MadeJob(
                "slow",
                async cancel =>
                {
                    try
                    {
                        await Task.Delay(Timeout.Infinite, cancel);
                    }
                    finally
                    {
                        ended = true;
                    }
                },
                TimeSpan.FromMilliseconds(30)
            )
        );

        Assert.True(ended);
        Assert.Contains("was ended", Assert.Single(await this.Log.AllAsync(default)).Error, StringComparison.Ordinal);
        Assert.Contains("'slow'", Assert.Single(await this.FindingsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_does_not_heed_its_end_is_left_behind_and_the_next_turn_comes()
    {
        var release = new TaskCompletionSource();
        var deaf = new MadeJob("deaf", _ => release.Task, TimeSpan.FromMilliseconds(20));
        await this.RunAsync(deaf);
        Assert.Contains("did not end", Assert.Single(await this.Log.AllAsync(default)).Error, StringComparison.Ordinal);

        release.SetResult();
        await this.RunAsync(deaf);
        Assert.Null(Assert.Single(await this.Log.AllAsync(default)).Error);
        Assert.Empty(await this.FindingsAsync());
    }

    [Fact]
    public async Task Failing_three_times_in_a_row_is_a_finding_until_a_run_gets_through()
    {
        var bad = true;
        var job = new MadeJob(
            "weather",
            _ => bad ? Task.FromException(new InvalidOperationException("rain")) : Task.CompletedTask
        );
        await this.RunAsync(job);
        await this.RunAsync(job);
        Assert.Empty(await this.FindingsAsync());
        Assert.Equal((2, "rain"), await this.LastAsync());

        await this.RunAsync(job);
        Assert.Contains("3 times in a row: rain", Assert.Single(await this.FindingsAsync()), StringComparison.Ordinal);

        bad = false;
        await this.RunAsync(job);
        Assert.Empty(await this.FindingsAsync());
        Assert.Equal((0, null), await this.LastAsync());
    }

    [Fact]
    public async Task A_stop_of_the_bridge_ends_the_run_and_is_no_failure()
    {
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var job = new MadeJob(
            "stopped",
            cancel =>
            {
                begun.SetResult();
                return Task.Delay(Timeout.Infinite, cancel);
            }
        );
        var running = this.RunAsync(job, stop: stop.Token);
        await begun.Task;
        await stop.CancelAsync();
        await running;

        Assert.Equal((0, null), await this.LastAsync());
        Assert.Empty(await this.FindingsAsync());
    }

    [Fact]
    public async Task Each_result_is_counted_by_job()
    {
        var counted = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (
                instrument.Name == "bridge.job.runs"
                && instrument.Meter.Scope == this.services.GetService<IMeterFactory>()
            )
            {
                all.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add($"{tags[0].Value} {tags[1].Value}"));
        listener.Start();
        await this.RunAsync(new MadeJob("good", _ => Task.CompletedTask));
        await this.RunAsync(new MadeJob("bad", _ => Task.FromException(new InvalidOperationException("rain"))));
        await this.RunAsync(new MadeJob("slow", c => Task.Delay(-1, c), TimeSpan.FromMilliseconds(20)));

        Assert.Equal(["good done", "bad failed", "slow hung"], counted);
    }

    private async Task RunAsync(IRecurringJob job, DateTimeOffset? next = null, CancellationToken stop = default)
    {
        using var metrics = new JobMetrics(this.services.GetRequiredService<IMeterFactory>());
        var turn = new JobTurn(
            this.Log,
            new GeneralFindings(this.source, TimeProvider.System),
            metrics,
            TimeProvider.System,
            NullLogger<JobTurn>.Instance
        )
        {
            Grace = TimeSpan.FromMilliseconds(50),
        };
        await turn.RunAsync(job, 0, next, stop);
    }

    private async Task<(int Failures, string? Error)> LastAsync()
    {
        var run = Assert.Single(await this.Log.AllAsync(default));
        return (run.Failures, run.Error);
    }

    private async Task<List<string>> FindingsAsync()
    {
        await using var command = this.source.CreateCommand(
            "select message from findings where kind = 'JobFailed' and closed_at is null"
        );
        await using var reader = await command.ExecuteReaderAsync();
        var messages = new List<string>();
        while (await reader.ReadAsync())
        {
            messages.Add(reader.GetString(0));
        }

        return messages;
    }
}
