using Quartz;

namespace Bridge.Jobs;

/// <summary>
/// The one file that knows the scheduler (Quartz): runs each <see cref="IRecurringJob"/> at once and then at its pace,
/// never twice at a time on a node. Jobs that must run once over all nodes take their turn in the database.
/// </summary>
public static partial class JobSchedule
{
    private const string JobName = "job";

    public static IServiceCollection AddJobSchedule(this IServiceCollection services)
    {
        services.AddQuartz(quartz => quartz.UseInMemoryStore(_ => { }));
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHostedService<Planner>();
        return services;
    }

    private sealed class Planner(ISchedulerFactory factory, IEnumerable<IRecurringJob> jobs, TimeProvider time)
        : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            var scheduler = await factory.GetScheduler(cancellationToken);
            foreach (var job in jobs)
            {
                var detail = JobBuilder
                    .Create<Turn>()
                    .WithIdentity(job.Name)
                    .UsingJobData(JobName, job.Name)
                    .DisallowConcurrentExecution()
                    .Build();
                // The scheduler goes by this clock, so its triggers must too: their own default is the system's.
                var trigger = TriggerBuilder
                    .Create(time)
                    .WithIdentity(job.Name)
                    .StartNow()
                    .WithSimpleSchedule(every => every.WithInterval(job.Every).RepeatForever())
                    .Build();
                await scheduler.ScheduleJob(detail, trigger, cancellationToken: cancellationToken);
            }
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed partial class Turn(IEnumerable<IRecurringJob> jobs, ILogger<Turn> logger) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            var name = context.JobDetail.JobDataMap.GetString(JobName);
            var job = jobs.First(j => j.Name == name);
            try
            {
                await job.RunAsync(cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e, job.Name);
            }
        }

        private static partial class Log
        {
            [LoggerMessage(LogLevel.Error, "The job '{Job}' failed; its next turn comes all the same")]
            public static partial void Failed(ILogger logger, Exception error, string job);
        }
    }
}
