using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.EndToEnd;

/// <summary>Webhooks that go astray and calls that break off: nothing is lost, nothing is done twice.</summary>
public sealed class FaultTests(Level2World world) : IClassFixture<Level2World>, IDisposable
{
    /// <summary>The ways in which a call can break off.</summary>
    public static TheoryData<string> Breaks => ["before", "after", "half"];

    private Desk Desk => world.Desk;

    public void Dispose() => this.Desk.Mend();

    [Fact]
    public async Task A_change_whose_webhook_is_lost_is_found_by_the_poll()
    {
        var value = await world.BeginAsync();
        this.Desk.Weather(w => w.LostShare = 1);
        world.Dana.SetFields(value.Ticket, this.Desk.Field("Issue Workaround", "Use the export"));
        world.Priya.SetField(value.Task, "Resolution Notes", "Found in the cache");

        await this.Desk.Until(() => world.Task(value).Fields.ContainsKey("Issue Workaround"), "the ticket's change");
        await this.Desk.Until(() => world.Field(value, "Resolution Notes") is not null, "the task's change");
    }

    [Fact]
    public async Task A_webhook_that_comes_twice_has_one_effect()
    {
        var value = await world.BeginAsync();
        this.Desk.Weather(w => w.DoubledShare = 1);
        world.Dana.PrivateNote(value.Ticket, "<p>Seen by two customers.</p>");
        world.Priya.Comment(value.Task, "Which two customers?");

        await this.Desk.Until(() => Count(world.Comments(value), "two customers.") > 0, "the note in ClickUp");
        await this.Desk.Until(() => Count(this.Desk.Notes(value.Ticket), "Which two") > 0, "the comment in Freshdesk");
        await this.Desk.SettledAsync();
        Assert.Equal(1, Count(world.Comments(value), "two customers."));
        Assert.Equal(1, Count(this.Desk.Notes(value.Ticket), "Which two"));
    }

    [Fact]
    public async Task Webhooks_in_any_order_lead_to_the_same_end()
    {
        var value = await world.BeginAsync();
        this.Desk.Weather(w => w.ShuffleWithin = TimeSpan.FromMilliseconds(700));
        for (var n = 1; n <= 5; n++)
        {
            world.Dana.SetFields(value.Ticket, this.Desk.Field("Issue Workaround", $"Workaround {n}"));
            world.Priya.SetField(value.Task, "Resolution Notes", $"Cause number {n}");
            world.Priya.SetPriority(value.Task, (n % 4) + 1);
            world.Dana.PrivateNote(value.Ticket, $"<p>Note {n}.</p>");
        }

        world.Dana.SetStatus(value.Ticket, world.City.HelpDesk.Status("Replicating"));

        await this.Desk.Until(() => world.Task(value).Status == "replicating", "the stage");
        await this.Desk.Until(
            () => world.Comments(value).Count(c => c.Contains("Note ", StringComparison.Ordinal)) == 5,
            "notes"
        );
        await this.Desk.SettledAsync();
        Assert.Equal("Workaround 5", world.Task(value).Fields["Issue Workaround"]);
        Assert.Equal("Cause number 5", world.Field(value, "Resolution Notes"));
        Assert.Equal(2, world.Task(value).Priority);
        Assert.Equal(3, this.Desk.Ticket(value.Ticket).Priority);
        Assert.Equal(5, world.Comments(value).Count(c => c.Contains("Note ", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_task_is_made_once_however_its_call_breaks(string how)
    {
        var subject = world.Subject();
        world.City.ClickUp.Faults.Next(Broken(how), "POST", "/list/[0-9]+/task");
        var ticket = world.Elevate(subject);

        await this.Desk.UntilInTime(() => Count(this.Desk.Notes(ticket), "with engineering") > 0, "the task is linked");
        await this.Desk.SettledAsync();
        Assert.Single(world.Tasks(subject));
        Assert.Equal(1, Count(this.Desk.Notes(ticket), "with engineering"));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_reply_is_sent_once_however_its_call_breaks(string how)
    {
        var value = await world.FixingAsync();
        world.City.Freshdesk.Faults.Next(Broken(how), "POST", $"/tickets/{value.Ticket}/reply");
        await this.Desk.PassAsync(TimeSpan.FromMinutes(11));

        await this.Desk.UntilInTime(() => this.Desk.Replies(value.Ticket).Any(), "the ETA");
        await this.Desk.SettledAsync();
        Assert.Single(this.Desk.Replies(value.Ticket));
        Assert.Equal(0, Count(world.Comments(value), "20 November"));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_note_is_written_once_however_its_call_breaks(string how)
    {
        var value = await world.BeginAsync();
        world.City.Freshdesk.Faults.Next(Broken(how), "POST", $"/tickets/{value.Ticket}/notes");
        world.Priya.Comment(value.Task, "It is the cache.");

        await this.Desk.UntilInTime(() => Count(this.Desk.Notes(value.Ticket), "It is the cache.") > 0, "the note");
        await this.Desk.SettledAsync();
        Assert.Equal(1, Count(this.Desk.Notes(value.Ticket), "It is the cache."));
        Assert.Equal(1, Count(world.Comments(value), "It is the cache."));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_comment_is_written_once_however_its_call_breaks(string how)
    {
        var value = await world.BeginAsync();
        world.City.ClickUp.Faults.Next(Broken(how), "POST", $"/task/{value.Task}/comment");
        world.Dana.PrivateNote(value.Ticket, "<p>The customer calls daily.</p>");

        await this.Desk.UntilInTime(() => Count(world.Comments(value), "calls daily") > 0, "the comment");
        await this.Desk.SettledAsync();
        Assert.Equal(1, Count(world.Comments(value), "calls daily"));
        Assert.Equal(1, Count(this.Desk.Notes(value.Ticket), "calls daily"));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task An_update_arrives_however_its_call_breaks(string how)
    {
        var value = await world.BeginAsync();
        world.City.ClickUp.Faults.Next(Broken(how), "POST", $"/task/{value.Task}/field/");
        world.City.ClickUp.Faults.Next(Broken(how), "PUT", $"/task/{value.Task}$");
        world.City.Freshdesk.Faults.Next(Broken(how), "PUT", $"/tickets/{value.Ticket}$");
        world.Dana.SetFields(value.Ticket, this.Desk.Field("Issue Workaround", "Use the export"));
        world.Dana.SetStatus(value.Ticket, world.City.HelpDesk.Status("Replicating"));
        world.Priya.SetField(value.Task, "Resolution Notes", "Found in the cache");

        await this.Desk.UntilInTime(
            () =>
                world.Task(value).Status == "replicating"
                && world.Task(value).Fields.GetValueOrDefault("Issue Workaround") == "Use the export"
                && world.Field(value, "Resolution Notes") == "Found in the cache"
                && this.Desk.Ticket(value.Ticket).GroupId == world.City.HelpDesk.Group("QA"),
            "both sides agree"
        );
        await this.Desk.SettledAsync();
        Assert.True(this.Desk.Stands(value.Ticket, "Replicating"));
    }

    [Fact]
    public async Task A_stage_whose_first_write_fails_still_reaches_a_ticket_that_waits_aside()
    {
        var value = await world.BeginAsync();
        world.Dana.SetStatus(value.Ticket, 3);
        await this.Desk.QuietAsync();
        world.City.Freshdesk.Faults.Next(new Fault.Answer(500), "PUT", $"/tickets/{value.Ticket}$");
        world.Priya.SetStatus(value.Task, "replicating");

        await this.Desk.UntilInTime(() => this.Desk.Stands(value.Ticket, "Replicating"), "the stage");
    }

    private static int Count(IEnumerable<string> texts, string part) =>
        texts.Count(t => t.Contains(part, StringComparison.Ordinal));

    private static Fault Broken(string how) =>
        how switch
        {
            "before" => new Fault.CutBefore(),
            "after" => new Fault.CutAfter(),
            _ => new Fault.HalfBody(),
        };
}
