using System.Collections.Immutable;
using System.Threading.Channels;
using Bridge.Core.Mappings;
using Bridge.Core.Planning.Comparison;

namespace Bridge.Rollout;

/// <summary>What comparing all live cases came to.</summary>
/// <param name="Changed">Ids of all cases whose plan is another one.</param>
/// <param name="Changes">The first of them, with all that changes.</param>
public sealed record Compared(
    ComparisonSummary Summary,
    ImmutableArray<CaseChange> Changes,
    ImmutableArray<long> Changed
);

/// <summary>
/// Compares two sets of mappings over the live cases: pages are read one after the other, plans are made side by side. It
/// reads only.
/// </summary>
public sealed class SetComparison(LiveCases cases, TimeProvider time)
{
    /// <summary>So many changed cases are kept whole; all are counted.</summary>
    public const int MostKept = 2000;

    /// <summary>Has the newest of a case read from its tools; gives it back as stored when they cannot be asked.</summary>
    public delegate ValueTask<SeenCase> Refresh(SeenCase stored, CancellationToken cancel);

    /// <summary>
    /// Compares. Processes that are the same in both sets are passed over: their plans cannot differ.
    /// </summary>
    /// <param name="refresh">Null: what is stored is taken.</param>
    /// <param name="progress">Hears of so many cases done, and how many there are.</param>
    public async Task<Compared> RunAsync(
        IReadOnlyList<ProcessMapping> before,
        IReadOnlyList<ProcessMapping> after,
        long? onlyCase,
        Refresh? refresh,
        Action<long, long>? progress,
        CancellationToken cancel
    )
    {
        var changed = ChangedNames(before, after);
        var choice = new CaseChoice(onlyCase is null ? changed : null, onlyCase is null && changed.Count > 0, onlyCase);
        var total = await cases.CountAsync(choice, cancel);
        var gathered = new Gathering(progress, total);
        var work = Channel.CreateBounded<IReadOnlyList<RawCase>>(Environment.ProcessorCount * 2);
        var now = time.GetUtcNow();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var planners = Enumerable
            .Range(0, refresh is null ? Environment.ProcessorCount : Environment.ProcessorCount * 4)
            .Select(_ => Task.Run(() => PlanAsync(), stop.Token))
            .ToArray();
        var reading = FillAsync();
        await Task.WhenAll([reading, .. planners]);
        return gathered.Result();

        async Task FillAsync()
        {
            try
            {
                await foreach (var page in cases.ReadAsync(choice, stop.Token))
                {
                    await work.Writer.WriteAsync(page, stop.Token);
                }

                work.Writer.Complete();
            }
            catch (Exception e)
            {
                work.Writer.Complete(e);
                throw;
            }
        }

        async Task PlanAsync()
        {
            try
            {
                await foreach (var page in work.Reader.ReadAllAsync(stop.Token))
                {
                    foreach (var raw in page)
                    {
                        var seen = LiveCases.Parse(raw);
                        seen = refresh is null ? seen : await refresh(seen, stop.Token);
                        gathered.Add(Change(before, after, seen, now));
                    }
                }
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }
    }

    /// <summary>The processes that are not the same in both sets, by name.</summary>
    public static IReadOnlyCollection<string> ChangedNames(
        IReadOnlyList<ProcessMapping> before,
        IReadOnlyList<ProcessMapping> after
    ) =>
        [
            .. before
                .Concat(after)
                .Select(p => p.Name)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(name =>
                    Find(before, name) is not { } old
                    || Find(after, name) is not { } next
                    || old.Hash.Length == 0
                    || !string.Equals(old.Hash, next.Hash, StringComparison.Ordinal)
                ),
        ];

    private static CaseChange? Change(
        IReadOnlyList<ProcessMapping> before,
        IReadOnlyList<ProcessMapping> after,
        SeenCase seen,
        DateTimeOffset now
    ) =>
        seen.Case.Process is { } name
            ? CaseComparison.Of(Find(before, name), Find(after, name), seen.Case, seen.Ticket, seen.Item, now)
            : CaseComparison.OfOutside(before, after, seen.Case, seen.Ticket, now);

    private static ProcessMapping? Find(IReadOnlyList<ProcessMapping> set, string name) =>
        set.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    private sealed class Gathering(Action<long, long>? progress, long total)
    {
        private const int Step = 100;

        private readonly Lock gate = new();
        private readonly ComparisonTally tally = new();
        private readonly List<CaseChange> kept = [];
        private readonly List<long> changed = [];
        private long done;

        public void Add(CaseChange? change)
        {
            lock (this.gate)
            {
                this.done++;
                if (change is not null)
                {
                    this.tally.Add(change);
                    this.Keep(change);
                }

                if (this.done % Step == 0 || this.done == total)
                {
                    progress?.Invoke(this.done, total);
                }
            }
        }

        public Compared Result() =>
            new(this.tally.ToSummary(), [.. this.kept.OrderBy(c => c.Case)], [.. this.changed.Order()]);

        private void Keep(CaseChange change)
        {
            if (change.Verdict == Verdict.Unchanged)
            {
                return;
            }

            if (change.Verdict == Verdict.Changed)
            {
                this.changed.Add(change.Case);
            }

            if (this.kept.Count < MostKept)
            {
                this.kept.Add(change);
            }
        }
    }
}
