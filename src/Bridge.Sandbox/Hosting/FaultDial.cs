using System.Text.RegularExpressions;

namespace Bridge.Sandbox.Hosting;

/// <summary>
/// Decides which API calls of one simulator go wrong, and how. Rules are asked in the order they were added; the
/// first that matches and has turns left wins. Thread safe.
/// </summary>
public sealed class FaultDial
{
    private readonly Lock gate = new();
    private readonly List<Rule> rules = [];
    private int taken;
    private int hanging;
    private int belated;

    /// <summary>How many calls went wrong so far.</summary>
    public int Taken => Volatile.Read(ref this.taken);

    /// <summary>How many calls were let hang so far; those that are executed first, once they are.</summary>
    public int Hanging => Volatile.Read(ref this.hanging);

    /// <summary>How many late calls were executed by now.</summary>
    public int Belated => Volatile.Read(ref this.belated);

    /// <summary>
    /// Makes the next <paramref name="times"/> calls go wrong whose method equals <paramref name="method"/> ("*" for
    /// any) and whose path with query matches the regular expression <paramref name="path"/>.
    /// </summary>
    public void Next(Fault fault, string method = "*", string path = ".*", int times = 1) =>
        this.Add(new Rule(method, Pattern(path), fault, times, null, 1));

    /// <summary>Makes a share (0 to 1) of the matching calls go wrong until <see cref="Clear"/>; repeatable by its seed.</summary>
    public void Share(Fault fault, double share, int seed, string method = "*", string path = ".*") =>
        this.Add(new Rule(method, Pattern(path), fault, int.MaxValue, new Random(seed), share));

    /// <summary>Ends all faults.</summary>
    public void Clear()
    {
        lock (this.gate)
        {
            this.rules.Clear();
        }
    }

    internal Fault? Take(string method, string pathAndQuery)
    {
        lock (this.gate)
        {
            foreach (var rule in this.rules)
            {
                if (rule.Matches(method, pathAndQuery))
                {
                    rule.Left--;
                    this.taken++;
                    return rule.Fault;
                }
            }

            return null;
        }
    }

    internal void Hangs() => Interlocked.Increment(ref this.hanging);

    internal void Comes() => Interlocked.Increment(ref this.belated);

    private static Regex Pattern(string path) =>
        new(path, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private void Add(Rule rule)
    {
        lock (this.gate)
        {
            this.rules.Add(rule);
        }
    }

    private sealed class Rule(string method, Regex path, Fault fault, int left, Random? chance, double share)
    {
        public Fault Fault { get; } = fault;

        public int Left { get; set; } = left;

        public bool Matches(string calledMethod, string pathAndQuery) =>
            this.Left > 0
            && (method == "*" || string.Equals(method, calledMethod, StringComparison.OrdinalIgnoreCase))
            && path.IsMatch(pathAndQuery)
            && (chance is null || chance.NextDouble() < share);
    }
}
