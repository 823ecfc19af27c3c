using Bridge.Core.Delivery.Connections;

namespace Bridge.Core.Tests.Delivery;

public sealed class ConnectionStateTests
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_refused_key_raises_a_doubt_and_pauses_nothing()
    {
        var state = At(0, new ConnectionEvent.KeyRefused());

        Assert.True(state.IsDoubted);
        Assert.Null(state.Pause);
    }

    [Fact]
    public void A_probe_that_is_well_settles_doubts_for_a_minute()
    {
        var state = At(0, new ConnectionEvent.KeyRefused()).After(new ConnectionEvent.ProbedWell(), Nine);

        Assert.False(state.After(new ConnectionEvent.KeyRefused(), Nine.AddSeconds(59)).IsDoubted);
        Assert.True(state.After(new ConnectionEvent.KeyRefused(), Nine.AddSeconds(60)).IsDoubted);
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(0.5, 45)]
    [InlineData(1, 60)]
    [InlineData(7, 60)]
    public void A_dead_key_pauses_and_the_next_probe_is_half_a_minute_to_a_minute_away(double chance, int seconds)
    {
        var state = At(0, new ConnectionEvent.KeyRefused(), new ConnectionEvent.ProbedDead("401", chance));

        Assert.Equal(
            new ConnectionPause(PauseCause.Credentials, Nine, "401", Nine.AddSeconds(seconds)),
            state.Pause
        );
        Assert.False(state.IsDoubted);
    }

    [Fact]
    public void A_pause_keeps_its_beginning_and_takes_the_newest_words()
    {
        var state = At(0, new ConnectionEvent.ProbedDead("token expired", 0))
            .After(new ConnectionEvent.ProbedDead("token unknown", 0), Nine.AddMinutes(5));

        Assert.Equal(Nine, state.Pause!.Since);
        Assert.Equal("token unknown", state.Pause.Words);
        Assert.Equal(Nine.AddMinutes(5).AddSeconds(30), state.Pause.NextProbe);
    }

    [Fact]
    public void A_probe_without_an_answer_leaves_the_cause_of_a_pause_as_it_was()
    {
        var state = At(0, new ConnectionEvent.ProbedDead("401", 0))
            .After(new ConnectionEvent.ProbedAway("no answer", 0), Nine.AddMinutes(1));

        Assert.Equal(PauseCause.Credentials, state.Pause!.Cause);
    }

    [Fact]
    public void A_probe_that_is_asked_to_wait_says_nothing_of_the_key()
    {
        var paused = At(0, new ConnectionEvent.ProbedDead("401", 0))
            .After(new ConnectionEvent.ProbedUnclear(0), Nine.AddMinutes(1));
        var doubted = At(0, new ConnectionEvent.KeyRefused(), new ConnectionEvent.ProbedUnclear(0));

        Assert.Equal("401", paused.Pause!.Words);
        Assert.Equal(Nine.AddMinutes(1).AddSeconds(30), paused.Pause.NextProbe);
        Assert.Null(doubted.Pause);
        Assert.False(doubted.IsDoubted);
    }

    [Fact]
    public void What_was_sent_before_the_pause_does_not_end_it()
    {
        var state = At(0, new ConnectionEvent.ProbedDead("401", 0), new ConnectionEvent.Answered());

        Assert.NotNull(state.Pause);
    }

    [Fact]
    public void A_probe_that_is_well_ends_a_pause()
    {
        Assert.Null(At(0, new ConnectionEvent.ProbedDead("401", 0), new ConnectionEvent.ProbedWell()).Pause);
    }

    [Fact]
    public void Who_asks_has_the_next_probe_made_at_once()
    {
        var state = At(0, new ConnectionEvent.ProbedDead("401", 1))
            .After(new ConnectionEvent.Asked(), Nine.AddSeconds(10));

        Assert.Equal(Nine.AddSeconds(10), state.Pause!.NextProbe);
    }

    [Fact]
    public void Nodes_hear_of_a_pause_and_of_its_end()
    {
        var pause = new ConnectionPause(PauseCause.Outage, Nine, "503", Nine.AddSeconds(30));
        var told = At(0, new ConnectionEvent.Told(pause));

        Assert.Equal(pause, told.Pause);
        Assert.Null(told.After(new ConnectionEvent.Told(null), Nine).Pause);
    }

    [Fact]
    public void That_no_node_paused_leaves_a_doubt_standing()
    {
        Assert.True(At(0, new ConnectionEvent.KeyRefused(), new ConnectionEvent.Told(null)).IsDoubted);
    }

    [Theory]
    [InlineData(4, 300, false)]
    [InlineData(5, 119, false)]
    [InlineData(5, 120, true)]
    [InlineData(9, 120, true)]
    public void A_tool_is_doubted_when_five_calls_in_a_row_failed_over_two_minutes(int calls, int seconds, bool doubted)
    {
        var state = ConnectionState.Up;
        for (var i = 0; i < calls; i++)
        {
            state = state.After(new ConnectionEvent.Failed(), Nine.AddSeconds(i * seconds / (calls - 1)));
        }

        Assert.Equal(doubted, state.IsDoubted);
    }

    [Fact]
    public void One_answer_among_failures_begins_the_count_anew()
    {
        var state = ConnectionState.Up;
        for (var i = 0; i < 20; i++)
        {
            ConnectionEvent seen = i % 4 == 3 ? new ConnectionEvent.Answered() : new ConnectionEvent.Failed();
            state = state.After(seen, Nine.AddMinutes(i));
        }

        Assert.False(state.IsDoubted);
    }

    [Fact]
    public void A_tool_that_fails_for_long_and_gives_the_probe_no_answer_is_paused()
    {
        var state = Failing().After(new ConnectionEvent.ProbedAway("no answer within 60 s", 0), Nine.AddMinutes(3));

        Assert.Equal(PauseCause.Outage, state.Pause!.Cause);
        Assert.Equal("no answer within 60 s", state.Pause.Words);
    }

    [Fact]
    public void A_probe_without_an_answer_pauses_nothing_that_was_doubted_for_its_key_alone()
    {
        var state = At(0, new ConnectionEvent.KeyRefused(), new ConnectionEvent.ProbedAway("cut", 0));

        Assert.Null(state.Pause);
        Assert.False(state.IsDoubted);
    }

    [Fact]
    public void A_tool_that_fails_for_long_and_answers_the_probe_is_not_paused()
    {
        var state = Failing().After(new ConnectionEvent.ProbedWell(), Nine.AddMinutes(3));

        Assert.Null(state.Pause);
        Assert.False(state.IsDoubted);
        Assert.False(state.After(new ConnectionEvent.Failed(), Nine.AddMinutes(3)).IsDoubted);
    }

    private static ConnectionState At(int seconds, params ReadOnlySpan<ConnectionEvent> seen)
    {
        var state = ConnectionState.Up;
        foreach (var one in seen)
        {
            state = state.After(one, Nine.AddSeconds(seconds));
        }

        return state;
    }

    private static ConnectionState Failing()
    {
        var state = ConnectionState.Up;
        for (var i = 0; i < 6; i++)
        {
            state = state.After(new ConnectionEvent.Failed(), Nine.AddSeconds(30 * i));
        }

        Assert.True(state.IsDoubted);
        return state;
    }
}
