using System.Collections.Immutable;
using Bridge.Core.Model;
using Bridge.Mappings;
using Bridge.Operations;
using Bridge.Store;

namespace Bridge.Rollout;

/// <summary>Tells people how proposals of mapping files stand: findings, health and metrics.</summary>
public sealed class SetNotices(CaseWaking waking, GeneralFindings findings, RolloutState state, BridgeMetrics metrics)
{
    private const string BadKey = "mappings/bad";
    private const string UnboundKey = "mappings/accounts";
    private const string WaitingKey = "mappings/waiting";
    private const string GonePrefix = "mappings/gone/";

    private bool shown;

    /// <summary>True while the accounts lack what the last proposal names.</summary>
    public bool IsUnbound => state.Unbound is not null;

    /// <summary>The files cannot be used; the last good ones stay on.</summary>
    public async Task BadAsync(MappingSet bad, CancellationToken cancel)
    {
        state.Bad = bad.Report;
        metrics.MappingChange("bad");
        await findings.OpenAsync(
            FindingKind.BadMapping,
            BadKey,
            $"The mapping files are bad; the last good ones stay on. Mend what follows, the files are read again by themselves.\n{bad.Report}",
            cancel
        );
    }

    /// <summary>The files can be read again.</summary>
    public async Task GoodAsync(CancellationToken cancel)
    {
        state.Bad = null;
        await findings.CloseAsync(BadKey, cancel);
    }

    /// <summary>What the accounts lack for the proposal; empty: nothing.</summary>
    public async Task BoundAsync(ImmutableArray<string> problems, CancellationToken cancel)
    {
        if (problems.IsEmpty)
        {
            state.Unbound = null;
            await findings.CloseAsync(UnboundKey, cancel);
            return;
        }

        state.Unbound = string.Join("; ", problems);
        metrics.MappingChange("unbound");
        await findings.OpenAsync(
            FindingKind.BadMapping,
            UnboundKey,
            "The changed mapping files name what the accounts do not have; the last good ones stay on. Mend it on either "
                + $"side, it is tried again by itself.\n{string.Join('\n', problems)}",
            cancel
        );
    }

    /// <summary>The set that waits for a person; null: none does.</summary>
    public async Task PendingAsync(StoredSet? pending, CancellationToken cancel)
    {
        var waiting = pending is { State: SetState.Waiting } ? pending : null;
        if (this.shown && waiting?.Id == state.Waiting?.Id)
        {
            return;
        }

        this.shown = true;
        state.Waiting = waiting;
        if (waiting is null)
        {
            await findings.CloseAsync(WaitingKey, cancel);
        }
        else
        {
            var why = RolloutState.WhyWaiting(waiting);
            await findings.OpenAsync(
                FindingKind.MappingWaits,
                WaitingKey,
                $"{char.ToUpperInvariant(why[0])}{why[1..]}.",
                cancel
            );
        }
    }

    /// <summary>Cases whose process is in no file of the set.</summary>
    public async Task StrandedAsync(MappingSet set, CancellationToken cancel)
    {
        var stranded = await waking.StrandedAsync([.. set.Processes.Select(p => p.Name)], cancel);
        await findings.SetAsync(
            FindingKind.ProcessGone,
            GonePrefix,
            stranded.ToDictionary(
                s => GonePrefix + s.Key,
                s =>
                    $"No mapping file has the process '{s.Key}' any more; its cases ({s.Value}) wait. Put the file back, or "
                    + "give a process this name.",
                StringComparer.Ordinal
            ),
            cancel
        );
    }
}
