using System.Diagnostics.Metrics;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Operations;

/// <summary>What the bridge counts. One method an event; names begin with bridge.</summary>
public sealed class BridgeMetrics : IDisposable
{
    /// <summary>The name of the meter, for exporters.</summary>
    public const string Meter = "Bridge";

    private readonly Meter meter;
    private readonly Counter<long> webhooks;
    private readonly Counter<long> echoes;
    private readonly Counter<long> effects;
    private readonly Counter<long> doubts;
    private readonly Counter<long> looks;
    private readonly Counter<long> answers;
    private readonly Histogram<double> lookTime;
    private readonly Counter<long> mappingChanges;

    public BridgeMetrics(IMeterFactory meters)
    {
        this.meter = meters.Create(Meter);
        this.webhooks = this.meter.CreateCounter<long>(
            "bridge.webhooks",
            description: "Webhooks by connection and result"
        );
        this.echoes = this.meter.CreateCounter<long>(
            "bridge.echoes",
            description: "Signals known as own writes, without a read"
        );
        this.effects = this.meter.CreateCounter<long>(
            "bridge.effects",
            description: "Attempts to execute an effect, by outcome"
        );
        this.doubts = this.meter.CreateCounter<long>(
            "bridge.doubts",
            description: "Looks for an effect whose end was not known"
        );
        this.mappingChanges = this.meter.CreateCounter<long>(
            "bridge.mapping.changes",
            description: "Changed mapping files by what came of them: live, bad, unbound, waiting"
        );
        this.looks = this.meter.CreateCounter<long>("bridge.looks", description: "Cases worked on, by result");
        this.answers = this.meter.CreateCounter<long>(
            "bridge.answers",
            description: "Opened and sent answer links of customers, by result"
        );
        this.lookTime = this.meter.CreateHistogram<double>(
            "bridge.look.duration",
            "s",
            "Time from claim to rest of a case"
        );
    }

    public void Webhook(string connection, string result) =>
        this.webhooks.Add(1, new("connection", connection), new("result", result));

    public void Answer(string result) => this.answers.Add(1, new KeyValuePair<string, object?>("result", result));

    public void Echo(Side side) => this.echoes.Add(1, new KeyValuePair<string, object?>("side", side.ToString()));

    public void Effect(Effect effect, Outcome outcome) =>
        this.effects.Add(
            1,
            new("kind", effect.GetType().Name),
            new("outcome", outcome is Outcome.Failed failed ? failed.Failure.Kind.ToString() : outcome.GetType().Name)
        );

    public void Doubt(Effect effect, Found found) =>
        this.doubts.Add(1, new("kind", effect.GetType().Name), new("found", found.GetType().Name));

    public void Look(string result, TimeSpan took)
    {
        this.looks.Add(1, new KeyValuePair<string, object?>("result", result));
        this.lookTime.Record(took.TotalSeconds);
    }

    /// <summary>Changed mapping files were read.</summary>
    /// <param name="result">live, bad, unbound or waiting.</param>
    public void MappingChange(string result) =>
        this.mappingChanges.Add(1, new KeyValuePair<string, object?>("result", result));

    public void Dispose() => this.meter.Dispose();
}
