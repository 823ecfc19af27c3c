using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Bridge.Store;
using Dapper;
using Npgsql;

namespace Bridge.Operations;

/// <summary>What stands in the database, as gauges: counted now and then, shown as it was counted last.</summary>
public sealed class StandingMetrics : IDisposable
{
    private static readonly string Sql = $"""
        select 'bridge.cases' as "Gauge", process as "Of", coalesce(stage, '') as "And", count(*)::float8 as "Value"
        from cases where process is not null group by process, stage
        union all
        select 'bridge.findings.open', kind, '', count(*) from findings where closed_at is null group by kind
        union all
        select 'bridge.effects.standing', state, '', count(*) from effects
        where state in ('started', 'waiting') or state = 'refused' group by state
        union all
        select 'bridge.signals.waiting', '', '', {WaitingSignals.Count}
        union all
        select 'bridge.signals.oldest', '', '', coalesce(extract(epoch from @now - {WaitingSignals.Oldest}), 0)
        union all
        select 'bridge.drift', '', '', count(*) from drift where confirmed_at is not null
        """;

    /// <summary>So many cases of a line are counted.</summary>
    private const int MostOfLine = 10_000;

    private readonly NpgsqlDataSource source;
    private readonly WaitingLines lines;
    private readonly TimeProvider time;
    private readonly Meter meter;
    private ImmutableArray<Counted> counted = [];

    public StandingMetrics(IMeterFactory meters, NpgsqlDataSource source, TimeProvider time)
    {
        (this.source, this.time) = (source, time);
        this.lines = new WaitingLines(source, time);
        this.meter = meters.Create(BridgeMetrics.Meter);
        this.Add("bridge.cases", "Cases by process and stage", "process", "stage");
        this.Add("bridge.findings.open", "Open findings by kind", "kind");
        this.Add("bridge.effects.standing", "Effects begun, waiting their turn or refused", "state");
        this.Add("bridge.signals.waiting", "Signals that nobody has looked at yet; above 10,000 an estimate");
        this.Add("bridge.signals.oldest", "Seconds that the oldest of them has waited");
        this.Add(
            "bridge.cases.overdue",
            "Cases whose time to be looked at has come and that nobody works on, up to 10,000 by helpdesk and tracker",
            "helpdesk",
            "tracker"
        );
        this.Add(
            "bridge.cases.waited",
            "Seconds that the first of them has waited, by helpdesk and tracker",
            "helpdesk",
            "tracker"
        );
        this.Add("bridge.drift", "Cases whose two sides do not agree though nothing is under way");
    }

    public async Task CountAsync(CancellationToken cancel)
    {
        var now = this.time.GetUtcNow();
        var waiting = (await this.lines.AllAsync(MostOfLine, cancel)).Where(standing => standing.Ready > 0).ToList();
        await using var connection = await this.source.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Counted>(
            new CommandDefinition(Sql, new { now }, cancellationToken: cancel)
        );
        ImmutableInterlocked.InterlockedExchange(
            ref this.counted,
            [
                .. rows,
                .. waiting.Select(s => new Counted("bridge.cases.overdue", s.Line.Helpdesk, s.Line.Tracker, s.Ready)),
                .. waiting.Select(s => new Counted(
                    "bridge.cases.waited",
                    s.Line.Helpdesk,
                    s.Line.Tracker,
                    (now - s.Next).TotalSeconds
                )),
            ]
        );
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
