using System.Collections.Concurrent;
using System.Data.Common;
using Bridge.Jobs;
using Bridge.Operations;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Bridge.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Bridge.Tests.Jobs;

/// <summary>The schedule over several nodes on one PostgreSQL, by the real clock: nodes of a cluster watch each other by it.</summary>
public sealed class ScheduleTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_job_runs_once_over_all_nodes_and_one_of_each_node_on_each()
    {
        var database = await postgres.NewDatabaseAsync();
        var shared = new ConcurrentQueue<string>();
        var own = new ConcurrentQueue<string>();
        await using (await this.NodeAsync(database, Jobs("one")))
        await using (await this.NodeAsync(database, Jobs("two")))
        {
            await UntilAsync(() => shared.Count >= 6 && own.Distinct().Count() == 2);
        }

        // The trigger that all nodes share counts its turns: each was run by exactly one of them.
        var turns = await NumberAsync(
            database,
            "select times_triggered from quartz_simple_triggers where trigger_name = 'shared'"
        );
        Assert.Equal(turns, shared.Count);
        Assert.Equal(0, await NumberAsync(database, "select count(*) from quartz_triggers where trigger_name = 'own'"));

        IRecurringJob[] Jobs(string node) =>
            [
                new MadeJob("shared", _ => Note(() => shared.Enqueue(node))) { Every = TimeSpan.FromSeconds(1) },
                new MadeJob("own", _ => Note(() => own.Enqueue(node)))
                {
                    Every = TimeSpan.FromSeconds(1),
                    OnEachNode = true,
                },
            ];
    }

    [Fact]
    public async Task Runs_that_were_missed_while_all_nodes_were_stopped_are_made_up_once()
    {
        var database = await postgres.NewDatabaseAsync();
        var runs = 0;
        var nightly = new MadeJob("nightly", _ => Note(() => Interlocked.Increment(ref runs)))
        {
            Every = TimeSpan.FromDays(1),
            At = TimeOnly.FromDateTime(DateTime.UtcNow.AddHours(12)),
        };
        var hourly = new MadeJob("hourly", _ => Note(() => Interlocked.Increment(ref runs)))
        {
            Every = TimeSpan.FromHours(1),
        };
        await using (var first = await this.NodeAsync(database, nightly, hourly))
        {
            await UntilAsync(() => runs == 1);
            await UntilAsync(() => first.Noted("hourly"));
        }

        // Three days go by for the schedule: 3 nights and 72 hours were missed.
        await ExecuteAsync(
            database,
            "update quartz_triggers set next_fire_time = next_fire_time - 3 * 864000000000, start_time = start_time - 3 * 864000000000"
        );
        runs = 0;
        await using var second = await this.NodeAsync(database, nightly, hourly);
        await UntilAsync(() => runs == 2);
        await UntilAsync(() => second.Noted("nightly") && second.Noted("hourly"));

        Assert.Equal(2, runs);
        Assert.All(
            await second.Log.AllAsync(default),
            run => Assert.InRange(run.NextAt!.Value, DateTime.UtcNow.AddMinutes(50), DateTime.UtcNow.AddHours(13))
        );
    }

    [Fact]
    public async Task A_restart_leaves_the_turns_where_they_were_and_forgets_jobs_that_are_no_more()
    {
        var database = await postgres.NewDatabaseAsync();
        var runs = 0;
        var job = new MadeJob("hourly", _ => Note(() => Interlocked.Increment(ref runs)))
        {
            Every = TimeSpan.FromHours(1),
        };
        await using (var first = await this.NodeAsync(database, job, new MadeJob("old", _ => Task.CompletedTask)))
        {
            await UntilAsync(() => first.Noted("hourly") && first.Noted("old"));
        }

        var before = await NumberAsync(
            database,
            "select next_fire_time from quartz_triggers where trigger_name = 'hourly'"
        );
        await using var second = await this.NodeAsync(database, job);
        await UntilAsync(() => Number(database, "select count(*) from quartz_triggers") == 1);

        Assert.Equal(1, runs);
        Assert.Equal(
            before,
            await NumberAsync(database, "select next_fire_time from quartz_triggers where trigger_name = 'hourly'")
        );
    }

    [Fact]
    public async Task A_run_whose_node_died_is_made_again_by_another()
    {
        var database = await postgres.NewDatabaseAsync();
        var begun = new TaskCompletionSource();
        var again = new TaskCompletionSource();
        var dead = await this.NodeAsync(
            database,
            new MadeJob(
                "long",
                async cancel =>
                {
                    begun.TrySetResult();
                    await Task.Delay(Timeout.Infinite, cancel);
                }
            )
            {
                Every = TimeSpan.FromDays(1),
            }
        );
        await begun.Task.WaitAsync(Patience);

        // The node is gone: its last sign of life is long ago, and its connection to the database is another's.
        await dead.DieAsync();
        await ExecuteAsync(
            database,
            "update quartz_scheduler_state set last_checkin_time = last_checkin_time - 36000000000"
        );
        await using var other = await this.NodeAsync(
            database,
            new MadeJob("long", _ => Note(() => again.TrySetResult())) { Every = TimeSpan.FromDays(1) }
        );

        await again.Task.WaitAsync(Patience);
        await dead.DisposeAsync();
    }

    private static Task Note(Action note)
    {
        note();
        return Task.CompletedTask;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        while (!holds())
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "it did not come");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> NumberAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static long Number(string database, string sql)
    {
        using var source = NpgsqlDataSource.Create(database);
        using var command = source.CreateCommand(sql);
        return (long)command.ExecuteScalar()!;
    }

    private async Task<ScheduledNode> NodeAsync(string database, params IRecurringJob[] jobs)
    {
        var source = NpgsqlDataSource.Create(database);
        await Migrator.Embedded().ApplyAsync(source, default);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.Services.AddMetrics().AddSingleton(TimeProvider.System).AddSingleton(source);
        builder.Services.AddSingleton<DbDataSource>(source);
        builder.Services.AddSingleton<JobLog>().AddSingleton<JobMetrics>().AddSingleton<GeneralFindings>();
        builder.Services.AddSingleton<DatabaseOutage>();
        builder.Services.AddSingleton<Node>().AddHostedService(p => p.GetRequiredService<Node>());
        foreach (var job in jobs)
        {
            builder.Services.AddSingleton(job);
        }

        builder.Services.AddJobSchedule(clustered: true);
        var host = builder.Build();
        await host.StartAsync();
        return new ScheduledNode(host, source);
    }

    /// <summary>A bridge of which only the schedule runs.</summary>
    private sealed class ScheduledNode(IHost host, NpgsqlDataSource source) : IAsyncDisposable
    {
        private bool dead;

        public JobLog Log => host.Services.GetRequiredService<JobLog>();

        public bool Noted(string job)
        {
            using var command = source.CreateCommand(
                "select count(*) from job_runs where job = @job and ended_at is not null"
            );
            command.Parameters.Add(new NpgsqlParameter<string>("job", job));
            return (long)command.ExecuteScalar()! > 0;
        }

        /// <summary>As a killed process: it says nothing to the database any more.</summary>
        public ValueTask DieAsync()
        {
            this.dead = true;
            return source.DisposeAsync();
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(this.dead ? 1 : 20));
                await host.StopAsync(soon.Token);
            }
            catch (Exception e) when (this.dead && e is not Xunit.Sdk.XunitException)
            {
                // What it cannot say to the database any more is why the other node took over.
            }

            host.Dispose();
            await source.DisposeAsync();
        }
    }
}
