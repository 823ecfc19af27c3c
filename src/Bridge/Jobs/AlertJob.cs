using Bridge.Alerts;
using Bridge.Core.Alerting;
using Bridge.Settings;
using Bridge.Store;

namespace Bridge.Jobs;

/// <summary>Looks at what each alert is about, keeps what is to be told, and tells it.</summary>
public sealed class AlertJob(BridgeOptions options, AlertFacts facts, AlertStore store, AlertSender sender)
    : IRecurringJob
{
    public string Name => "alerts";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    /// <summary>An alert that cannot be told fails the run, after all others were looked at.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await store.ForgetAsync(options.Alerts.Keys, cancel);
        foreach (var (name, alert) in options.Alerts)
        {
            var standing = await facts.StandingAsync(alert, cancel);
            await store.DecideAsync(
                name,
                new AlertPace(alert.After, alert.Repeat, alert.TellWhenOver),
                standing,
                cancel
            );
        }

        var failures = await sender.SendAsync(cancel);
        if (failures.Count > 0)
        {
            throw new JobException(string.Join("; ", failures));
        }
    }
}
