using System.Diagnostics;
using System.Globalization;

namespace Bridge.Tests.Crash;

/// <summary>What a run of kills came to, line by line; also into the file that CRASH_REPORT names.</summary>
internal sealed class CrashReport(int kills, int seed)
{
    private readonly Dictionary<string, int> at = new(StringComparer.Ordinal);
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly List<TimeSpan> starts = [];
    private readonly List<TimeSpan> work = [];
    private Kill? last;

    public void Add(Kill kill, BridgeProcess bridge, bool byItself)
    {
        this.last = kill;
        this.starts.Add(bridge.StartTook);
        this.work.Add(bridge.StartUsed);
        var where =
            byItself && kill.At is { } point ? $"{point.Moment} {point.Words}".Trim()
            : kill.At is { } missed ? $"at any instant (not met in time: {missed.Moment} {missed.Words})"
            : "at any instant";
        this.at[where] = this.at.GetValueOrDefault(where) + 1;
        Write($"{kill}: {(byItself ? "there" : "from outside")}");
    }

    /// <summary>What was found when all had come to rest, good or not.</summary>
    /// <param name="before">As it stood at rest.</param>
    /// <param name="after">After one more look at every case.</param>
    public void Close(int tickets, long cases, Ledger before, Ledger after, Tally tally)
    {
        foreach (var (where, count) in this.at.OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            Write($"{count, 5} killed {where}");
        }

        foreach (var (name, count) in before.Kinds)
        {
            Write($"{count, 5} effects: {name}");
        }

        foreach (var (name, count) in before.Findings)
        {
            Write($"{count, 5} open findings: {name}");
        }

        Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a start took {Median(this.starts).TotalSeconds:0.0} s and {Median(this.work).TotalSeconds:0.0} s of a processor (medians), {this.starts.Sum(s => s.TotalSeconds):0} s in all"
            )
        );
        if (!tally.IsClean)
        {
            Write(tally.ToString());
        }

        var took = Stopwatch.GetElapsedTime(this.began);
        Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{kills} kills with seed {seed} in {took.TotalSeconds:0} s: {tickets} tickets, {cases} cases, {before.Effects} effects, {before.Lines} lines of story"
            )
        );
        Write(
            $"{tally.Lost} lost, {tally.Doubled} doubled, {tally.Apart} disagreements between the sides, {after.Effects - before.Effects} effects planned by one more look at every case"
        );
    }

    public override string ToString() =>
        $"seed {seed}, {kills} kills, the last one {this.last}: CRASH_SEED={seed} CRASH_KILLS={kills} replays them";

    private static TimeSpan Median(List<TimeSpan> all) => all.Order().ElementAtOrDefault(all.Count / 2);

    private static void Write(string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable("CRASH_REPORT") is { Length: > 0 } file)
        {
            File.AppendAllText(file, line + "\n");
        }
    }
}
