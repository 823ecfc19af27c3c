using System.Collections.Immutable;
using Bridge.Core.Turns;

namespace Bridge.Core.Tests.Turns;

public sealed class NextTurnsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Line New = new("desk", "");
    private static readonly Line Slow = new("desk", "slow");
    private static readonly Line Quick = new("desk", "quick");

    [Theory]
    // Few wait: all of them go at once.
    [InlineData(3, 2, 0, 0, 3, 2)]
    // More wait than there are workers: each line gets half.
    [InlineData(100, 100, 0, 0, 32, 32)]
    // A line that waits alone gets all but the quarter that is kept.
    [InlineData(100, 0, 0, 0, 48, 0)]
    [InlineData(100, 0, 48, 0, 0, 0)]
    // What one does not need goes to the other.
    [InlineData(100, 5, 0, 0, 48, 5)]
    // Who has more gets nothing while the other catches up.
    [InlineData(100, 100, 48, 0, 0, 16)]
    [InlineData(100, 100, 40, 20, 0, 4)]
    [InlineData(100, 100, 30, 30, 2, 2)]
    // Nobody is free.
    [InlineData(100, 100, 48, 16, 0, 0)]
    public void Free_workers_are_shared_out_evenly_between_two_trackers(
        int slowReady,
        int quickReady,
        int slowRunning,
        int quickRunning,
        int slow,
        int quick
    )
    {
        var shares = Shares(
            [At(Slow, slowReady), At(Quick, quickReady)],
            [(Slow, slowRunning), (Quick, quickRunning)]
        );

        Assert.Equal(slow, shares.GetValueOrDefault(Slow));
        Assert.Equal(quick, shares.GetValueOrDefault(Quick));
    }

    [Fact]
    public void A_line_of_which_a_connection_rests_gets_nobody()
    {
        var shares = Shares([At(Slow, 100), At(Quick, 100)], [], resting: "SLOW");

        Assert.Equal([Quick], shares.Keys);
        Assert.Empty(Shares([At(Slow, 100), At(Quick, 100)], [], resting: "desk"));
    }

    [Fact]
    public void New_tickets_have_workers_though_the_only_tracker_has_as_many_as_it_may()
    {
        var shares = Shares([At(Slow, 1000), At(New, 1000)], [(Slow, 48)]);

        Assert.Equal(16, shares[New]);
        Assert.False(shares.ContainsKey(Slow));
    }

    [Fact]
    public void The_only_helpdesk_is_not_bounded_and_one_of_two_is()
    {
        Assert.Equal(64, Shares([At(New, 1000)], [])[New]);
        Assert.Equal(48, Shares([At(New, 1000)], [], helpdesks: 2)[New]);
    }

    [Fact]
    public void A_tracker_of_two_helpdesks_is_bounded_over_both()
    {
        var other = new Line("desk-2", "slow");

        var shares = Shares([At(Slow, 1000), At(other, 1000)], [], helpdesks: 2);

        Assert.Equal(48, shares[Slow] + shares[other]);
        Assert.Equal(24, shares[Slow]);
    }

    [Fact]
    public void Who_waited_longest_goes_first_where_one_worker_is_free()
    {
        var longer = At(Quick, 9) with { Next = Now.AddMinutes(-5) };

        var shares = Shares([At(Slow, 9), longer], [(Slow, 30), (Quick, 30), (New, 3)]);

        Assert.Equal([Quick], shares.Keys);
    }

    [Fact]
    public void A_node_with_one_worker_serves_every_line() =>
        Assert.Equal(1, Shares([At(Slow, 9)], [], workers: 1)[Slow]);

    private static LineStanding At(Line line, int ready) => new(line, ready, Now);

    private static ImmutableDictionary<Line, int> Shares(
        LineStanding[] lines,
        (Line Line, int Count)[] running,
        string? resting = null,
        int helpdesks = 1,
        int workers = 64
    ) =>
        NextTurns
            .Of(
                lines,
                running.ToDictionary(r => r.Line, r => r.Count),
                resting is null ? new HashSet<string>() : [resting],
                helpdesks,
                workers
            )
            .ToImmutableDictionary(share => share.Line, share => share.Cases);
}
