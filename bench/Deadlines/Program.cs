using System.Diagnostics;
using System.Globalization;
using Bridge.Bench.Deadlines;
using Bridge.Bench.Plan;
using Bridge.Mappings;
using Bridge.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

// Measures how long it takes to look at all cases whose deadline is due, among more and more whose deadline is not:
//   dotnet run -c Release --project bench/Deadlines -- [DUE] [MAPPING-FILE]
// On a private PostgreSQL with its usual settings. No tool is called: a deadline that is due is decided from what is stored.
var due = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
var mappings = MappingFolder.Read(args.Length > 1 ? args[1] : "mappings/level-2-support.yaml");
if (mappings.Errors > 0)
{
    Console.WriteLine(mappings.Report);
    return 78;
}

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
    await using var source = NpgsqlDataSource.Create(server.ConnectionString + ";Max Auto Prepare=100");
    await Migrator.Embedded().ApplyAsync(source, CancellationToken.None);
    var process = mappings.Processes[0];
    var sweep = new Sweep(source, process);
    await MadeCases.StoreAsync(source, process, due);
    await sweep.DueAgainAsync();
    await sweep.RunAsync();

    TimeSpan? first = null;
    foreach (var open in new[] { 10_000, 100_000, 1_000_000 })
    {
        await sweep.FillAsync(open);
        var next = await sweep.NextAsync();
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            await sweep.DueAgainAsync();
            var began = Stopwatch.GetTimestamp();
            var looked = await sweep.RunAsync();
            var took = Stopwatch.GetElapsedTime(began);
            best = took < best ? took : best;
            if (looked != due)
            {
                Say($"{looked} cases were looked at, not {due}");
                return 1;
            }
        }

        first ??= best;
        Say(
            $"{open, 9} open, {due} due: swept in {best.TotalSeconds:F2} s (best of 3), {best / first.Value:F2} times the first; next deadline found in {next.TotalMilliseconds:F2} ms"
        );
    }

    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
