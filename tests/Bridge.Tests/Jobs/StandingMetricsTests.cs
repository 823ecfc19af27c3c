using System.Diagnostics.Metrics;
using Bridge.Operations;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Bridge.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bridge.Tests.Jobs;

public sealed class StandingMetricsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task What_stands_in_the_database_is_shown_as_it_was_counted_last()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await Migrator.Embedded().ApplyAsync(source, default);
        await Seeds.DayAsync(source);
        await Seeds.ExecuteAsync(
            source,
            "update cases set ready_at = now() - interval '1 hour' where ticket_id in ('4001', '4002')"
        );
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var standing = new StandingMetrics(meters, source, TimeProvider.System);
        Assert.Empty(Read(meters));

        await standing.CountAsync(default);

        var shown = Read(meters);
        Assert.Equal(10, shown["bridge.cases Level 2 Support Validating"], 1.0);
        Assert.Equal(
            58,
            shown.Where(s => s.Key.StartsWith("bridge.cases Level", StringComparison.Ordinal)).Sum(s => s.Value)
        );
        Assert.Equal(1, shown["bridge.findings.open GateViolation"]);
        Assert.Equal(1, shown["bridge.effects.standing waiting"]);
        Assert.Equal(1, shown["bridge.effects.standing refused"]);
        Assert.Equal(1, shown["bridge.signals.waiting"]);
        Assert.InRange(shown["bridge.signals.oldest"], 2.9, 60);
        Assert.Equal(2, shown["bridge.cases.overdue freshdesk "]);
        Assert.InRange(shown["bridge.cases.waited freshdesk "], 3600, 3700);
        Assert.Equal(0, shown["bridge.drift"]);
    }

    private static Dictionary<string, double> Read(IMeterFactory meters)
    {
        var shown = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                all.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) =>
            {
                var words = tags.ToArray().Select(t => $"{t.Value}").Prepend(instrument.Name);
                shown[string.Join(' ', words)] = value;
            }
        );
        listener.Start();
        listener.RecordObservableInstruments();
        return shown;
    }
}
