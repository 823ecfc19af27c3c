using System.Collections.Immutable;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Npgsql;

namespace Bridge.Tests.Store;

/// <summary>What the promise of nothing lost and nothing doubled rests on, against a real PostgreSQL.</summary>
public sealed class CaseStoreTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Signals_of_one_case_are_claimed_together_and_once()
    {
        await using var house = await House.OpenAsync(postgres);
        await house.SignalAsync("1", "1", "1", "2");

        var claimed = await house.ClaimAsync(1, 10, Lease);

        Assert.Equal(2, claimed.Length);
        Assert.Equal(3, claimed.Single(c => c.Case.TicketId == "1").Signals.Length);
        Assert.Empty(await house.ClaimAsync(2, 10, Lease));
    }

    [Fact]
    public async Task Ten_workers_never_have_the_same_case()
    {
        await using var house = await House.OpenAsync(postgres);
        await house.SignalAsync([
            .. Enumerable.Range(1, 200).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ]);

        var all = await Task.WhenAll(
            Enumerable
                .Range(1, 10)
                .Select(async node =>
                {
                    var mine = new List<long>();
                    while (await house.ClaimAsync(node, 7, Lease) is { Length: > 0 } some)
                    {
                        mine.AddRange(some.Select(c => c.Case.Id));
                    }

                    return mine;
                })
        );

        var claimed = all.SelectMany(m => m).ToList();
        Assert.Equal(200, claimed.Count);
        Assert.Equal(200, claimed.Distinct().Count());
    }

    [Fact]
    public async Task A_signal_that_comes_while_the_case_is_worked_on_is_not_lost()
    {
        await using var house = await House.OpenAsync(postgres);
        await house.SignalAsync("1");
        var claimed = (await house.ClaimAsync(1, 10, Lease)).Single();

        await house.SignalAsync("1");
        await house.Store.RecordAsync(Rest(claimed), default);

        var again = (await house.ClaimAsync(1, 10, Lease)).Single();
        Assert.Single(again.Signals);
    }

    [Fact]
    public async Task A_noisy_case_is_taken_in_parts_that_let_the_others_go_first()
    {
        await using var house = await House.OpenAsync(postgres);
        await house.SignalAsync([.. Enumerable.Repeat("noisy", CaseStore.MostSignals + 1)]);
        var noisy = (await house.ClaimAsync(1, 1, Lease)).Single();
        house.Time.Now += TimeSpan.FromSeconds(1);
        await house.SignalAsync("calm");
        house.Time.Now += TimeSpan.FromSeconds(1);
        await house.Store.RecordAsync(Rest(noisy), default);

        Assert.Equal(CaseStore.MostSignals, noisy.Signals.Length);
        Assert.Equal("calm", (await house.ClaimAsync(1, 1, Lease)).Single().Case.TicketId);
        var rest = (await house.ClaimAsync(1, 1, Lease)).Single();
        Assert.Equal("noisy", rest.Case.TicketId);
        Assert.Single(rest.Signals);
    }

    [Fact]
    public async Task A_case_at_rest_is_not_claimed_before_its_deadline()
    {
        await using var house = await House.OpenAsync(postgres);
        await house.SignalAsync("1");
        var claimed = (await house.ClaimAsync(1, 10, Lease)).Single();
        await house.Store.RecordAsync(Rest(claimed) with { ReadyAt = house.Time.Now.AddHours(1) }, default);

        Assert.Empty(await house.ClaimAsync(1, 10, Lease));
        var line = Assert.Single(await house.Lines.AllAsync(10, default));
        Assert.Equal((0, house.Time.Now.AddHours(1)), (line.Ready, line.Next));

        house.Time.Now = house.Time.Now.AddHours(1);
        Assert.Single(await house.ClaimAsync(1, 10, Lease));
    }

    [Fact]
    public async Task A_worker_whose_lease_went_to_another_can_record_nothing()
    {
        await using var house = await House.OpenAsync(postgres);
        await house.SignalAsync("1");
        var slow = (await house.ClaimAsync(1, 10, Lease)).Single();
        house.Time.Now = house.Time.Now.AddMinutes(2);
        var quick = (await house.ClaimAsync(2, 10, Lease)).Single();

        await Assert.ThrowsAsync<LeaseLostException>(() => house.Store.RecordAsync(WithNote(slow), default));

        Assert.Equal(0, await house.NumberAsync("select count(*) from effects"));
        Assert.Empty(await house.Store.RenewAsync(1, [slow.Case.Id], Lease, default));
        await house.Store.RecordAsync(WithNote(quick), default);
        Assert.Equal(1, await house.NumberAsync("select count(*) from effects"));
    }

    [Fact]
    public async Task Effects_of_a_worker_that_died_are_found_started_by_the_next()
    {
        await using var house = await House.OpenAsync(postgres);
        await house.SignalAsync("1");
        var dies = (await house.ClaimAsync(1, 10, Lease)).Single();
        await house.Store.RecordAsync(WithNote(dies), default);

        house.Time.Now = house.Time.Now.AddMinutes(2);
        var next = (await house.ClaimAsync(2, 10, Lease)).Single();

        Assert.Equal(EffectState.Started, next.Open.Single().State);
        Assert.Equal("note/1", next.Open.Single().Planned.Effect.Key);
        Assert.Empty(next.Signals);
    }

    [Fact]
    public async Task The_same_effect_cannot_be_journaled_twice()
    {
        await using var house = await House.OpenAsync(postgres);
        await house.SignalAsync("1");
        var claimed = (await house.ClaimAsync(1, 10, Lease)).Single();
        await house.Store.RecordAsync(WithNote(claimed), default);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() =>
            house.Store.RecordAsync(WithNote(claimed), default)
        );

        Assert.Equal(PostgresErrorCodes.UniqueViolation, refusal.SqlState);
    }

    [Fact]
    public async Task A_signal_of_an_item_reaches_every_case_that_shares_it_also_when_it_came_before_the_link()
    {
        await using var house = await House.OpenAsync(postgres);
        await house.ItemSignalAsync("i1");
        await house.SignalAsync("1", "2");
        foreach (var claimed in await house.ClaimAsync(1, 10, Lease))
        {
            var linked = claimed.Case with { Item = new ItemRef("track", "i1", "I-1", "https://track.example/I-1") };
            await house.Store.RecordAsync(Rest(claimed) with { Case = linked, NewLink = true }, default);
        }

        var early = (await house.ClaimAsync(1, 10, Lease)).Single();
        Assert.Equal(Side.Tracker, early.Signals.Single().Side);
        await house.Store.RecordAsync(Rest(early), default);

        await house.ItemSignalAsync("i1");
        Assert.Equal(2, (await house.ClaimAsync(1, 10, Lease)).Length);
    }

    [Fact]
    public async Task Findings_open_once_and_close_when_they_are_over()
    {
        await using var house = await House.OpenAsync(postgres);
        await house.SignalAsync("1");
        var claimed = (await house.ClaimAsync(1, 10, Lease)).Single();
        var finding = new Finding(FindingKind.GateViolation, "gate/Fix", "Missing: Due");
        var record = Rest(claimed) with { Release = false };

        await house.Store.RecordAsync(record with { Findings = [finding] }, default);
        await house.Store.RecordAsync(record with { Findings = [finding] }, default);
        Assert.Equal(1, await house.NumberAsync("select count(*) from findings"));

        await house.Store.RecordAsync(record with { Findings = [] }, default);
        Assert.Equal(0, await house.NumberAsync("select count(*) from findings where closed_at is null"));
    }

    private static CaseRecord Rest(ClaimedCase claimed) =>
        new()
        {
            Case = claimed.Case,
            Fence = claimed.Fence,
            HeededSignals = [.. claimed.Signals.Select(s => s.Id)],
            Release = true,
        };

    private static CaseRecord WithNote(ClaimedCase claimed)
    {
        var note = new Effect.AddNote("<p>x</p>", []) { Key = "note/1", Reason = "a test" };
        return Rest(claimed) with
        {
            Release = false,
            Effects = ImmutableArray.Create<(PlannedEffect, EffectState, DateTimeOffset?)>(
                (new PlannedEffect(note, Settlement.Nothing), EffectState.Started, null)
            ),
        };
    }
}
