using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning.Comparison;

/// <summary>
/// What a changed mapping would do to a case: its plan under the changed process less its plan under the live one, both
/// from what was last seen of ticket and item. A pure function.
/// </summary>
public static class CaseComparison
{
    /// <summary>Compares for a case that is in a process.</summary>
    /// <param name="before">The process as it is live; null: it was not, so that all that the changed one asks for is new.</param>
    /// <param name="after">The process as changed; null: no file has it any more.</param>
    public static CaseChange Of(
        ProcessMapping? before,
        ProcessMapping? after,
        Case value,
        Snapshot ticket,
        Snapshot? item,
        DateTimeOffset now
    )
    {
        var process = value.Process ?? after?.Name ?? before?.Name ?? "";
        if (after is null)
        {
            return Plain(value, ticket, process, before is null ? Verdict.Unchanged : Verdict.Waits);
        }

        if (before is not null && string.Equals(before.Hash, after.Hash, StringComparison.Ordinal) && before.Hash != "")
        {
            return Plain(value, ticket, process, Verdict.Unchanged);
        }

        var old = before is null ? null : Rehearsal.Run(before, value, ticket, item, now);
        var next = Rehearsal.Run(after, value, ticket, item, now);
        var change = Plain(value, ticket, process, Verdict.Changed) with
        {
            StageBefore = old is null ? value.Stage : old.First.Next.Stage,
            StageAfter = next.First.Next.Stage,
            Effects = Differences(old?.Effects ?? [], next.Effects),
            Gate = Shut(old?.First.Next.Gate, next.First.Next.Gate),
            Lacks = Lacking(before, old, after, next),
            Sla = Sla(old?.First, next.First),
        };
        return IsNothing(change) ? change with { Verdict = Verdict.Unchanged } : change;
    }

    /// <summary>
    /// For a ticket that is in no process: the first process of the changed set that would take it in; null when none would,
    /// or when one of the live set would as well.
    /// </summary>
    public static CaseChange? OfOutside(
        IEnumerable<ProcessMapping> before,
        IEnumerable<ProcessMapping> after,
        Case value,
        Snapshot ticket,
        DateTimeOffset now
    )
    {
        var taker = after.FirstOrDefault(p => TakesIn(p, value, ticket, now));
        return taker is null || before.Any(p => TakesIn(p, value, ticket, now))
            ? null
            : Plain(value, ticket, taker.Name, Verdict.WouldComeIn) with
            {
                StageAfter = taker.Stages[0].Name,
            };
    }

    private static bool TakesIn(ProcessMapping process, Case value, Snapshot ticket, DateTimeOffset now) =>
        string.Equals(process.Helpdesk, value.Helpdesk, StringComparison.OrdinalIgnoreCase)
        && Reconciler.Plan(process, value, new Observation(ticket, null, true, false), now).Next.Stage is not null;

    private static CaseChange Plain(Case value, Snapshot ticket, string process, Verdict verdict) =>
        new()
        {
            Case = value.Id,
            Ticket = ticket.Key,
            Process = process,
            Verdict = verdict,
            StageBefore = value.Stage,
            StageAfter = value.Stage,
        };

    private static bool IsNothing(CaseChange change) =>
        change.Effects.IsEmpty
        && change.Gate is null
        && change.Lacks.IsEmpty
        && change.Sla.IsEmpty
        && string.Equals(change.StageBefore, change.StageAfter, StringComparison.OrdinalIgnoreCase);

    /// <summary>What stands on one list only, as often as it does; of both, the order is kept.</summary>
    private static ImmutableArray<EffectChange> Differences(
        ImmutableArray<Foreseen> before,
        ImmutableArray<Foreseen> after
    )
    {
        if (before.IsEmpty && after.IsEmpty)
        {
            return [];
        }

        return
        [
            .. Rest(after, before).Select(e => Change(true, e)),
            .. Rest(before, after).Select(e => Change(false, e)),
        ];
    }

    private static IEnumerable<Foreseen> Rest(ImmutableArray<Foreseen> of, ImmutableArray<Foreseen> less)
    {
        var known = less.GroupBy(e => EffectWords.Print(e.Effect), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        foreach (var effect in of)
        {
            var print = EffectWords.Print(effect.Effect);
            if (known.GetValueOrDefault(print) is > 0 and var left)
            {
                known[print] = left - 1;
            }
            else
            {
                yield return effect;
            }
        }
    }

    private static EffectChange Change(bool isNew, Foreseen foreseen) =>
        new(
            isNew,
            EffectWords.Kind(foreseen.Effect),
            foreseen.Effect.Side,
            foreseen.Effect.Reason,
            EffectWords.Text(foreseen.Effect),
            foreseen.Later
        );

    private static GateNow? Shut(ShutGate? before, ShutGate? after) =>
        after is null || (before is not null && Same(before, after)) ? null : new GateNow(after.Wanted, after.Missing);

    private static bool Same(ShutGate a, ShutGate b) =>
        string.Equals(a.Wanted, b.Wanted, StringComparison.OrdinalIgnoreCase) && a.Missing.SequenceEqual(b.Missing);

    /// <summary>What the case's own stage asks for by the changed mapping only, and the case does not have.</summary>
    private static ImmutableArray<string> Lacking(
        ProcessMapping? before,
        Rehearsed? old,
        ProcessMapping after,
        Rehearsed next
    )
    {
        var missing = Missing(after, next);
        return before is null || old is null || missing.IsEmpty ? missing : [.. missing.Except(Missing(before, old))];
    }

    private static ImmutableArray<string> Missing(ProcessMapping process, Rehearsed rehearsed)
    {
        var state = rehearsed.First.Next;
        return process.Stage(state.Stage) is { } stage
            ? GateKeeper.Missing(process, stage with { From = [] }, null, Value)
            : [];

        FieldValue? Value(string name) =>
            process.Field(name) is { } rule
                ? state.Base.GetValueOrDefault(rule.Name)?.Agreed
                : rehearsed.Ticket.Values[name];
    }

    private static ImmutableArray<string> Sla(Plan? before, Plan after)
    {
        var known = before is null ? [] : Texts(before).ToHashSet(StringComparer.Ordinal);
        return [.. Texts(after).Where(text => !known.Contains(text))];

        static IEnumerable<string> Texts(Plan plan) =>
            plan.Findings.Where(f => f.Kind == FindingKind.Sla).Select(f => f.Message);
    }
}
