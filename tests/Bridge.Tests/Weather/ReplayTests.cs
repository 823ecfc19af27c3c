using Bridge.Sandbox.Hosting;
using Bridge.Tests.EndToEnd;
using Bridge.Tests.Infrastructure;
using Bridge.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Bridge.Tests.Weather;

/// <summary>Webhooks that come again or the wrong way round, with no poll that could help.</summary>
public sealed class ReplayTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Webhooks_of_yesterday_that_come_again_change_nothing()
    {
        await using var desk = await this.OpenAsync();
        var (level2, s2) = (Level2World.On(desk), DikshaWorld.On(desk));
        var value = await level2.FixingAsync();
        level2.Priya.Comment(value.Task, "Found it.");
        level2.Dana.PrivateNote(value.Ticket, "<p>Good.</p>");
        var (ticket, issue) = await s2.EtaConfirmationAsync();
        s2.InJira.Comment(issue, "Which class?");
        await desk.PassAsync(TimeSpan.FromHours(24));
        await desk.SettledAsync();
        var deliveries = Senders(desk).SelectMany(s => s.Attempts.Select(a => (Sender: s, a.Delivery))).ToList();
        Forget(desk);
        desk.ForgetCalls();

        foreach (var (sender, delivery) in deliveries)
        {
            sender.Send(delivery);
        }

        await desk.SettledAsync();
        Assert.InRange(deliveries.Count, 20, 2000);
        Assert.Empty(desk.Writes);
        Assert.NotEmpty(desk.Calls);
        Assert.True(desk.Stands(value.Ticket, "Fixing"));
        Assert.True(desk.Stands(ticket, "ETA Confirmation"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_task_that_is_deleted_ends_alike_in_whatever_order_its_webhooks_come(bool backwards)
    {
        await using var desk = await this.OpenAsync();
        var world = Level2World.On(desk);
        var value = await world.FixingAsync();
        desk.Weather(w => w.LostShare = 1);
        world.Priya.Comment(value.Task, "Found it.");
        world.Priya.SetField(value.Task, "Resolution Notes", "The cache was stale.");
        world.Dana.PrivateNote(value.Ticket, "<p>Any news?</p>");
        world.Priya.Delete(value.Task);
        world.Dana.SetFields(value.Ticket, desk.Field("Issue Workaround", "Use the export"));
        desk.Mend();

        await DeliverAsync(desk, backwards);

        Assert.Contains(await desk.FindingsAsync(value.Ticket), f => f.Contains("delete", StringComparison.Ordinal));
        Assert.Single(desk.Notes(value.Ticket), n => n.Contains("deleted", StringComparison.Ordinal));
        Assert.DoesNotContain(desk.Notes(value.Ticket), n => n.Contains("Found it", StringComparison.Ordinal));
        Assert.True(desk.Stands(value.Ticket, "Fixing"));
        await NothingMoreAsync(desk, value.Ticket);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_ticket_that_was_deleted_and_restored_meanwhile_goes_on(bool backwards)
    {
        await using var desk = await this.OpenAsync();
        var world = DikshaWorld.On(desk);
        var (ticket, issue) = await world.EtaConfirmationAsync();
        desk.Weather(w => w.LostShare = 1);
        world.InJira.Comment(issue, "Which class?");
        world.Dana.PrivateNote(ticket, "<p>Class 9.</p>");
        world.Dana.Delete(ticket);
        world.InJira.SetFixVersions(issue, "7.2");
        world.InJira.Transition(issue, "Implement");
        world.Dana.Restore(ticket);
        world.Dana.PrivateNote(ticket, "<p>All of it.</p>");
        desk.Mend();

        await DeliverAsync(desk, backwards);

        Assert.True(desk.Stands(ticket, "Solution Implementation"));
        Assert.Equal(world.Release("7.2").On, world.Eta(ticket));
        Assert.Single(desk.Notes(ticket), n => n.Contains("Which class?", StringComparison.Ordinal));
        Assert.Single(world.Issue(issue).Comments, c => c.Text.Contains("Class 9.", StringComparison.Ordinal));
        Assert.Single(world.Issue(issue).Comments, c => c.Text.Contains("All of it.", StringComparison.Ordinal));
        await NothingMoreAsync(desk, ticket);
    }

    private static IEnumerable<WebhookSender> Senders(Desk desk) =>
        [desk.World.City.Freshdesk.Webhooks, desk.World.City.ClickUp.Webhooks, desk.World.City.Jira.Webhooks];

    /// <summary>As a bridge that was started since, which has heard of none of them.</summary>
    private static void Forget(Desk desk)
    {
        var told = desk.World.Bridge.Services.GetRequiredService<ToldChanges>();
        told.Add("nobody", [.. Enumerable.Range(0, 50_000).Select(n => $"{n}")]);
    }

    /// <summary>What was lost comes after all, one after the other.</summary>
    private static async Task DeliverAsync(Desk desk, bool backwards)
    {
        foreach (var sender in Senders(desk))
        {
            var lost = backwards ? sender.Lost.Reverse() : sender.Lost;
            foreach (var delivery in lost)
            {
                sender.Send(delivery);
                await desk.QuietAsync();
            }
        }

        await desk.SettledAsync();
    }

    private static async Task NothingMoreAsync(Desk desk, long ticket)
    {
        desk.ForgetCalls();
        await desk.LookAsync(ticket);
        await desk.QuietAsync();
        Assert.Empty(desk.Writes);
    }

    private Task<Desk> OpenAsync() =>
        Desk.OpenAsync(
            postgres,
            ("Bridge:Connections:freshdesk:PollEvery", "06:00:00"),
            ("Bridge:Connections:clickup:PollEvery", "06:00:00"),
            ("Bridge:Connections:jira:PollEvery", "06:00:00")
        );
}
