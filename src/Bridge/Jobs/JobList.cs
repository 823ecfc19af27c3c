using Bridge.Alerts;
using Bridge.Connectors;
using Bridge.Operations;
using Bridge.Settings;
using Bridge.Store;
using Bridge.Work;

namespace Bridge.Jobs;

/// <summary>The jobs that there are.</summary>
public static class JobList
{
    /// <summary>From the beginning of the night to the retention, so that the second look is over.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromHours(3);

    /// <summary>Adds all jobs, what they need, and their schedule.</summary>
    /// <param name="clustered">See <see cref="JobSchedule.AddJobSchedule"/>.</param>
    public static IServiceCollection AddJobs(this IServiceCollection services, BridgeOptions options, bool clustered)
    {
        services.AddSingleton<JobLog>();
        services.AddSingleton<JobMetrics>();
        services.AddSingleton<StandingMetrics>();
        services.AddSingleton<DriftStore>();
        services.AddSingleton<Retention>();
        services.AddSingleton<StuckStore>();
        services.AddSingleton<FreshLook>();
        foreach (var (name, connection) in options.Connections)
        {
            services.AddSingleton<IRecurringJob>(provider =>
                Make<PollJob>(provider, provider.GetRequiredService<ToolSet>().Find(name)!, connection.PollEvery)
            );
        }

        if (options.Alerts.Count > 0)
        {
            services.AddSingleton<AlertFacts>();
            services.AddSingleton<AlertSender>();
            services.AddSingleton<AlertJob>();
            services.AddSingleton<IRecurringJob>(provider => provider.GetRequiredService<AlertJob>());
            services.AddHostedService<AlertPrompt>();
        }

        services.AddSingleton<IRecurringJob, BindJob>();
        services.AddSingleton<IRecurringJob, SweepJob>();
        services.AddSingleton<IRecurringJob, WebhookHealthJob>();
        services.AddSingleton<IRecurringJob, GaugesJob>();
        services.AddSingleton<IRecurringJob, BacklogJob>();
        services.AddSingleton<IRecurringJob, StuckJob>();
        services.AddSingleton<IRecurringJob>(provider => Make<SecondLookJob>(provider, options.NightlyAt));
        services.AddSingleton<IRecurringJob>(provider => Make<RetentionJob>(provider, options.NightlyAt.Add(Later)));
        if (options.DriftPerHour > 0)
        {
            services.AddSingleton<IRecurringJob>(provider => Make<DriftJob>(provider, options.DriftPerHour));
        }

        return services.AddJobSchedule(clustered);
    }

    private static T Make<T>(IServiceProvider provider, params object[] own) =>
        ActivatorUtilities.CreateInstance<T>(provider, own);
}
