using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;
using Bridge.Sandbox.Scenery;

namespace Bridge.Tests.EndToEnd;

/// <summary>The DIKSHA S2 process between Freshdesk and Jira.</summary>
public sealed class DikshaTests(DikshaWorld world) : IClassFixture<DikshaWorld>, IDisposable
{
    private Desk Desk => world.Desk;

    public void Dispose() => this.Desk.Mend();

    [Fact]
    public async Task An_escalated_ticket_becomes_an_issue_and_closes_when_the_lead_has_verified_it()
    {
        var (ticket, issue) = await world.ImplementationAsync("7.2");
        await this.Desk.PassAsync(TimeSpan.FromMinutes(11));
        await this.Desk.Until(() => this.Desk.Replies(ticket).Count() == 2, "the workaround and the ETA");
        Assert.All(
            this.Desk.Replies(ticket),
            reply => Assert.Contains("Reload the page twice", reply, StringComparison.Ordinal)
        );
        Assert.Contains(InWords(world.Release("7.2").On), this.Desk.Replies(ticket).Last(), StringComparison.Ordinal);

        world.InJira.Set(issue, world.Field("Resolution Notes"), "The index was rebuilt.");
        world.InJira.Transition(issue, "Verify");
        await this.Desk.Until(() => this.Desk.Stands(ticket, "Closure Verification"), "closure verification");
        await this.Desk.Until(
            () => this.Desk.Notes(ticket).Any(n => n.Contains("The solution is deployed", StringComparison.Ordinal)),
            "the lead is asked"
        );

        world.Lena.Change(
            ticket,
            new FreshdeskTicketChange { Status = 4, CustomFields = world.Fields(("Verified by L2 Lead", "Yes")) }
        );
        await this.Desk.Until(() => world.Issue(issue).Status == "Closed", "closed in Jira");
        await this.Desk.Until(() => this.Desk.Replies(ticket).Count() == 3, "the user is told");
        await this.Desk.SettledAsync();
        Assert.Equal("Done", world.Issue(issue).Resolution);
        Assert.Equal(4, this.Desk.Ticket(ticket).Status);
        Assert.Equal(world.City.HelpDesk.Group("L1 Support"), this.Desk.Ticket(ticket).GroupId);
        Assert.Contains("The index was rebuilt.", this.Desk.Replies(ticket).Last(), StringComparison.Ordinal);
        Assert.Equal(1, world.Issue(issue).Comments.Count(c => c.Text.Contains("is agreed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_severity_1_ticket_stays_out_and_its_agent_is_told_once()
    {
        var subject = world.Subject();
        var ticket = world.Escalate(subject, "S1 - Critical");
        await this.Desk.Until(
            () => this.Desk.Notes(ticket).Any(n => n.Contains("severity 1 ticket", StringComparison.Ordinal)),
            "the note"
        );
        world.Dana.SetPriority(ticket, 4);
        await this.Desk.SettledAsync();
        Assert.Single(this.Desk.Notes(ticket));
        Assert.Empty(world.Issues(subject));
    }

    [Fact]
    public async Task A_fix_beyond_three_releases_is_put_back_until_the_delay_is_declared()
    {
        var (ticket, issue) = await world.EtaConfirmationAsync();
        world.InJira.SetFixVersions(issue, "7.5");
        world.InJira.Transition(issue, "Implement");
        await this.Desk.Until(() => world.Issue(issue).FixVersions.Count == 1, "the version");
        await this.Desk.QuietAsync();
        await this.Desk.PassAsync(TimeSpan.FromMinutes(3));
        await this.Desk.Until(() => world.Issue(issue).Status == "ETA Confirmation", "put back");
        await this.Desk.Until(
            () => world.Issue(issue).Comments.Any(c => c.Text.Contains("Releases Ahead", StringComparison.Ordinal)),
            "the mover is told"
        );
        Assert.True(this.Desk.Stands(ticket, "ETA Confirmation"));

        world.InJira.Choose(issue, world.Field("Exception"), "Delayed planning by circle owner");
        world.InJira.Set(issue, world.Field("Exception Reason"), "The circle has no capacity before spring.");
        world.InJira.Transition(issue, "Implement");
        await this.Desk.Until(() => this.Desk.Stands(ticket, "Solution Implementation"), "let through");
        await this.Desk.QuietAsync();
        Assert.Equal("Solution Implementation", world.Issue(issue).Status);
    }

    [Fact]
    public async Task A_release_that_moves_is_told_once_and_a_slip_of_a_day_is_not()
    {
        var (ticket, issue) = await world.ImplementationAsync("7.3");
        var planned = world.Release("7.3").On;
        await this.Desk.PassAsync(TimeSpan.FromMinutes(11));
        await this.Desk.Until(() => this.Desk.Replies(ticket).Count() == 2, "the workaround and the first ETA");

        world.City.Jira.Releases.SetReleaseDate(S2Project.Key, "7.3", planned.AddDays(1));
        await this.Desk.Until(() => world.Eta(ticket) == planned.AddDays(1), "the date in Freshdesk");
        await this.Desk.QuietAsync();
        await this.Desk.PassAsync(TimeSpan.FromMinutes(11));
        await this.Desk.QuietAsync();
        Assert.Equal(2, this.Desk.Replies(ticket).Count());

        world.City.Jira.Releases.SetReleaseDate(S2Project.Key, "7.3", planned.AddDays(7));
        await this.Desk.Until(() => world.Eta(ticket) == planned.AddDays(7), "the date in Freshdesk");
        await this.Desk.QuietAsync();
        await this.Desk.PassAsync(TimeSpan.FromMinutes(11));
        await this.Desk.Until(() => this.Desk.Replies(ticket).Count() == 3, "the changed ETA");
        await this.Desk.SettledAsync();
        var told = this.Desk.Replies(ticket).Last();
        Assert.Contains(InWords(planned), told, StringComparison.Ordinal);
        Assert.Contains(InWords(planned.AddDays(7)), told, StringComparison.Ordinal);
        world.City.Jira.Releases.SetReleaseDate(S2Project.Key, "7.3", planned);
    }

    [Fact]
    public async Task A_closure_by_exception_from_Freshdesk_closes_the_issue_as_not_to_be_done()
    {
        var (ticket, issue) = await world.BeginAsync();
        world.Lena.Change(
            ticket,
            new FreshdeskTicketChange
            {
                Status = world.City.HelpDesk.Status("Closed by Exception"),
                CustomFields = world.Fields(
                    ("Exception", "Feature deprecated"),
                    ("Exception Reason", "The old player is retired this month."),
                    ("Resolution Notes", "Please use the new player.")
                ),
            }
        );
        await this.Desk.Until(() => world.Issue(issue).Status == "Closed", "closed in Jira");
        await this.Desk.Until(() => this.Desk.Replies(ticket).Any(), "the user is told");
        await this.Desk.SettledAsync();
        Assert.Equal("Won't Do", world.Issue(issue).Resolution);
        Assert.True(this.Desk.Stands(ticket, "Closed by Exception"));
        Assert.Contains(
            "Please use the new player.",
            Assert.Single(this.Desk.Replies(ticket)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_closure_in_Jira_with_its_reasons_closes_the_ticket_by_exception()
    {
        var (ticket, issue) = await world.BeginAsync();
        world.InJira.Choose(issue, world.Field("Exception"), "Circle changed");
        world.InJira.Set(issue, world.Field("Exception Reason"), "The circle was split, nobody owns it.");
        world.InJira.Set(issue, world.Field("Resolution Notes"), "Please ask your state's team.");
        world.InJira.Transition(issue, "Close", "Won't Do");
        await this.Desk.Until(() => this.Desk.Stands(ticket, "Closed by Exception"), "closed in Freshdesk");
        await this.Desk.Until(() => this.Desk.Replies(ticket).Any(), "the user is told");
        await this.Desk.SettledAsync();
        Assert.Single(this.Desk.Replies(ticket));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_issue_is_made_once_however_its_call_breaks(bool after)
    {
        var subject = world.Subject();
        world.City.Jira.Faults.Next(
            after ? new Fault.CutAfter() : new Fault.CutBefore(),
            "POST",
            "/rest/api/3/issue(\\?|$)"
        );
        var ticket = world.Escalate(subject, "S2 - Major");
        await this.Desk.UntilInTime(
            () => this.Desk.Notes(ticket).Any(n => n.Contains("in the S2 process now", StringComparison.Ordinal)),
            "the issue is linked"
        );
        await this.Desk.SettledAsync();
        Assert.Single(world.Issues(subject));
    }

    private static string InWords(DateOnly day) =>
        day.ToString("d MMMM yyyy", System.Globalization.CultureInfo.GetCultureInfo("en-GB"));
}
