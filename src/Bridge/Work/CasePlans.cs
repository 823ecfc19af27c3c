using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Work;

/// <summary>
/// Asks the reconciler for the plan of a case: by its own process, or by those that could take it in. Made for one look,
/// with the processes of one moment: a change of the live set in the middle of the look is for the next.
/// </summary>
internal sealed class CasePlans(LiveSet processes, TimeProvider time, AnswerLinks? links)
{
    /// <summary>The plan of the case's process, or of the first process that wants the ticket.</summary>
    public Decided Of(CaseWork work)
    {
        var now = time.GetUtcNow();
        var observed = work.Observation();
        if (this.ProcessOf(work.Case) is { } own)
        {
            var plan = Reconciler.Plan(own, work.Case, observed, now, links);
            return new Decided(own, plan, [.. plan.Decisions.Select(d => (own.Hash, d))]);
        }

        ProcessMapping? last = null;
        Plan? lastPlan = null;
        var decisions = ImmutableArray.CreateBuilder<(string, Decision)>();
        foreach (var candidate in processes.Of(work.Case.Helpdesk).Where(p => p.IsOn))
        {
            last = candidate.Mapping;
            lastPlan = Reconciler.Plan(last, work.Case, observed, now, links);
            decisions.AddRange(lastPlan.Decisions.Select(d => (candidate.Mapping.Hash, d)));
            if (lastPlan.Next.Stage is not null || !lastPlan.Effects.IsEmpty || !lastPlan.Findings.IsEmpty)
            {
                break;
            }
        }

        // What was refused of a ticket outside of all processes is of none of them: none is chosen for it.
        var unsaid = UnsaidWords.Findings(work.Case, null);
        return new Decided(
            last,
            lastPlan is null ? null : lastPlan with { Findings = [.. lastPlan.Findings.Union(unsaid)] },
            decisions.ToImmutable()
        );
    }

    /// <summary>The case's process when it is on; null otherwise.</summary>
    public ProcessMapping? ProcessOf(Case value) =>
        value.Process is { } name && processes.Find(name) is { IsOn: true } live ? live.Mapping : null;

    /// <summary>Why nothing can be decided about the case now; null when it can.</summary>
    public string? WhyNot(Case value) =>
        value.Process is not { } name ? null
        : processes.Find(name) is not { } live ? $"no mapping file has the process '{name}' any more"
        : live.IsOn ? null
        : $"the process '{name}' is off: {live.Problems[0]}";

    /// <summary>
    /// The process that is off and might want a ticket that no other took; null when there is none. Such a ticket's signals
    /// wait: they are not heeded by those who do not want it.
    /// </summary>
    public LiveProcess? MayBelongElsewhere(Case value, Plan? plan) =>
        value.Process is null && plan?.Next.Process is null
            ? processes.Of(value.Helpdesk).FirstOrDefault(p => !p.IsOn)
            : null;
}

/// <summary>A plan, the process that it is by, and each decision with the hash of the mapping that made it.</summary>
internal sealed record Decided(
    ProcessMapping? Process,
    Plan? Plan,
    ImmutableArray<(string Hash, Decision Decision)> Decisions
);
