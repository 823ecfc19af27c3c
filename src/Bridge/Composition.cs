using Bridge.Answers;
using Bridge.Connectors;
using Bridge.Hooks;
using Bridge.Jobs;
using Bridge.Mappings;
using Bridge.Operations;
using Bridge.Rollout;
using Bridge.Settings;
using Bridge.Store;
using Bridge.Web;
using Bridge.Webhooks;
using Bridge.Work;
using Microsoft.AspNetCore.DataProtection;

namespace Bridge;

/// <summary>All that a running bridge is made of.</summary>
public static class Composition
{
    /// <summary>Adds the bridge on a database that is open and migrated, with settings and mappings that were checked.</summary>
    public static IServiceCollection AddBridge(
        this IServiceCollection services,
        BridgeOptions options,
        Database database,
        MappingSet mappings,
        TimeProvider time
    )
    {
        services.AddSingleton(options);
        services.AddSingleton(new PumpOptions { Concurrency = options.Concurrency, Lease = options.Lease });
        services.AddSingleton(time);
        services.AddMetrics();
        services.AddSingleton<BridgeMetrics>();

        // The store.
        services.AddSingleton(database);
        services.AddSingleton(database.Source);
        services.AddSingleton<System.Data.Common.DbDataSource>(database.Source);
        services.AddSingleton<DatabaseOutage>();
        services.AddSingleton<CaseStore>();
        services.AddSingleton<WaitingLines>();
        services.AddSingleton<Quarantine>();
        services.AddSingleton<PollStore>();
        services.AddSingleton<WebhookSightings>();
        services.AddSingleton<SignalInbox>();
        services.AddSingleton<VerdictStore>();
        services.AddSingleton<HookPoster>();
        services.AddSingleton<WebhookMemory>();
        services.AddSingleton<IWebhookMemory>(provider => provider.GetRequiredService<WebhookMemory>());
        services.AddAnswers(options);

        // The tools.
        services.AddSingleton(provider => new SharedBudgets(
            database.Source,
            time == TimeProvider.System ? null : time,
            provider.GetRequiredService<ILogger<SharedBudgets>>()
        ));
        services.AddSingleton(provider => new SecretWatch(
            options,
            provider.GetService<SettingsSource>(),
            time,
            provider.GetRequiredService<ILogger<SecretWatch>>()
        ));
        services.AddHostedService(provider => provider.GetRequiredService<SecretWatch>());
        services.AddSingleton<ConnectionDoors>();
        services.AddSingleton<PauseStore>();
        services.AddSingleton<ConnectionWatch>();
        services.AddSingleton<PausedWork>();
        services.AddSingleton(provider => new ToolSet(
            options.Connections.Select(c => ToolFactory.Create(c.Key, c.Value, provider))
        ));
        services.AddHostedService<BudgetGauges>();
        services.AddHostedService<PauseGauge>();
        services.AddHostedService(provider => provider.GetRequiredService<ConnectionWatch>());

        // The work. Stopped in reverse order: the pump first, the inbox last.
        services.AddSingleton<Processes>();
        services.AddSingleton(mappings);
        services.AddSingleton<Node>();
        services.AddSingleton<Rests>();
        services.AddSingleton<TurnTaking>();
        services.AddSingleton<CaseRunner>();
        services.AddSingleton<CaseReturn>();
        services.AddSingleton<CasePump>();
        services.AddHostedService(provider => provider.GetRequiredService<SignalInbox>());
        services.AddHostedService(provider => provider.GetRequiredService<Node>());
        services.AddHostedService<SchemaWatch>();
        services.AddHostedService<GoLive>();
        services.AddHostedService<MappingWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<CasePump>());

        // What is live, and what waits to be.
        services.AddSingleton<GeneralFindings>();
        services.AddSingleton<LiveCases>();
        services.AddSingleton<SetComparison>();
        services.AddSingleton<CaseWaking>();
        services.AddSingleton<SetNotices>();
        services.AddSingleton<SetProposals>();

        // The jobs.
        services.AddJobs(options, clustered: time == TimeProvider.System);

        // What it answers over HTTP. The keys of the pages' forms are kept beside the data: they outlive a restart.
        services.AddSingleton<WebhookLog>();
        services.AddSingleton<WebhookLimit>();
        services.AddSingleton<ToldChanges>();
        services.AddSingleton(new WebhookRoom(time));
        services.AddSingleton<Backlog>();
        services.AddSingleton<Health>();
        services
            .AddDataProtection()
            .SetApplicationName("bridge")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.DataFolder, "keys")));
        services.AddBridgePages();
        return services;
    }

    /// <summary>Maps what the bridge answers over HTTP.</summary>
    public static void UseBridge(this WebApplication app)
    {
        app.UseNowhere();
        app.MapWebhooks();
        app.MapHealth();
        app.MapAnswers();
        app.MapBridgePages();
    }
}
