using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.EndToEnd;

/// <summary>Tools that are busy, down, locked, or say no: work waits, the rest goes on, and all is caught up with.</summary>
public sealed class OutageTests(Level2World world) : IClassFixture<Level2World>, IDisposable
{
    private Desk Desk => world.Desk;

    public void Dispose() => this.Desk.Mend();

    [Fact]
    public async Task A_reply_that_meets_the_rate_limit_is_sent_later_and_once()
    {
        var value = await world.FixingAsync();
        this.Desk.ForgetCalls();
        world.City.Freshdesk.Faults.Next(
            new Fault.Answer(429, RetryAfter: TimeSpan.FromSeconds(2)),
            "POST",
            $"/tickets/{value.Ticket}/reply"
        );
        await this.Desk.PassAsync(TimeSpan.FromMinutes(11));

        await this.Desk.Until(() => this.Desk.Replies(value.Ticket).Any(), "the ETA");
        await this.Desk.SettledAsync();
        Assert.Single(this.Desk.Replies(value.Ticket));
        var attempts = this
            .Desk.Calls.Where(c => c.Path.EndsWith($"/tickets/{value.Ticket}/reply", StringComparison.Ordinal))
            .ToList();
        Assert.Equal([429, 201], attempts.Select(c => c.Status));
        Assert.True(attempts[1].At - attempts[0].At >= TimeSpan.FromSeconds(2), "the tool's wait counts");
    }

    [Fact]
    public async Task Nothing_is_lost_while_Freshdesk_answers_500()
    {
        var value = await world.BeginAsync();
        world.City.Freshdesk.Faults.Share(new Fault.Answer(500), 1, seed: 1);
        world.Priya.SetField(value.Task, "Resolution Notes", "Found in the cache");
        world.Priya.Comment(value.Task, "It is the cache.");
        world.Dana.SetFields(value.Ticket, this.Desk.Field("Issue Workaround", "Use the export"));
        var subject = world.Subject();
        var late = world.Elevate(subject);
        await this.Desk.QuietAsync();
        await this.Desk.PassAsync(TimeSpan.FromMinutes(1));
        await this.Desk.QuietAsync();
        world.City.Freshdesk.Faults.Clear();

        await this.Desk.UntilInTime(
            () =>
                world.Field(value, "Resolution Notes") == "Found in the cache"
                && world.Task(value).Fields.GetValueOrDefault("Issue Workaround") == "Use the export"
                && Count(this.Desk.Notes(value.Ticket), "It is the cache.") > 0
                && Count(this.Desk.Notes(late), "with engineering") > 0,
            "all is caught up with"
        );
        await this.Desk.SettledAsync();
        Assert.Equal(1, Count(this.Desk.Notes(value.Ticket), "It is the cache."));
        Assert.Single(world.Tasks(subject));
    }

    [Fact]
    public async Task A_field_that_ClickUp_refuses_waits_for_a_person_and_holds_up_no_other()
    {
        var value = await world.BeginAsync();
        var refused = world.City.List.Field("Issue Workaround").Id;
        world.City.ClickUp.Faults.Share(
            new Fault.Answer(400, """{"err":"Value is not allowed here","ECODE":"FIELD_011"}"""),
            1,
            seed: 1,
            "POST",
            $"/field/{refused}"
        );
        world.Dana.SetFields(
            value.Ticket,
            this.Desk.Field("Issue Workaround", "Use the export"),
            this.Desk.Field("Acceptance Criteria", "Totals match to the cent")
        );

        await this.Desk.Until(
            () => world.Task(value).Fields["Acceptance Criteria"] == "Totals match to the cent",
            "the other field"
        );
        await this.Desk.QuietAsync();
        var finding = Assert.Single(await this.Desk.FindingsAsync(value.Ticket));
        Assert.Contains("Issue Workaround", finding, StringComparison.Ordinal);
        Assert.Contains("Value is not allowed here", finding, StringComparison.Ordinal);

        world.City.ClickUp.Faults.Clear();
        await this.Desk.RetryAsync(value.Ticket);
        await this.Desk.Until(
            () => world.Task(value).Fields.GetValueOrDefault("Issue Workaround") == "Use the export",
            "the field after the retry"
        );
        await this.Desk.QuietAsync();
        Assert.Empty(await this.Desk.FindingsAsync(value.Ticket));
    }

    [Fact]
    public async Task A_value_that_Freshdesk_refuses_is_told_and_the_stage_goes_over_all_the_same()
    {
        var value = await world.BeginAsync();
        world.Dana.SetStatus(value.Ticket, world.City.HelpDesk.Status("Replicating"));
        await this.Desk.Until(() => world.Task(value).Status == "replicating", "replicating");
        await this.Desk.QuietAsync();
        var field = world.City.HelpDesk.Field("Issue Workaround");
        world.City.Freshdesk.Faults.Next(
            new Fault.Answer(
                400,
                $$"""{"description":"Validation failed","errors":[{"field":"custom_fields.{{field}}","message":"Too odd","code":"invalid_value"}]}"""
            ),
            "PUT",
            $"/tickets/{value.Ticket}$"
        );
        this.Desk.Weather(w => w.LostShare = 1);
        world.Priya.SetField(value.Task, "Issue Workaround", "Odd");
        this.Desk.Weather(w => w.LostShare = 0);
        world.Priya.SetStatus(value.Task, "estimating");

        await this.Desk.Until(() => this.Desk.Stands(value.Ticket, "Estimating"), "the stage");
        await this.Desk.QuietAsync();
        Assert.Contains(
            await this.Desk.FindingsAsync(value.Ticket),
            f =>
                f.Contains("Issue Workaround", StringComparison.Ordinal)
                && f.Contains("Too odd", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Agents_work_on_while_ClickUp_is_offline_and_all_of_it_arrives()
    {
        var value = await world.BeginAsync();
        world.City.ClickUp.Faults.Share(new Fault.CutBefore(), 1, seed: 1);
        var subject = world.Subject();
        var late = world.Elevate(subject);
        world.Dana.SetFields(value.Ticket, this.Desk.Field("Issue Workaround", "Use the export"));
        world.Dana.PrivateNote(value.Ticket, "<p>The customer calls daily.</p>");
        world.Dana.PrivateNote(value.Ticket, "<p>And writes as well.</p>");
        world.Dana.SetStatus(value.Ticket, world.City.HelpDesk.Status("Replicating"));
        await this.Desk.QuietAsync();
        await this.Desk.PassAsync(TimeSpan.FromMinutes(1));
        await this.Desk.QuietAsync();
        world.City.ClickUp.Faults.Clear();

        await this.Desk.UntilInTime(
            () =>
                world.Task(value).Status == "replicating"
                && world.Task(value).Fields.GetValueOrDefault("Issue Workaround") == "Use the export"
                && Count(world.Comments(value), "writes as well") > 0
                && Count(this.Desk.Notes(late), "with engineering") > 0,
            "all is caught up with"
        );
        await this.Desk.SettledAsync();
        Assert.Single(world.Tasks(subject));
        Assert.Equal(1, Count(world.Comments(value), "calls daily"));
        Assert.Equal(1, Count(world.Comments(value), "writes as well"));
    }

    [Fact]
    public async Task Work_waits_for_a_dead_key_and_goes_on_when_it_works_again()
    {
        var value = await world.BeginAsync();
        world.City.ClickUp.Faults.Share(
            new Fault.Answer(401, """{"err":"Token invalid","ECODE":"OAUTH_025"}"""),
            1,
            seed: 1
        );
        world.Dana.PrivateNote(value.Ticket, "<p>The customer calls daily.</p>");
        world.Dana.SetFields(value.Ticket, this.Desk.Field("Issue Workaround", "Use the export"));
        await this.Desk.QuietAsync();
        await this.Desk.PassAsync(TimeSpan.FromMinutes(2));
        await this.Desk.QuietAsync();
        Assert.DoesNotContain("Issue Workaround", world.Task(value).Fields.Keys);
        world.City.ClickUp.Faults.Clear();

        await this.Desk.UntilInTime(
            () => world.Task(value).Fields.ContainsKey("Issue Workaround") && Count(world.Comments(value), "daily") > 0,
            "work goes on"
        );
        await this.Desk.SettledAsync();
        Assert.Equal(1, Count(world.Comments(value), "daily"));
        Assert.Empty(await this.Desk.FindingsAsync(value.Ticket));
    }

    private static int Count(IEnumerable<string> texts, string part) =>
        texts.Count(t => t.Contains(part, StringComparison.Ordinal));
}
