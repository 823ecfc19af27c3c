using Bridge.Connectors;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Store;

namespace Bridge.Work;

/// <summary>
/// What of a case waits for connections that are paused: nothing is sent, no attempt is counted, the story tells of a pause
/// once, and its end wakes the case.
/// </summary>
public sealed class PausedWork(PauseStore store, ToolSet tools, ConnectionDoors doors, TimeProvider time)
{
    /// <summary>The end of the pause wakes a case that waits; no later than this it is looked at all the same.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>True when an effect of the journal needs a connection that is paused: nothing is begun then, nor written.</summary>
    internal bool Rests(CaseWork work, ProcessMapping? process, JournaledEffect open)
    {
        var effect = open.Planned.Effect;
        if (effect is Effect.Post)
        {
            return false;
        }

        string?[] needed =
        [
            work.ConnectionOf(effect.Side, process),
            effect is Effect.Attach attach ? attach.From : null,
        ];
        var paused = needed.OfType<string>().Where(this.IsPaused).ToList();
        foreach (var connection in paused)
        {
            work.WaitsFor.Add(doors.Of(connection).Connection);
        }

        if (paused.Count == 0)
        {
            return false;
        }

        // The pause may end while this look goes on: what is told later must not overtake it.
        this.KeepBehind(work, effect);
        if (open.State == EffectState.Started && !EffectRunner.IsRepeatable(effect))
        {
            work.Doubt(effect.Side);
        }

        return true;
    }

    /// <summary>
    /// True when the item cannot be read now: the ticket goes on as far as it can without, and the first look after the
    /// pause reads it.
    /// </summary>
    internal bool PassesOver(CaseWork work, Side side)
    {
        if (side != Side.Tracker || work.Case.Item is not { } item || !this.IsPaused(item.Connection))
        {
            return false;
        }

        work.PassOver(side);
        work.WaitsFor.Add(doors.Of(item.Connection).Connection);
        return true;
    }

    /// <summary>
    /// Takes in that an effect was not sent as its connection is paused; false when that is not why. What is told on the same
    /// side goes behind it, even if the pause ends this very moment.
    /// </summary>
    /// <param name="attempts">Those before.</param>
    internal bool Holds(CaseWork work, Effect effect, Failure failure, int attempts)
    {
        if (failure.WaitsFor is not { } connection)
        {
            return false;
        }

        work.WaitsFor.Add(connection);
        if (effect is Effect.Update)
        {
            work.Wrote(effect.Side, null);
            work.Ends.Add(new EffectEnd(effect.Key, EffectState.Replanned, attempts, null, failure.Message, null));
            return true;
        }

        this.KeepBehind(work, effect);
        work.Ends.Add(
            new EffectEnd(effect.Key, EffectState.Waiting, attempts, time.GetUtcNow(), failure.Message, null)
        );
        return true;
    }

    /// <summary>Gives a case back that can do nothing before a paused connection goes on; false when that is not why.</summary>
    internal async Task<bool> GivesUpAsync(CaseWork work, Failure failure, CancellationToken cancel)
    {
        if (failure.WaitsFor is not { } connection)
        {
            return false;
        }

        work.WaitsFor.Add(connection);
        await store.RestAsync(work.Case.Id, work.Claimed.Fence, time.GetUtcNow() + Longest, [.. work.WaitsFor], cancel);
        return true;
    }

    private void KeepBehind(CaseWork work, Effect effect)
    {
        if (effect is not (Effect.Attach or Effect.DraftArticle or Effect.Post))
        {
            work.Behind[effect.Side] = time.GetUtcNow();
        }
    }

    private bool IsPaused(string connection) =>
        tools.Find(connection) is { } tool && doors.Of(tool.Name).Pause is not null;
}
