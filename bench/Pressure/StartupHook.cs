using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

/// <summary>
/// Loaded into the bridge's process by DOTNET_STARTUP_HOOKS: writes once a second what its heap holds and what its own
/// metrics say. The bridge itself knows nothing of this.
/// </summary>
#pragma warning disable CA1050, MA0047, RCS1110 // The runtime looks for exactly this name, outside of namespaces.
internal static class StartupHook
#pragma warning restore CA1050, MA0047, RCS1110
{
    /// <summary>The environment variable that names the file to write to.</summary>
    public const string Variable = "PRESSURE_TOLD";

    private static readonly ConcurrentDictionary<string, double> Values = new(StringComparer.Ordinal);
    private static Timer? timer;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } file)
        {
            return;
        }

        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Meter.Name == "Bridge")
                {
                    all.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, _, _) => Values.AddOrUpdate(instrument.Name, value, (_, old) => old + value)
        );
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Keep(instrument, value));
        listener.Start();
        timer = new Timer(_ => Write(listener, file), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    private static void Keep(Instrument instrument, double value)
    {
        if (instrument.IsObservable)
        {
            Values.AddOrUpdate(instrument.Name, value, (_, old) => Math.Max(old, value));
        }
    }

    private static void Write(MeterListener listener, string file)
    {
        listener.RecordObservableInstruments();
        Values["heap"] = GC.GetTotalMemory(forceFullCollection: false);
        Values["heap.most"] = Math.Max(Values.GetValueOrDefault("heap.most"), Values["heap"]);
        Values["committed"] = GC.GetGCMemoryInfo().TotalCommittedBytes;
        File.WriteAllLines(
            file + ".new",
            Values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key} {v.Value:0.###}"))
        );
        File.Move(file + ".new", file, overwrite: true);
    }
}
