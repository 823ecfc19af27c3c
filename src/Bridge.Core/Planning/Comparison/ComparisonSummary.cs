using System.Collections.Immutable;

namespace Bridge.Core.Planning.Comparison;

/// <summary>What a changed set of mappings would mean for all live cases, in numbers.</summary>
/// <param name="Cases">Cases that were compared, tickets outside every process not counted.</param>
/// <param name="Messages">Messages that customers would get, at once or by a deadline of the next day.</param>
/// <param name="WouldComeIn">Tickets in no process that would come into one when they change next.</param>
/// <param name="Sla">SLA warnings and breaches that would be told at once.</param>
/// <param name="ByMessage">Those messages by their rule.</param>
/// <param name="Stages">"Fixing → Verifying", and how many cases.</param>
/// <param name="Gates">By stage, gates that would be shut and are not now.</param>
/// <param name="Lacking">By stage, cases that stand in it and could not enter it any more.</param>
public sealed record ComparisonSummary(
    int Cases,
    int Unchanged,
    int Changed,
    int Waiting,
    int WouldComeIn,
    int Messages,
    int Sla,
    ImmutableArray<EffectCount> Effects,
    ImmutableArray<NamedCount> ByMessage,
    ImmutableArray<NamedCount> Stages,
    ImmutableArray<NamedCount> Gates,
    ImmutableArray<NamedCount> Lacking
);

/// <summary>How many effects of a kind would be new, and how many of the live set's would be dropped.</summary>
public sealed record EffectCount(string Kind, int New, int Dropped);

public sealed record NamedCount(string Name, int Count);

/// <summary>Counts changes as they come. Not thread safe.</summary>
public sealed class ComparisonTally
{
    private readonly SortedDictionary<string, (int New, int Dropped)> effects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> stages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> gates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> lacking = new(StringComparer.Ordinal);
    private readonly int[] verdicts = new int[4];
    private int told;
    private int sla;

    public void Add(CaseChange change)
    {
        this.verdicts[(int)change.Verdict]++;
        foreach (var effect in change.Effects)
        {
            var (added, dropped) = this.effects.GetValueOrDefault(effect.Kind);
            this.effects[effect.Kind] = effect.IsNew ? (added + 1, dropped) : (added, dropped + 1);
        }

        foreach (var message in change.Messages)
        {
            this.told++;
            Count(this.messages, message.Reason);
        }

        if (
            change.Verdict == Verdict.Changed
            && !string.Equals(change.StageBefore, change.StageAfter, StringComparison.OrdinalIgnoreCase)
        )
        {
            Count(this.stages, $"{change.StageBefore ?? "no stage"} → {change.StageAfter ?? "no stage"}");
        }

        if (change.Gate is { } gate)
        {
            Count(this.gates, gate.Stage);
        }

        if (change.Lacks.Length > 0)
        {
            Count(this.lacking, change.StageAfter ?? "no stage");
        }

        this.sla += change.Sla.Length;
    }

    public ComparisonSummary ToSummary() =>
        new(
            this.verdicts[(int)Verdict.Unchanged]
                + this.verdicts[(int)Verdict.Changed]
                + this.verdicts[(int)Verdict.Waits],
            this.verdicts[(int)Verdict.Unchanged],
            this.verdicts[(int)Verdict.Changed],
            this.verdicts[(int)Verdict.Waits],
            this.verdicts[(int)Verdict.WouldComeIn],
            this.told,
            this.sla,
            [.. this.effects.Select(e => new EffectCount(e.Key, e.Value.New, e.Value.Dropped))],
            Named(this.messages),
            Named(this.stages),
            Named(this.gates),
            Named(this.lacking)
        );

    private static void Count(Dictionary<string, int> counts, string name) =>
        counts[name] = counts.GetValueOrDefault(name) + 1;

    private static ImmutableArray<NamedCount> Named(Dictionary<string, int> counts) =>
        [
            .. counts
                .OrderByDescending(c => c.Value)
                .ThenBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => new NamedCount(c.Key, c.Value)),
        ];
}
