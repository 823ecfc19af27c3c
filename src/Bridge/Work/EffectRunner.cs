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
/// Executes journaled effects and settles what came of them. Two kinds differ in the heart: an update writes a state, so
/// one that did not get through is simply decided anew from what is seen then; everything else happens once (an item, a
/// note, a reply, a comment), so one in doubt is looked for in the tool before it is tried again.
/// </summary>
internal sealed class EffectRunner(
    CaseStore store,
    ToolSet tools,
    TimeProvider time,
    BridgeMetrics metrics,
    HookPoster? hooks,
    PausedWork paused
)
{
    /// <summary>Goes on with the effects that an earlier look left open.</summary>
    public async Task ResumeAsync(CaseWork work, ProcessMapping? process, CancellationToken cancel)
    {
        foreach (var open in work.Claimed.Open)
        {
            var (effect, now) = (open.Planned.Effect, time.GetUtcNow());
            work.DecidedBy = open.MappingHash;
            if (effect is Effect.Update)
            {
                work.Ends.Add(
                    new EffectEnd(effect.Key, EffectState.Replanned, open.Attempts, null, "interrupted", null)
                );
            }
            else if (paused.Rests(work, process, open))
            {
                continue;
            }
            else if (
                (work.Behind.TryGetValue(effect.Side, out var until) && KeepsOrder(effect))
                || (open.NextTry is { } next && (until = next) > now)
            )
            {
                Hold(work, effect, open.State, until);
            }
            else if (open.State == EffectState.Waiting)
            {
                await store.StartAsync(work.Case.Id, work.Claimed.Fence, [effect.Key], cancel);
                await this.ExecuteAsync(work, process, open.Planned, open.Attempts + 1, cancel);
            }
            else
            {
                await this.ResolveAsync(work, process, open, cancel);
            }
        }
    }

    /// <summary>Executes one effect that the journal holds as started.</summary>
    public async Task ExecuteAsync(
        CaseWork work,
        ProcessMapping? process,
        PlannedEffect planned,
        int attempt,
        CancellationToken cancel
    )
    {
        var effect = planned.Effect;
        if (!work.Lease.Holds)
        {
            throw new LeaseLostException($"the lease of case {work.Case.Id} ended before {effect.Key}", null);
        }

        var target = effect is Effect.CreateItem or Effect.LinkItem ? "" : work.IdOf(effect.Side) ?? "";
        using var right = SendRight.Under(() => work.Lease.Holds);
        var outcome =
            effect is Effect.Post post ? await this.PostAsync(post, work.Case.Id, cancel)
            : this.ToolOf(work, process, effect.Side) is { } tool
                ? effect is Effect.Attach attach
                        ? await FileCarrier.CarryAsync(attach, tools.Find(attach.From), tool, target, cancel)
                    : await tool.ExecuteAsync(effect, target, cancel)
            : new Outcome.Failed(new Failure(FailureKind.Offline, "the connection is no longer in the settings"));
        metrics.Effect(effect, outcome);
        switch (outcome)
        {
            case Outcome.Done done:
                Done(work, process, planned, done.Written, attempt, "done");
                break;
            case Outcome.Partly partly when process is not null:
                work.Case = Settle.Partly(process, work.Case, planned, partly, time.GetUtcNow());
                work.Wrote(effect.Side, partly.Written.After);
                work.Tell("refused", $"{EffectTitle.Of(effect)}: partly done; {partly.Failure.Message}");
                if (RetryPolicy.After(partly.Failure, attempt, time.GetUtcNow()) is NextTry.At rest)
                {
                    work.TryAgain(partly.Failure, rest.Time);
                }

                work.Ends.Add(
                    new EffectEnd(
                        effect.Key,
                        EffectState.Done,
                        attempt,
                        null,
                        partly.Failure.Message,
                        partly.Written.CommentId
                    )
                );
                break;
            case Outcome.Partly partly:
                this.Failed(work, process, planned, partly.Failure, attempt);
                break;
            case Outcome.Failed failed:
                this.Failed(work, process, planned, failed.Failure, attempt);
                break;
        }
    }

    /// <summary>Looks for an effect whose end is not known; only when it is certain that it was not done is it tried again.</summary>
    private async Task ResolveAsync(
        CaseWork work,
        ProcessMapping? process,
        JournaledEffect open,
        CancellationToken cancel
    )
    {
        var effect = open.Planned.Effect;
        var now = time.GetUtcNow();
        if (effect is Effect.Post)
        {
            // No webhook can be asked: it is told again, with the same id.
            await store.StartAsync(work.Case.Id, work.Claimed.Fence, [effect.Key], cancel);
            await this.ExecuteAsync(work, process, open.Planned, open.Attempts + 1, cancel);
            return;
        }

        if (this.ToolOf(work, process, effect.Side) is not { } tool)
        {
            Wait(work, effect, EffectState.Started, open.Attempts, now + TimeSpan.FromMinutes(1), "no such connection");
            return;
        }

        var target = effect is Effect.CreateItem or Effect.LinkItem ? "" : work.IdOf(effect.Side) ?? "";
        var found = await tool.FindAsync(effect, target, open.StartedAt ?? now, Claimed(work, effect), cancel);
        metrics.Doubt(effect, found);
        switch (found)
        {
            case Found.Yes yes:
                Done(work, process, open.Planned, yes.Written, open.Attempts, "found to be done already");
                break;
            case Found.No:
                await store.StartAsync(work.Case.Id, work.Claimed.Fence, [effect.Key], cancel);
                await this.ExecuteAsync(work, process, open.Planned, open.Attempts + 1, cancel);
                break;
            case Found.NotYetKnown unknown:
                Wait(work, effect, EffectState.Started, open.Attempts, now + unknown.Wait, "looked for: not known yet");
                break;
            case Found.Failed failed:
                var again = RetryPolicy.After(failed.Failure, open.Attempts, now) is NextTry.At at
                    ? at.Time
                    : now + TimeSpan.FromMinutes(5);
                Wait(work, effect, EffectState.Started, open.Attempts, again, failed.Failure.Message);
                break;
        }
    }

    private static void Done(
        CaseWork work,
        ProcessMapping? process,
        PlannedEffect planned,
        Written written,
        int attempt,
        string how
    )
    {
        work.Case = Settle.Done(process, work.Case, planned, written);
        if (planned.Effect is Effect.Update or Effect.CreateItem or Effect.LinkItem)
        {
            work.Wrote(planned.Effect.Side, written.After);
        }
        else if (planned.Effect is Effect.EditNote or Effect.EditComment)
        {
            // What was read before says the old text: it must not be taken for a person's edit of the new one.
            work.Wrote(planned.Effect.Side, null);
        }

        work.Tell(
            "did",
            $"{EffectTitle.Of(planned.Effect)}: {how}"
                + (written.Item is { } item ? $" ({item.Key} {item.Url})" : "")
                + (written.ArticleUrl is { } article ? $" ({article})" : "")
        );
        work.Ends.Add(new EffectEnd(planned.Effect.Key, EffectState.Done, attempt, null, null, written.CommentId));
    }

    private void Failed(CaseWork work, ProcessMapping? process, PlannedEffect planned, Failure failure, int attempt)
    {
        var (effect, now) = (planned.Effect, time.GetUtcNow());
        if (paused.Holds(work, effect, failure, attempt - 1))
        {
            return;
        }

        if (RetryPolicy.After(failure, attempt + work.Claimed.Failures, now) is NextTry.At next)
        {
            if (effect is Effect.Update)
            {
                work.Wrote(effect.Side, null);
                work.TryAgainAt(next.Time);
                work.Ends.Add(new EffectEnd(effect.Key, EffectState.Replanned, attempt, null, failure.Message, null));
                work.Tell("waits", $"{EffectTitle.Of(effect)}: {failure.Message}");
            }
            else
            {
                var state = failure.MayHaveHappened ? EffectState.Started : EffectState.Waiting;
                Wait(work, effect, state, attempt, next.Time, failure.Message);
            }

            return;
        }

        if (process is not null)
        {
            work.Case = Settle.Refused(process, work.Case, planned, failure, now);
        }

        work.Tell("refused", $"{EffectTitle.Of(effect)}: {failure.Message}");
        work.Ends.Add(new EffectEnd(effect.Key, EffectState.Refused, attempt, null, failure.Message, null));
    }

    private static void Wait(
        CaseWork work,
        Effect effect,
        EffectState state,
        int attempt,
        DateTimeOffset until,
        string why
    )
    {
        Hold(work, effect, state, until);
        work.Tell("waits", $"{EffectTitle.Of(effect)}: {why}");
        work.Ends.Add(new EffectEnd(effect.Key, state, attempt, until, why, null));
    }

    /// <summary>
    /// The effect waits, and what is said on the same side waits behind it. Nobody waits for an article, a webhook or a
    /// file: they stand by themselves.
    /// </summary>
    private static void Hold(CaseWork work, Effect effect, EffectState state, DateTimeOffset until)
    {
        work.TryAgainAt(until);
        if (effect is Effect.DraftArticle or Effect.Post)
        {
            return;
        }

        if (effect is not Effect.Attach)
        {
            work.Behind[effect.Side] = until;
        }

        if (state == EffectState.Started && !IsRepeatable(effect))
        {
            work.Doubt(effect.Side);
        }
    }

    /// <summary>True for what waits behind others that are told on its side: not a state, nor what is told elsewhere.</summary>
    public static bool KeepsOrder(Effect effect) => effect is not (Effect.Update or Effect.Post);

    private async Task<Outcome> PostAsync(Effect.Post post, long caseId, CancellationToken cancel) =>
        hooks is null
            ? new Outcome.Failed(new Failure(FailureKind.Missing, $"there is no webhook '{post.To}'"))
            : await hooks.PostAsync(post, caseId, cancel);

    /// <summary>True for what makes nothing new: done twice, it is as if it were done once.</summary>
    public static bool IsRepeatable(Effect effect) =>
        effect is Effect.EditNote or Effect.EditComment or Effect.RemoveNote or Effect.RemoveComment;

    /// <summary>What of other effects must not be taken for this one: files for a file, else notes, replies and comments.</summary>
    private static HashSet<string> Claimed(CaseWork work, Effect effect)
    {
        var prefix = Case.CommentId(effect.Side, "");
        return (effect is Effect.Attach ? work.Case.Carried.OwnFiles : work.Case.OwnComments)
            .Where(id => id.StartsWith(prefix, StringComparison.Ordinal))
            .Select(id => id[prefix.Length..])
            .ToHashSet(StringComparer.Ordinal);
    }

    private ITool? ToolOf(CaseWork work, ProcessMapping? process, Side side) =>
        work.ConnectionOf(side, process) is { } name ? tools.Find(name) : null;
}
