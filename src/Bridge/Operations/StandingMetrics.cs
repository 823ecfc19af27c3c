using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Dapper;
using Npgsql;

namespace Bridge.Operations;

/// <summary>What stands in the database, as gauges: counted now and then, shown as it was counted last.</summary>
public sealed class StandingMetrics : IDisposable
{
    private const string Sql = """
        select 'bridge.cases' as "Gauge", process as "Of", coalesce(stage, '') as "And", count(*)::float8 as "Value"
        from cases where process is not null group by process, stage
        union all
        select 'bridge.findings.open', kind, '', count(*) from findings where closed_at is null group by kind
        union all
        select 'bridge.effects.standing', state, '', count(*) from effects
        where state in ('started', 'waiting') or state = 'refused' group by state
        union all
        select 'bridge.signals.waiting', '', '', count(*) from signals where case_id is not null
        union all
        select 'bridge.signals.oldest', '', '', coalesce(extract(epoch from @now - min(received_at)), 0)
        from signals where case_id is not null
        union all
        select 'bridge.cases.overdue', '', '', count(*) from cases where ready_at <= @now and lease_token is null
        union all
        select 'bridge.drift', '', '', count(*) from drift where confirmed_at is not null
        """;

    private readonly NpgsqlDataSource source;
    private readonly TimeProvider time;
    private readonly Meter meter;
    private ImmutableArray<Counted> counted = [];

    public StandingMetrics(IMeterFactory meters, NpgsqlDataSource source, TimeProvider time)
    {
        (this.source, this.time) = (source, time);
        this.meter = meters.Create(BridgeMetrics.Meter);
        this.Add("bridge.cases", "Cases by process and stage", "process", "stage");
        this.Add("bridge.findings.open", "Open findings by kind", "kind");
        this.Add("bridge.effects.standing", "Effects begun, waiting their turn or refused", "state");
        this.Add("bridge.signals.waiting", "Signals that nobody has looked at yet");
        this.Add("bridge.signals.oldest", "Seconds that the oldest of them has waited");
        this.Add("bridge.cases.overdue", "Cases whose time to be looked at has come and that nobody works on");
        this.Add("bridge.drift", "Cases whose two sides do not agree though nothing is under way");
    }

    public async Task CountAsync(CancellationToken cancel)
    {
        await using var connection = await this.source.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Counted>(
            new CommandDefinition(Sql, new { now = this.time.GetUtcNow() }, cancellationToken: cancel)
        );
        ImmutableInterlocked.InterlockedExchange(ref this.counted, [.. rows]);
    }

    public void Dispose() => this.meter.Dispose();

    private void Add(string gauge, string description, params string[] tags) =>
        this.meter.CreateObservableGauge(gauge, () => this.Measure(gauge, tags), description: description);

    private IEnumerable<Measurement<double>> Measure(string gauge, string[] tags) =>
        this
            .counted.Where(c => c.Gauge == gauge)
            .Select(c => new Measurement<double>(
                c.Value,
                tags.Zip<string, string>([c.Of, c.And])
                    .Select(t => new KeyValuePair<string, object?>(t.First, t.Second))
            ));

    private sealed record Counted(string Gauge, string Of, string And, double Value);
}
