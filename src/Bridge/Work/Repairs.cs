using Bridge.Core;
using Bridge.Core.Planning;
using Bridge.Store;

namespace Bridge.Work;

/// <summary>
/// What retry and drop mean for the findings of a case. What a tool refused, and what is stuck, is changed in the case and
/// the journal; all else is what a plan sees, so it is looked at again, or hidden until it says something else.
/// </summary>
internal static class Repairs
{
    public static async Task<Acted> Retry(RepairStep step)
    {
        if (await step.LockAsync() is not { } held)
        {
            return Acted.Over;
        }

        if (Refused(step.Finding) is { } what && held.State is { } state)
        {
            if (held.Busy)
            {
                return Acted.Busy;
            }

            await step.StoreAsync(Repair.Retry(state, what));
            await step.EffectAsync(
                """
                update effects set state = 'waiting', next_try = @now, ended_at = null, retried_at = @now
                where case_id = @caseId and key = @key and state = 'refused'
                """,
                what
            );
        }
        else
        {
            if (StuckStore.EffectOf(step.Finding) is { } key)
            {
                await step.EffectAsync(
                    """
                    update effects set next_try = @now
                    where case_id = @caseId and key = @key and state in ('started', 'waiting')
                    """,
                    key
                );
            }

            await step.LookAsync();
        }

        await step.RetriedAsync();
        return Acted.Done;
    }

    public static async Task<Acted> Drop(RepairStep step)
    {
        if (await step.LockAsync() is not { } held)
        {
            return Acted.Over;
        }

        if (Refused(step.Finding) is { } what && held.State is { } state)
        {
            if (held.Busy)
            {
                return Acted.Busy;
            }

            await step.StoreAsync(Repair.Drop(state, what, step.GivenUp));
            await step.EffectAsync(
                """
                update effects set state = 'dropped', ended_at = @now, failure = concat_ws('; ', failure, @gone)
                where case_id = @caseId and key = @key and state = 'refused'
                """,
                what
            );
            await step.DroppedAsync(hides: false);
            return Acted.Done;
        }

        if (StuckStore.EffectOf(step.Finding) is { } key && held.State is { } waiting)
        {
            return await GiveUpAsync(step, held.Busy, waiting, key);
        }

        await step.DroppedAsync(hides: true);
        return Acted.Done;
    }

    private static async Task<Acted> GiveUpAsync(RepairStep step, bool busy, Core.Model.Case state, string key)
    {
        if (busy)
        {
            return Acted.Busy;
        }

        if (await step.OpenEffectAsync(key) is not { } json)
        {
            return Acted.Over;
        }

        await step.StoreAsync(Repair.GiveUp(state, CaseJson.ReadEffect(json), step.GivenUp));
        await step.EffectAsync(
            """
            update effects set state = 'dropped', ended_at = @now, next_try = null, failure = concat_ws('; ', failure, @gone)
            where case_id = @caseId and key = @key and state in ('started', 'waiting')
            """,
            key
        );
        await step.DroppedAsync(hides: false);
        return Acted.Done;
    }

    /// <summary>The facet or the effect that a tool refused; null when the finding is another.</summary>
    private static string? Refused(StoredFinding finding) =>
        finding.Scope.Length == 0 && finding.Key.StartsWith(UnsaidWords.Prefix, StringComparison.Ordinal)
            ? finding.Key[UnsaidWords.Prefix.Length..]
            : null;
}
