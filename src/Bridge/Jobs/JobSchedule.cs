using System.Globalization;
using Bridge.Store;
using Bridge.Work;
using Npgsql;
using Quartz;

namespace Bridge.Jobs;

/// <summary>
/// The one file that knows the scheduler (Quartz). Jobs of which one run over all nodes is wanted are in its PostgreSQL
/// store, clustered: whichever node is free takes the turn, a run that was missed while all were stopped is made up once,
/// and one whose node died is made again by another. Jobs of each node are in its memory.
/// </summary>
public static partial class JobSchedule
{
    /// <summary>What the scheduler's tables begin with; see the migration that makes them.</summary>
    private const string TablePrefix = "quartz_";

    private const string Shared = "bridge";
    private const string Own = "node";
    private const string JobName = "job";

    /// <summary>How often a node says that it lives, and how much later its jobs are made again by others.</summary>
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan TakenForDead = TimeSpan.FromSeconds(8);

    /// <summary>Between two tries to plan the jobs while the database is away.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Adds the schedule of all registered jobs.</summary>
    /// <param name="clustered">
    /// False keeps all jobs in each node's memory, for a clock that a test or the demo moves: the cluster's nodes watch each
    /// other by the clock, and what is stored outlives it.
    /// </param>
    public static IServiceCollection AddJobSchedule(this IServiceCollection services, bool clustered)
    {
        services.AddQuartz(Own, quartz => quartz.UseInMemoryStore(_ => { }));
        if (clustered)
        {
            services.AddQuartz(
                Shared,
                quartz =>
                    quartz.UsePersistentStore(store =>
                    {
                        store.UsePostgres(database => database.UseRegisteredDataSource = true);
                        store.UseClustering(cluster =>
                        {
                            cluster.CheckinInterval = SignOfLife;
                            cluster.CheckinMisfireThreshold = TakenForDead;
                        });
                        store.ConfigureStore(options =>
                        {
                            options.TablePrefix = TablePrefix;
                            options.StoreJobDataAsStrings = true;

                            // The migrations answer for the tables. A check that meets a database in trouble would shut
                            // the scheduler down for good.
                            options.SchemaProvisioning = SchemaProvisioning.None;
                        });
                    })
            );
        }

        services.AddSingleton<JobTurn>();
        services.AddHostedService<Schedules>();
        return services;
    }

    /// <summary>
    /// Starts the schedules once the bridge answers, so that the first webhook need not wait for them, and ends them first.
    /// </summary>
    private sealed partial class Schedules(
        IServiceProvider services,
        IEnumerable<IRecurringJob> jobs,
        IHostApplicationLifetime life,
        TimeProvider time,
        ILogger<Schedules> logger,
        DatabaseOutage? outage = null
    ) : BackgroundService
    {
        private readonly List<IScheduler> started = [];

        public override async Task StopAsync(CancellationToken cancellationToken)
        {
            await base.StopAsync(cancellationToken);
            await Task.WhenAll(this.started.Select(s => s.Shutdown(true, cancellationToken).AsTask()));
        }

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var ready = new TaskCompletionSource();
            await using var begun = life.ApplicationStarted.Register(() => ready.TrySetResult());
            await ready.Task.WaitAsync(stoppingToken);
            var shared = services.GetKeyedService<ISchedulerFactory>(Shared);
            var own = services.GetRequiredKeyedService<ISchedulerFactory>(Own);
            await this.StartAsync(own, [.. jobs.Where(j => j.OnEachNode || shared is null)], false, stoppingToken);
            if (shared is not null)
            {
                await this.StartAsync(shared, [.. jobs.Where(j => !j.OnEachNode)], true, stoppingToken);
            }
        }

        private async Task StartAsync(
            ISchedulerFactory factory,
            IReadOnlyList<IRecurringJob> mine,
            bool shared,
            CancellationToken cancel
        )
        {
            for (var wait = TimeSpan.FromSeconds(1); ; wait = wait < LongestWait ? wait * 2 : wait)
            {
                try
                {
                    var scheduler = await factory.GetScheduler(cancel);
                    await this.PlanAsync(scheduler, mine, shared, cancel);
                    await scheduler.Start(cancel);
                    this.started.Add(scheduler);
                    return;
                }
                catch (Exception e) when (e is SchedulerException or NpgsqlException or TimeoutException)
                {
                    if (outage is not null && DatabaseTrouble.IsWithin(e))
                    {
                        outage.Met(e);
                    }
                    else
                    {
                        Log.Again(logger, e.Message);
                    }

                    await Task.Delay(wait, time, cancel);
                }
            }
        }

        /// <summary>Plans what is new or goes at another pace; leaves the rest at the time that is stored, so that a restart moves nothing.</summary>
        private async Task PlanAsync(
            IScheduler scheduler,
            IReadOnlyList<IRecurringJob> mine,
            bool shared,
            CancellationToken cancel
        )
        {
            foreach (var job in mine)
            {
                var key = new TriggerKey(job.Name);
                var stored = await scheduler.GetTrigger(key, cancel);
                var state = await scheduler.GetTriggerState(key, cancel);
                if (stored is null || !IsAt(stored, job) || state == TriggerState.Error)
                {
                    await this.PlanAsync(scheduler, job, replace: stored is not null, cancel);
                }
            }

            // What this node does not have another may, that runs another version or other settings.
            if (shared && await this.OthersRunAsync(cancel))
            {
                return;
            }

            foreach (var old in await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), cancel))
            {
                if (!mine.Any(j => j.Name == old.Name))
                {
                    await scheduler.DeleteJob(old, cancel);
                }
            }
        }

        private async Task<bool> OthersRunAsync(CancellationToken cancel)
        {
            var self = await services.GetRequiredService<Node>().JoinedAsync(cancel);
            return await RunningNodes.OthersAsync(services.GetRequiredService<NpgsqlDataSource>(), self, cancel);
        }

        private async Task PlanAsync(IScheduler scheduler, IRecurringJob job, bool replace, CancellationToken cancel)
        {
            try
            {
                var detail = JobBuilder
                    .Create<Turn>()
                    .WithIdentity(job.Name)
                    .UsingJobData(JobName, job.Name)
                    .DisallowConcurrentExecution()
                    .RequestRecovery()
                    .Build();
                var options = new ScheduleJobOptions { Replace = replace };
                await scheduler.ScheduleJob(detail, [this.TriggerOf(job)], options, cancel);
            }
            catch (ObjectAlreadyExistsException)
            {
                // Another node planned it in the same moment, and may have run it: its turns stand.
            }
        }

        /// <summary>The scheduler goes by this clock, so its triggers must too: their own default is the system's.</summary>
        private ITrigger TriggerOf(IRecurringJob job)
        {
            var trigger = TriggerBuilder.Create(time).WithIdentity(job.Name);
            return job.At is { } at
                ? trigger
                    .WithCronSchedule(
                        Cron(at),
                        daily =>
                            daily
                                .InTimeZone(TimeZoneInfo.Utc)
                                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)
                    )
                    .Build()
                : trigger
                    .StartNow()
                    .WithSimpleSchedule(every =>
                        every
                            .WithInterval(job.Every)
                            .RepeatForever()
                            .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)
                    )
                    .Build();
        }

        private static bool IsAt(ITrigger stored, IRecurringJob job) =>
            stored switch
            {
                ICronTrigger daily => job.At is { } at && daily.CronExpressionString == Cron(at),
                ISimpleTrigger simple => job.At is null && simple.RepeatInterval == job.Every,
                _ => false,
            };

        private static string Cron(TimeOnly at) =>
            string.Create(CultureInfo.InvariantCulture, $"{at.Second} {at.Minute} {at.Hour} * * ?");

        private static partial class Log
        {
            [LoggerMessage(LogLevel.Warning, "The jobs cannot be scheduled yet ({Why}); trying again")]
            public static partial void Again(ILogger logger, string why);
        }
    }

    private sealed class Turn(IEnumerable<IRecurringJob> jobs, JobTurn turn, Node node, IHostApplicationLifetime life)
        : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            var name = context.JobDetail.JobDataMap.GetString(JobName);

            // A job that only another version of the program has is for the nodes that run that one.
            if (jobs.FirstOrDefault(j => j.Name == name) is { } job)
            {
                var number = job.OnEachNode ? await node.JoinedAsync(life.ApplicationStopping) : 0;
                await turn.RunAsync(job, number, context.NextFireTimeUtc, life.ApplicationStopping);
            }
        }
    }
}
