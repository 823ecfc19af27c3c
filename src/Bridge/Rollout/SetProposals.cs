using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Planning.Comparison;
using Bridge.Mappings;
using Bridge.Operations;
using Bridge.Settings;
using Bridge.Work;

namespace Bridge.Rollout;

/// <summary>
/// From files in a folder to the live set. A folder proposes; what is live stands in the database, and every node follows
/// it. A proposal that would send many messages to customers at once waits for a person, also over a restart.
/// </summary>
public sealed partial class SetProposals(
    SetStore store,
    SetComparison comparison,
    CaseWaking waking,
    SetNotices notices,
    Processes processes,
    BridgeOptions options,
    BridgeMetrics metrics,
    ILogger<SetProposals> logger
)
{
    /// <summary>A proposal that passed the comparison and could not be bound: not compared again at each try.</summary>
    private Passed? passed;

    /// <summary>True when the last proposal should be brought again after a while: its accounts lacked something.</summary>
    public bool MustTryAgain => notices.IsUnbound;

    /// <summary>Takes in what the folder holds now. A bad folder, or a set that must wait, leaves the live set as it is.</summary>
    public async Task ConsiderAsync(MappingSet proposed, CancellationToken cancel)
    {
        if (proposed.Errors > 0)
        {
            Log.Bad(logger, proposed.Report);
            await notices.BadAsync(proposed, cancel);
            return;
        }

        await notices.GoodAsync(cancel);
        await using var turn = await store.TakeTurnAsync(cancel);
        var live = await store.LiveAsync(cancel);
        if (live is not null && live.Hash == proposed.Hash)
        {
            await store.DropOpenAsync(cancel);
            await notices.BoundAsync([], cancel);
        }
        else if (live is null)
        {
            await this.TakeAsync(proposed, live, null, cancel);
        }
        else if (await store.OpenAsync(proposed.Hash, cancel) is not { State: SetState.KeptOut or SetState.Confirmed })
        {
            await this.DecideAsync(proposed, live, cancel);
        }

        await this.FollowInTurnAsync(proposed, cancel);
    }

    /// <summary>Goes by what stands in the database: takes a confirmed set live, and follows another node that did.</summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        var live = await store.LiveAsync(cancel);
        var pending = await store.PendingAsync(cancel);
        if ((live is null || live.Hash == processes.Now.Hash) && pending is not { State: SetState.Confirmed })
        {
            await notices.PendingAsync(pending, cancel);
            return;
        }

        await using var turn = await store.TakeTurnAsync(cancel);
        await this.FollowInTurnAsync(null, cancel);
    }

    private async Task FollowInTurnAsync(MappingSet? known, CancellationToken cancel)
    {
        var live = await store.LiveAsync(cancel);
        if (await store.ConfirmedAsync(cancel) is { } confirmed)
        {
            var changed = confirmed.Report?.Changes.Where(c => c.Verdict == Verdict.Changed).Select(c => c.Case) ?? [];
            await this.TakeAsync(Read(confirmed, known), live, [.. changed], cancel);
            live = await store.LiveAsync(cancel);
        }

        if (live is not null && live.Hash != processes.Now.Hash)
        {
            var set = Read(live, known);
            if (set.Errors > 0)
            {
                Log.Unreadable(logger, live.Hash, set.Report);
            }

            await processes.ChangeAsync(set.Processes, _ => Task.FromResult(true), cancel);
            this.Tell();
        }
        else if (!processes.Tried)
        {
            await processes.ChangeAsync([], _ => Task.FromResult(true), cancel);
        }

        await notices.PendingAsync(await store.PendingAsync(cancel), cancel);
    }

    private async Task DecideAsync(MappingSet proposed, StoredSet live, CancellationToken cancel)
    {
        if (this.passed is { } before && before.Live == live.Id && before.Hash == proposed.Hash)
        {
            await this.TakeAsync(proposed, live, before.Changed, cancel);
            return;
        }

        var compared = await comparison.RunAsync(
            Read(live, null).Processes,
            proposed.Processes,
            null,
            null,
            null,
            cancel
        );
        var report = new ComparisonReport(
            live.Hash,
            proposed.Hash,
            options.StormLimit,
            compared.Summary,
            compared.Changes
        );
        if (report.NeedsConfirmation)
        {
            await store.WaitAsync(proposed, report, cancel);
            metrics.MappingChange("waiting");
            Log.Waits(logger, proposed.Hash, report.Summary.Messages, options.StormLimit);
            return;
        }

        this.passed = new Passed(live.Id, proposed.Hash, compared.Changed);
        await this.TakeAsync(proposed, live, compared.Changed, cancel);
    }

    /// <summary>Binds a set, makes it the live one for all nodes, and has the cases looked at that it concerns.</summary>
    /// <param name="changed">Cases that are known to change; null: nothing was live before, so no case is woken.</param>
    private async Task TakeAsync(
        MappingSet set,
        StoredSet? before,
        ImmutableArray<long>? changed,
        CancellationToken cancel
    )
    {
        var went = false;
        var problems = await processes.ChangeAsync(
            set.Processes,
            async c => went = await store.GoLiveAsync(set, before, c),
            cancel
        );
        await notices.BoundAsync(problems, cancel);
        if (!went)
        {
            return;
        }

        this.passed = null;
        metrics.MappingChange("live");
        this.Tell();
        await notices.StrandedAsync(set, cancel);
        if (before is not null && changed is { } first)
        {
            var names = SetComparison.ChangedNames(Read(before, null).Processes, set.Processes);
            var finals = set.Processes.SelectMany(p => p.Stages).Where(s => s.Outcome != StageOutcome.None);
            var woken = await waking.WakeAsync(names, first, [.. finals.Select(s => s.Name)], cancel);
            Log.Woken(logger, set.Hash, woken, waking.Pace);
        }
    }

    /// <summary>The set from the folder when it is the same one, for the names of its files; else as it is stored.</summary>
    private static MappingSet Read(StoredSet stored, MappingSet? known) =>
        known is not null && known.Hash == stored.Hash ? known : MappingFolder.Read(stored.Files);

    private void Tell()
    {
        foreach (var process in processes.All)
        {
            if (process.IsOn)
            {
                Log.On(logger, process.Mapping.Name, process.Mapping.Hash, process.Mapping.Mode);
            }
            else
            {
                Log.Off(logger, process.Mapping.Name, string.Concat(process.Problems.Select(p => "\n  - " + p)));
            }
        }
    }

    private sealed record Passed(long Live, string Hash, ImmutableArray<long> Changed);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Process '{Process}' is on (mapping {Hash}, {Mode})")]
        public static partial void On(ILogger logger, string process, string hash, Mode mode);

        [LoggerMessage(
            LogLevel.Error,
            "Process '{Process}' is off, the others run. Mend this, it goes on by itself:{Problems}"
        )]
        public static partial void Off(ILogger logger, string process, string problems);

        [LoggerMessage(LogLevel.Error, "The mapping files are bad; the last good ones stay on:\n{Report}")]
        public static partial void Bad(ILogger logger, string report);

        [LoggerMessage(
            LogLevel.Warning,
            "The mapping files {Hash} wait for a person's word: they would send {Messages} messages to customers (limit {Limit})"
        )]
        public static partial void Waits(ILogger logger, string hash, int messages, int limit);

        [LoggerMessage(
            LogLevel.Information,
            "The mapping files {Hash} are live; {Cases} cases are looked at, one each {Pace}"
        )]
        public static partial void Woken(ILogger logger, string hash, int cases, TimeSpan pace);

        [LoggerMessage(LogLevel.Error, "The live mapping files {Hash} cannot be read by this program:\n{Report}")]
        public static partial void Unreadable(ILogger logger, string hash, string report);
    }
}
