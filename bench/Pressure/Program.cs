using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Bridge.Bench.Pressure;
using Bridge.Sandbox.Hosting;
using Bridge.Sandbox.Scenery;
using Bridge.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

// A bridge as a process of its own, among very many signals that wait for slow tools, or at full speed:
//   Pressure VARIANT [SIGNALS] [SECONDS] [BRIDGE.DLL]
// VARIANT: cases-100k (ten signals a case), cases-1m, one-case, nobodys-items, or speed (SIGNALS tickets are elevated, and
// the tools answer at once). Each tool takes two seconds to answer but for speed.
var variant = args.Length > 0 ? args[0] : "cases-100k";
var signals = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000;
var span = TimeSpan.FromSeconds(args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 60);
var program = args.Length > 3 ? args[3] : Path.Combine(AppContext.BaseDirectory, "bridge.dll");
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
    await using var city = await SandboxCity.StartAsync(TimeProvider.System);
    var url = new Uri($"http://127.0.0.1:{FreePort()}");
    await city.ConnectWebhooksAsync(url);
    var settings = new Dictionary<string, string?>(city.Settings(), StringComparer.OrdinalIgnoreCase)
    {
        ["Urls"] = url.ToString(),
        ["ConnectionStrings:Bridge"] = server.ConnectionString,
        ["Bridge:Mappings"] = Mappings(folder),
        ["Bridge:DataFolder"] = Path.Combine(folder, "bridge"),
    };
    var crowd = new Crowd(source, city);
    if (variant == "speed")
    {
        await using var quick = await BridgeProcess.StartAsync(program, settings);
        var began = Stopwatch.GetTimestamp();
        await crowd.ElevateAsync(signals);
        while (
            await crowd.NumberAsync(
                "select (select count(*) from signals where case_id is not null) + (select count(*) from cases where item_key is null or lease_token is not null)"
            ) > 0
        )
        {
            await Task.Delay(100);
        }

        var took = Stopwatch.GetElapsedTime(began);
        var looks = quick.Told("bridge.looks");
        Say(
            $"speed: {signals} tickets elevated in {took.TotalSeconds:F1} s, {signals / took.TotalSeconds:F0} a second, {looks:F0} looks, {quick.Cpu / signals * 1000:F2} ms of processor time each, peak {quick.PeakMb:F0} MB"
        );
        return 0;
    }

    await Migrator.Embedded().ApplyAsync(source, CancellationToken.None);
    await crowd.FillAsync(variant, signals);
    await using var bridge = await BridgeProcess.StartAsync(program, settings);
    Say($"started: peak {bridge.PeakMb:F0} MB, {bridge.OwnMb:F0} MB without files");
    foreach (var tool in new SandboxServer[] { city.Freshdesk, city.ClickUp, city.Jira })
    {
        tool.Faults.Share(new Fault.Slow(TimeSpan.FromSeconds(2)), 1, 1);
    }

    var callers = new Callers(url, city.FreshdeskSecret, crowd);
    await callers.CallAsync(span, CancellationToken.None);
    using var http = new HttpClient { BaseAddress = url };
    Say($"{variant}: {signals} signals, {span.TotalSeconds:F0} s with tools that take 2 s");
    Say(
        $"  memory: peak {bridge.PeakMb:F0} MB, now {bridge.OwnMb:F0} MB without files, heap at most {bridge.Told("heap.most") / 1e6:F0} MB, committed {bridge.Told("committed") / 1e6:F0} MB"
    );
    Say($"  {callers.Answers}");
    Say($"  {callers.Quiet}");
    Say(
        $"  {bridge.Told("bridge.looks"):F0} looks, {await crowd.NumberAsync("select count(*) from signals")} signals left; told: the oldest waits {bridge.Told("bridge.signals.oldest"):F0} s, the first case {bridge.Told("bridge.cases.waited"):F0} s"
    );
    Say($"  ready: {await http.GetStringAsync("/health/ready")}");
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static string Mappings(string folder)
{
    var mappings = Directory.CreateDirectory(Path.Combine(folder, "mappings")).FullName;
    File.Copy("mappings/level-2-support.yaml", Path.Combine(mappings, "level-2-support.yaml"));
    return mappings;
}

static int FreePort()
{
    using var listener = new TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}

static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
