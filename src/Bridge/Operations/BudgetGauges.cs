using System.Diagnostics.Metrics;
using Bridge.Connectors;
using Bridge.Connectors.Http;

namespace Bridge.Operations;

/// <summary>What each connection's budget comes to, as gauges that are read when somebody looks.</summary>
public sealed class BudgetGauges : IHostedService, IDisposable
{
    private readonly Meter meter;

    public BudgetGauges(IMeterFactory meters, ToolSet tools, TimeProvider time)
    {
        this.meter = meters.Create(BridgeMetrics.Meter);
        this.meter.CreateObservableGauge(
            "bridge.budget.used",
            () => Each(tools, budget => budget.Limit - budget.Left),
            description: "Requests of the last minute by connection, over all nodes"
        );
        this.meter.CreateObservableGauge(
            "bridge.budget.left",
            () => Each(tools, budget => budget.Left),
            description: "Requests left of the minute by connection, over all nodes"
        );
        this.meter.CreateObservableGauge(
            "bridge.budget.waiting",
            () => tools.All.SelectMany(Waiting),
            description: "Requests of this node that wait, by connection and priority"
        );
        this.meter.CreateObservableGauge(
            "bridge.budget.paused",
            () => Each(tools, budget => budget.PausedUntil > time.GetUtcNow() ? 1 : 0),
            description: "1 while a tool asked to wait, by connection"
        );
        this.meter.CreateObservableCounter(
            "bridge.budget.refused",
            () => tools.All.Select(tool => new Measurement<long>(tool.Budget.Refused, Of(tool))),
            description: "429s that this node met, by connection"
        );
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => this.meter.Dispose();

    private static IEnumerable<Measurement<int>> Each(ToolSet tools, Func<BudgetView, int> value) =>
        tools.All.Select(tool => new Measurement<int>(value(tool.Budget), Of(tool)));

    private static IEnumerable<Measurement<int>> Waiting(ITool tool)
    {
        var waiting = tool.Budget.WaitingBy;
        return Enum.GetValues<Priority>()
            .Select(priority => new Measurement<int>(
                waiting[(int)priority],
                Of(tool),
                new KeyValuePair<string, object?>("priority", priority.ToString())
            ));
    }

    private static KeyValuePair<string, object?> Of(ITool tool) => new("connection", tool.Name);
}
