using System.Globalization;
using System.Threading.Channels;
using Bridge.Core.Model;
using Bridge.Store;

namespace Bridge.Tests.Store;

/// <summary>Who is committed next when signals of one connection flood in.</summary>
public sealed class ArrivalTests
{
    private readonly Arrivals arrivals = new();

    [Fact]
    public async Task A_flood_of_one_connection_delays_the_others_by_no_more_than_a_batch()
    {
        for (var n = 0; n < 1900; n++)
        {
            await this.arrivals.AddAsync(Of("noisy", n), default);
        }

        await this.arrivals.AddAsync(Of("quiet", 1), default);

        var first = await this.arrivals.NextAsync(SignalInbox.MostAtOnce, default);
        Assert.Equal(SignalInbox.MostAtOnce, first.Count);
        Assert.Single(first, arrival => arrival.Connection == "quiet");
    }

    [Fact]
    public async Task What_came_first_of_a_connection_is_taken_first()
    {
        foreach (var n in Enumerable.Range(0, 20))
        {
            await this.arrivals.AddAsync(Of("a", n), default);
            await this.arrivals.AddAsync(Of("b", n), default);
        }

        var taken = this.arrivals.Take(20);

        Assert.Equal(Enumerable.Range(0, 10).Select(Id), taken.Where(a => a.Connection == "a").Select(Ticket));
        Assert.Equal(Enumerable.Range(0, 10).Select(Id), taken.Where(a => a.Connection == "b").Select(Ticket));
    }

    [Fact]
    public async Task Who_finds_the_line_of_his_connection_full_waits_and_others_do_not()
    {
        for (var n = 0; n < 2000; n++)
        {
            await this.arrivals.AddAsync(Of("noisy", n), default);
        }

        var late = this.arrivals.AddAsync(Of("noisy", 2000), default);
        Assert.False(late.IsCompleted);
        Assert.True(this.arrivals.AddAsync(Of("quiet", 1), default).IsCompletedSuccessfully);

        this.arrivals.Take(10);
        await late;
    }

    [Fact]
    public async Task After_the_end_nothing_is_taken_in_and_what_is_there_still_comes_out()
    {
        await this.arrivals.AddAsync(Of("desk", 1), default);
        this.arrivals.Close();

        Assert.Single(this.arrivals.Take(10));
        await Assert.ThrowsAsync<ChannelClosedException>(async () => await this.arrivals.AddAsync(Of("desk", 2), default));
        await Assert.ThrowsAsync<ChannelClosedException>(async () => await this.arrivals.AddAsync(Of("new", 2), default));
    }

    private static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Ticket(Arrival arrival) => arrival.Signals.Single().ObjectId;

    private static Arrival Of(string connection, int ticket) =>
        new([new Signal(SignalSource.Webhook, connection, Side.Helpdesk, Id(ticket), null, "test")]);
}
