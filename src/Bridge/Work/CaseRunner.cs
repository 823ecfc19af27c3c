using System.Collections.Immutable;
using System.Globalization;
using Bridge.Connectors;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Hooks;
using Bridge.Operations;
using Bridge.Store;

namespace Bridge.Work;

/// <summary>
/// The way of one change, for one claimed case: go on with what was left open, observe what signalled, plan, record,
/// execute, and look once more, until a plan has nothing to do.
/// </summary>
public sealed class CaseRunner(
    CaseStore store,
    ToolSet tools,
    Processes processes,
    TimeProvider time,
    BridgeMetrics metrics,
    PausedWork paused,
    AnswerLinks? links = null,
    HookPoster? hooks = null
)
{
    /// <summary>So many plans in one look; more would mean that plans feed each other.</summary>
    private const int MostPasses = 8;

    /// <summary>Longer than a used-up minute lasts: what was asked so far need not be asked again.</summary>
    private static readonly TimeSpan MidLook = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan WhileOff = TimeSpan.FromMinutes(1);
    private static readonly Decided Nobody = new(null, null, []);

    private readonly Observer observer = new(tools, time, metrics);
    private readonly EffectRunner effects = new(store, tools, time, metrics, hooks, paused);

    /// <summary>Works on a case until it is at rest or has to wait, and gives it back.</summary>
    /// <exception cref="LeaseLostException">Another worker has the case now; nothing was recorded since.</exception>
    public async Task RunAsync(ClaimedCase claimed, Lease lease, CancellationToken cancel)
    {
        using var patience = Patience.Of(Rests.LongestWait, MidLook);
        var work = new CaseWork(claimed, lease);
        var plans = new CasePlans(processes.Now, time, links);
        if (plans.WhyNot(work.Case) is { } off)
        {
            await store.ReleaseAsync(work.Case.Id, claimed.Fence, time.GetUtcNow() + WhileOff, off, cancel);
            return;
        }

        var process = plans.ProcessOf(work.Case);
        await this.effects.ResumeAsync(work, process, cancel);
        work.DecidedBy = null;
        foreach (var side in this.observer.Wanted(work, process is not null && work.IsNewTo(process.Hash)))
        {
            if (paused.PassesOver(work, side))
            {
                continue;
            }

            if (await this.observer.ReadAsync(work, side, cancel) is { } failure)
            {
                await this.GiveUpAsync(work, failure, cancel);
                return;
            }
        }

        if (work.Ticket is null)
        {
            // Nothing but echoes of a ticket that was never read: nothing to plan for.
            await this.RestAsync(work, Nobody, cancel);
            return;
        }

        await this.ReconcileAsync(work, plans, cancel);
    }

    private async Task ReconcileAsync(CaseWork work, CasePlans plans, CancellationToken cancel)
    {
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var decided = plans.Of(work);
            while (decided.Plan is { MustRead: not [] } or { MustSearch: not null } or { MustCount: true })
            {
                if (decided.Plan.MustRead is [var side, ..])
                {
                    if (await this.observer.ReadAsync(work, side, cancel) is { } failure)
                    {
                        await this.GiveUpAsync(work, failure, cancel);
                        return;
                    }
                }
                else if (decided.Plan is { MustCount: true })
                {
                    work.EarlierTickets = await store.EarlierAsync(work.Case.Id, work.Case.Item!, cancel);
                }
                else
                {
                    await this.observer.SearchAsync(work, decided.Plan.MustSearch!, cancel);
                }

                decided = plans.Of(work);
            }

            var (process, plan, _) = decided;
            if (plans.MayBelongElsewhere(work.Case, plan) is { } off)
            {
                await this.AwaitAsync(work, off, cancel);
                return;
            }

            if (plan is null || plan.Effects.IsEmpty || process!.Mode == Mode.Observe)
            {
                await this.RestAsync(work, decided, cancel);
                return;
            }

            if (!await this.CarryOutAsync(work, process, plan, decided, cancel))
            {
                await this.RestAsync(work, decided with { Plan = null }, cancel);
                return;
            }
        }

        work.TryAgainAt(time.GetUtcNow() + WhileOff);
        work.Tell("waits", $"{MostPasses} plans in a row had something to do; the rest waits a minute");
        await this.RestAsync(work, Nobody, cancel);
    }

    /// <summary>
    /// Records a plan with its effects, executes them, and keeps how they ended for the next transaction. False when one has
    /// to be tried again later: looking on at once would only try the same.
    /// </summary>
    private async Task<bool> CarryOutAsync(
        CaseWork work,
        ProcessMapping process,
        Plan plan,
        Decided decided,
        CancellationToken cancel
    )
    {
        var journaled = plan
            .Effects.Select(planned =>
                EffectRunner.KeepsOrder(planned.Effect) && work.Behind.TryGetValue(planned.Effect.Side, out var until)
                    ? (planned, EffectState.Waiting, (DateTimeOffset?)until)
                    : (planned, EffectState.Started, null)
            )
            .ToImmutableArray();
        work.Case = plan.Next;
        work.DecidedBy = process.Hash;
        Tell(work, decided);
        await store.RecordAsync(
            Record(work, process) with
            {
                Effects = journaled,
                Findings = plan.Findings,
                HeededSignals = [.. work.Heeded],
                HeededAnswers = plan.HeededAnswers,
                HeededVerdicts = plan.HeededVerdicts,
            },
            cancel
        );
        work.Recorded(plan);
        var before = work.RetryAt;
        foreach (var (planned, state, _) in journaled)
        {
            if (state != EffectState.Started)
            {
                continue;
            }

            if (EffectRunner.KeepsOrder(planned.Effect) && work.Behind.TryGetValue(planned.Effect.Side, out var until))
            {
                // An earlier one of this look has to wait: those behind it keep their order. None of them was begun.
                work.Ends.Add(new EffectEnd(planned.Effect.Key, EffectState.Waiting, 0, until, "waits its turn", null));
                continue;
            }

            await this.effects.ExecuteAsync(work, process, planned, 1, cancel);
        }

        return work.RetryAt == before && work.Ends.TrueForAll(e => e.State is EffectState.Done or EffectState.Refused);
    }

    /// <summary>Stores that there is nothing more to do now, and gives the case back.</summary>
    private async Task RestAsync(CaseWork work, Decided decided, CancellationToken cancel)
    {
        var (process, plan, _) = decided;
        ImmutableArray<Finding>? findings = null;
        ImmutableArray<long> answers = [];
        ImmutableArray<long> verdicts = [];
        if (plan is not null && process?.Mode == Mode.Observe)
        {
            work.DecidedBy = process.Hash;
            Shown.Tell(work, plan);
        }
        else if (plan is not null)
        {
            work.Case = plan.Next;
            findings = plan.Findings;
            answers = plan.HeededAnswers;
            verdicts = plan.HeededVerdicts;
            if (work.Story.Count > 0)
            {
                Tell(work, decided);
            }
        }

        var deadline = work.Case.Deadlines.IsEmpty ? (DateTimeOffset?)null : work.Case.Deadlines[0].At;
        await store.RecordAsync(
            Record(work, process) with
            {
                Release = true,
                Findings = findings,
                HeededSignals = [.. work.Heeded],
                HeededAnswers = answers,
                HeededVerdicts = verdicts,
                ReadyAt = Soonest(work.RetryAt, deadline),
                WaitsFor = [.. work.WaitsFor],
                Failures = work.RetryAt is null ? 0 : work.Claimed.Failures + 1,
            },
            cancel
        );
    }

    /// <summary>A tool cannot be read: what ended is stored, the signals stay, and the case comes again later.</summary>
    private async Task GiveUpAsync(CaseWork work, Failure failure, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var again = RetryPolicy.After(failure, work.Claimed.Failures + 1, now) is NextTry.At at
            ? at.Time
            : now + TimeSpan.FromMinutes(5);
        if (work.Ends.Count > 0)
        {
            await store.RecordAsync(Record(work, null), cancel);
        }

        if (await paused.GivesUpAsync(work, failure, cancel))
        {
            return;
        }

        var why = string.Create(
            CultureInfo.InvariantCulture,
            $"cannot read: {failure.Message}; tried again at {again:HH:mm:ss} UTC"
        );
        await store.ReleaseAsync(work.Case.Id, work.Claimed.Fence, again, why, cancel);
    }

    private async Task AwaitAsync(CaseWork work, LiveProcess off, CancellationToken cancel)
    {
        var wait = WhileOff * Math.Min(5, work.Claimed.Failures + 1);
        await store.ReleaseAsync(
            work.Case.Id,
            work.Claimed.Fence,
            time.GetUtcNow() + wait,
            $"waits for the process '{off.Mapping.Name}', which is off: {off.Problems[0]}",
            cancel
        );
    }

    private static CaseRecord Record(CaseWork work, ProcessMapping? process) =>
        new()
        {
            Case = work.Case,
            Fence = work.Claimed.Fence,
            Ticket = work.Ticket,
            Item = work.Item,
            MappingHash = process?.Hash,
            Tracker = work.Case.Item?.Connection ?? process?.Tracker,
            Timeline = [.. work.Story],
            Ends = [.. work.Ends],
            NewLink = work.Case.Item is not null && work.Case.Item.Id != work.Claimed.Case.Item?.Id,
            Failures = work.Claimed.Failures,
        };

    private static void Tell(CaseWork work, Decided decided)
    {
        foreach (var (hash, decision) in decided.Decisions)
        {
            work.Tell(decision.Kind.ToString().ToLowerInvariant(), decision.Text, hash);
        }
    }

    private static DateTimeOffset? Soonest(DateTimeOffset? a, DateTimeOffset? b) =>
        a is null ? b
        : b is null ? a
        : a < b ? a
        : b;
}
