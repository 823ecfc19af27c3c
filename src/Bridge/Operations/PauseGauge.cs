using System.Diagnostics.Metrics;
using Bridge.Connectors;

namespace Bridge.Operations;

/// <summary>Which connections are paused, as a gauge that is read when somebody looks.</summary>
public sealed class PauseGauge : IHostedService, IDisposable
{
    private readonly Meter meter;

    public PauseGauge(IMeterFactory meters, ToolSet tools, ConnectionDoors doors)
    {
        this.meter = meters.Create(BridgeMetrics.Meter);
        this.meter.CreateObservableGauge(
            "bridge.connection.paused",
            () =>
                tools.All.Select(tool => new Measurement<int>(
                    doors.Of(tool.Name).Pause is null ? 0 : 1,
                    new KeyValuePair<string, object?>("connection", tool.Name)
                )),
            description: "1 while a connection is paused, as its key is dead or its tool does not answer"
        );
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => this.meter.Dispose();
}
