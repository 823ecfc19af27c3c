using Bridge.Sandbox.Freshdesk;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.EndToEnd;

/// <summary>The DIKSHA S2 process with a Jira Data Center in the place of Cloud.</summary>
public sealed class DataCenterTests(PostgresFixture postgres)
{
    [Fact]
    public async Task An_escalated_ticket_runs_through_its_stages_on_a_Data_Center()
    {
        await using var desk = await Desk.OpenAsync(postgres, ("Bridge:Connections:jira:Flavor", "DataCenter"));
        var world = DikshaWorld.On(desk);
        var (ticket, issue) = await world.ImplementationAsync("7.2");
        await desk.PassAsync(TimeSpan.FromMinutes(11));
        await desk.Until(() => desk.Replies(ticket).Count() == 2, "the workaround and the ETA");
        Assert.Equal(world.Release("7.2").On, world.Eta(ticket));

        world.Dana.PrivateNote(ticket, "<p>Seen on <b>class 9</b> only.</p>");
        await desk.Until(
            () =>
                world
                    .Issue(issue)
                    .Comments.Any(c => c.Text.Contains("Seen on *class 9* only.", StringComparison.Ordinal)),
            "the note in Jira, as wiki markup"
        );
        world.InJira.Comment(issue, "The *index* is broken.");
        await desk.Until(
            () => desk.Notes(ticket).Any(n => n.Contains("The index is broken.", StringComparison.Ordinal)),
            "the comment in Freshdesk"
        );

        world.InJira.Set(issue, world.Field("Resolution Notes"), "The index was rebuilt.");
        world.InJira.Transition(issue, "Verify");
        await desk.Until(() => desk.Stands(ticket, "Closure Verification"), "closure verification, by webhook");
        await desk.QuietAsync();
        world.Lena.Change(
            ticket,
            new FreshdeskTicketChange { Status = 4, CustomFields = world.Fields(("Verified by L2 Lead", "Yes")) }
        );
        await desk.Until(
            () => world.Issue(issue).Status == "Closed",
            "closed in Jira, with what the transition asks for"
        );
        await desk.SettledAsync();

        Assert.Equal("Done", world.Issue(issue).Resolution);
        Assert.Empty(await desk.FindingsAsync(ticket));
        Assert.All(
            desk.World.City.Jira.Calls.All,
            c => Assert.StartsWith("/rest/api/2/", c.Path, StringComparison.Ordinal)
        );
        Assert.Contains(
            await desk.TimelineAsync(ticket),
            line => line.Contains("Webhook: issue_updated", StringComparison.Ordinal)
        );

        desk.ForgetCalls();
        await desk.LookAsync(ticket);
        await desk.SettledAsync();
        Assert.Empty(desk.Writes);
    }
}
