using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Store;

/// <summary>Cases that a newer program stored in words that this one does not know.</summary>
public sealed class NewerCaseTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("""{ "id": 1, "helpdesk": "desk", "ticketId": "1", "owed": "Elsewhere" }""")]
    [InlineData("""{ "id": 1, "helpdesk": "desk", "ticketId": "1", "filled": { "Due": { "t": "moon", "phase": 3 } } }""")]
    public async Task A_case_that_cannot_be_read_holds_up_no_other_and_goes_back_for_another_node(string state)
    {
        await using var house = await House.OpenAsync(postgres);
        await house.SignalAsync("1", "2");
        await house.StateAsync("1", state);

        var claimed = await house.ClaimAsync(1, 10, Lease);

        Assert.Equal("2", Assert.Single(claimed).Case.TicketId);
        Assert.Equal(0, await house.NumberAsync("select count(*) from cases where ticket_id = '1' and lease_token is not null"));
        Assert.Equal(1, await house.NumberAsync("select count(*) from timeline where text like '%newer program%'"));
        Assert.Equal(1, await house.NumberAsync("select count(*) from signals s join cases c on c.id = s.case_id where ticket_id = '1'"));
        await house.StateAsync("1", null);
        house.Time.Now += TimeSpan.FromSeconds(6);
        Assert.Equal("1", Assert.Single(await house.ClaimAsync(1, 10, Lease)).Case.TicketId);
    }

    [Fact]
    public async Task An_effect_of_a_kind_that_is_not_known_leaves_its_case_to_another_node()
    {
        await using var house = await House.OpenAsync(postgres);
        await house.SignalAsync("1", "2");
        await house.NumberAsync(
            """
            with added as (
                insert into effects (case_id, key, kind, side, effect, settlement, reason, state, mapping_hash, planned_at)
                select id, 'dance/1', 'dance', 0, '{"kind": "dance", "key": "dance/1", "reason": "why not"}', '{}', 'why not',
                    'waiting', '', now()
                from cases where ticket_id = '1' returning 1
            )
            select count(*) from added
            """
        );

        Assert.Equal("2", Assert.Single(await house.ClaimAsync(1, 10, Lease)).Case.TicketId);
    }
}
