using System.Diagnostics;
using System.Globalization;
using Bridge.Bench.Plan;
using Bridge.Mappings;
using Bridge.Rollout;
using Bridge.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

// Measures what 'bridge plan' does, on a private PostgreSQL with cases that the core made:
//   dotnet run -c Release --project bench/Plan -- [CASES] [MAPPING-FILE]
var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
var file = args.Length > 1 ? args[1] : "mappings/level-2-support.yaml";
var live = MappingFolder.Read(file);
if (live.Errors > 0)
{
    Console.WriteLine(live.Report);
    return 78;
}

var edited = MappingFolder.Read([
    .. live.Texts.Select(t =>
        t with
        {
            Text = t.Text.Replace("from stage: Fixing\n", "from stage: Replicating\n", StringComparison.Ordinal),
        }
    ),
]);
var folder = Directory.CreateTempSubdirectory("bridge-bench-").FullName;
if (!OperatingSystem.IsWindows())
{
    File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
}

try
{
    await using var server = await PrivatePostgres.StartAsync(
        Path.Combine(folder, "data"),
        NullLogger.Instance,
        CancellationToken.None
    );
    await using var source = NpgsqlDataSource.Create(server.ConnectionString);
    await Migrator.Embedded().ApplyAsync(source, CancellationToken.None);
    var began = Stopwatch.GetTimestamp();
    var stages = await MadeCases.StoreAsync(source, live.Processes[0], count);
    Say($"{count} cases made and stored in {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s: {stages}");

    var comparison = new SetComparison(new LiveCases(source), TimeProvider.System);
    for (var round = 1; round <= 3; round++)
    {
        began = Stopwatch.GetTimestamp();
        var compared = await comparison.RunAsync(
            live.Processes,
            edited.Processes,
            null,
            null,
            null,
            CancellationToken.None
        );
        var took = Stopwatch.GetElapsedTime(began);
        Say(
            $"round {round}: {compared.Summary.Cases} cases compared in {took.TotalSeconds:F2} s ({compared.Summary.Cases / took.TotalSeconds:F0} a second on {Environment.ProcessorCount} cores); {compared.Summary.Changed} change, {compared.Summary.Messages} messages"
        );
    }

    using var self = Process.GetCurrentProcess();
    Say($"peak memory {self.PeakWorkingSet64 / 1024 / 1024} MB");
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
