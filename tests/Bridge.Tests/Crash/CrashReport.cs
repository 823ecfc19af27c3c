using System.Globalization;

namespace Bridge.Tests.Crash;

/// <summary>What a run of kills came to, line by line; also into the file that CRASH_REPORT names.</summary>
internal sealed class CrashReport(int kills, int seed)
{
    private readonly Dictionary<string, int> at = new(StringComparer.Ordinal);
    private Kill? last;

    public void Add(Kill kill, bool byItself)
    {
        this.last = kill;
        var where = byItself && kill.At is { } point ? $"{point.Moment} {point.Words}".Trim() : "at any instant";
        this.at[where] = this.at.GetValueOrDefault(where) + 1;
        Write($"{kill}: {(byItself ? "there" : "from outside")}");
    }

    /// <summary>All held.</summary>
    public void Close(int tickets, long effects, long lines)
    {
        foreach (var (where, count) in this.at.OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            Write($"{count, 5} killed {where}");
        }

        Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{kills} kills with seed {seed}: {tickets} tickets, {effects} effects, {lines} lines of story; 0 lost, 0 doubled, both sides of every pair agree, one more look planned nothing"
            )
        );
    }

    public override string ToString() =>
        $"seed {seed}, {kills} kills, the last one {this.last}: CRASH_SEED={seed} CRASH_KILLS={kills} replays them";

    private static void Write(string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable("CRASH_REPORT") is { Length: > 0 } file)
        {
            File.AppendAllText(file, line + "\n");
        }
    }
}
