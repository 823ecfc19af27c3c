using Bridge.Tests.Infrastructure;
using Bridge.Webhooks;

namespace Bridge.Tests.Webhooks;

/// <summary>How much of webhooks is in memory at once.</summary>
public sealed class WebhookRoomTests
{
    private const long Most = 64 * WebhookRoom.Least;
    private readonly VirtualClock clock = new();
    private readonly WebhookRoom room;

    public WebhookRoomTests() => this.room = new WebhookRoom(this.clock, Most);

    [Fact]
    public async Task A_flood_holds_no_more_than_three_quarters_and_the_rest_is_for_others()
    {
        var flood = Enumerable.Range(0, 200).Select(_ => this.EnterAsync("noisy")).ToList();

        Assert.Equal(48, flood.Count(t => t.IsCompleted));
        Assert.Equal(Most / 4 * 3, this.room.Held);
        using var other = await this.EnterAsync("quiet");
        Assert.NotNull(other);

        this.clock.Move(TimeSpan.FromSeconds(6));
        Assert.Equal(152, (await Task.WhenAll(flood)).Count(place => place is null));
    }

    [Fact]
    public async Task Who_waits_comes_in_as_soon_as_another_leaves()
    {
        var large = await this.EnterAsync("desk", Most / 2);
        var waiting = this.EnterAsync("desk", Most / 2);
        Assert.False(waiting.IsCompleted);

        large!.Dispose();
        large.Dispose();

        using var next = await waiting;
        Assert.NotNull(next);
        Assert.Equal(Most / 2, this.room.Held);
    }

    [Fact]
    public async Task Who_waits_too_long_is_sent_away_and_holds_nothing()
    {
        var large = await this.EnterAsync("desk", Most / 2);
        var late = this.EnterAsync("desk", Most / 2);
        this.clock.Move(TimeSpan.FromSeconds(6));

        Assert.Null(await late);
        large!.Dispose();
        Assert.Equal(0, this.room.Held);
    }

    [Fact]
    public async Task So_many_wait_and_no_more()
    {
        using var large = await this.EnterAsync("desk", Most / 4 * 3);
        var waiting = Enumerable.Range(0, 1000).Select(_ => this.EnterAsync("desk")).ToList();

        Assert.All(waiting, task => Assert.False(task.IsCompleted));
        Assert.Null(await this.EnterAsync("desk"));
    }

    private Task<IDisposable?> EnterAsync(string connection, long bytes = 1) =>
        this.room.EnterAsync(connection, bytes, CancellationToken.None);
}
