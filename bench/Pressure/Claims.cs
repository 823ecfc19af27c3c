using System.Diagnostics;
using System.Globalization;
using Bridge.Core.Turns;
using Bridge.Store;
using Npgsql;

namespace Bridge.Bench.Pressure;

/// <summary>How long it takes to see how the lines stand, and to claim a worker's fill of them.</summary>
internal static class Claims
{
    private const int Workers = 64;
    private const int Times = 20;

    public static async Task MeasureAsync(NpgsqlDataSource source)
    {
        var lines = new WaitingLines(source, TimeProvider.System);
        var store = new CaseStore(source, TimeProvider.System);
        var none = new HashSet<string>();
        var (seeing, claiming) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var n = 0; n < Times; n++)
        {
            var began = Stopwatch.GetTimestamp();
            var waiting = await lines.AllAsync(Workers, CancellationToken.None);
            seeing += Stopwatch.GetElapsedTime(began);
            var shares = NextTurns.Of(waiting, new Dictionary<Line, int>(), none, none, 1, Workers);
            began = Stopwatch.GetTimestamp();
            await store.ClaimAsync(1, shares, TimeSpan.FromMilliseconds(1), CancellationToken.None);
            claiming += Stopwatch.GetElapsedTime(began);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"lines seen in {seeing.TotalMilliseconds / Times:F1} ms, {Workers} cases claimed in {claiming.TotalMilliseconds / Times:F1} ms"
            )
        );
    }
}
