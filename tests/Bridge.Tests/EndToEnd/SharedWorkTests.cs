namespace Bridge.Tests.EndToEnd;

/// <summary>Both sides at once, and two tickets at one task.</summary>
public sealed class SharedWorkTests(Level2World world) : IClassFixture<Level2World>, IDisposable
{
    private Desk Desk => world.Desk;

    public void Dispose() => this.Desk.Mend();

    [Fact]
    public async Task A_field_that_both_sides_changed_is_settled_by_its_owner()
    {
        var value = await world.BeginAsync();
        this.Desk.Weather(w => w.LostShare = 1);
        world.Dana.SetFields(
            value.Ticket,
            this.Desk.Field("Severity", "S1 - Critical"),
            this.Desk.Field("Estimated Delivery Date", new DateOnly(2026, 12, 1))
        );
        world.Priya.SetField(value.Task, "Severity", "Minor");
        world.Priya.SetDueDate(value.Task, new DateOnly(2026, 12, 24));
        await this.Desk.LookAsync(value.Ticket);

        await this.Desk.Until(() => world.Task(value).Fields["Severity"] == "Critical", "the helpdesk owns Severity");
        await this.Desk.Until(
            () =>
                world.Field(value, "Estimated Delivery Date")?.StartsWith("2026-12-24", StringComparison.Ordinal)
                == true,
            "the tracker owns the date"
        );
        await this.Desk.QuietAsync();
        Assert.Equal("S1 - Critical", world.Field(value, "Severity"));
        Assert.Contains(
            await this.Desk.FindingsAsync(value.Ticket, alsoClosed: true),
            f => f.Contains("Severity was changed on both sides", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Two_stages_at_once_are_settled_by_the_tracker()
    {
        var value = await world.BeginAsync();
        world.Dana.SetStatus(value.Ticket, world.City.HelpDesk.Status("Replicating"));
        await this.Desk.Until(() => world.Task(value).Status == "replicating", "replicating");
        await this.Desk.QuietAsync();
        this.Desk.Weather(w => w.LostShare = 1);
        world.Dana.SetFields(value.Ticket, this.Desk.Field("De-escalation Reasons", "The customer was wrong"));
        world.Dana.SetStatus(value.Ticket, world.City.HelpDesk.Status("Validating"));
        world.Priya.SetStatus(value.Task, "estimating");
        await this.Desk.LookAsync(value.Ticket);

        await this.Desk.Until(() => this.Desk.Stands(value.Ticket, "Estimating"), "the tracker decides");
        await this.Desk.QuietAsync();
        Assert.Equal("estimating", world.Task(value).Status);
    }

    [Fact]
    public async Task Two_tickets_of_one_task_tell_both_customers_once_each()
    {
        var first = await world.FixingAsync();
        var subject = world.Subject();
        var second = world.Elevate(subject, ("Engineering Key", first.Task));
        await this.Desk.Until(
            () => this.Desk.Notes(second).Any(n => n.Contains("with engineering", StringComparison.Ordinal)),
            "the second ticket is linked"
        );
        await this.Desk.Until(() => this.Desk.Stands(second, "Fixing"), "the second ticket is where the task is");
        await this.Desk.QuietAsync();
        await this.Desk.PassAsync(TimeSpan.FromMinutes(11));
        await this.Desk.Until(() => this.Desk.Replies(first.Ticket).Any(), "the first customer hears of the ETA");
        await this.Desk.Until(() => this.Desk.Replies(second).Any(), "the second customer hears of the ETA");
        await this.Desk.QuietAsync();
        await this.Desk.PassAsync(TimeSpan.FromMinutes(11));

        world.Priya.SetField(first.Task, "Pull Request", "https://git.example.com/pr/1");
        world.Priya.SetStatus(first.Task, "verifying");
        await this.Desk.Until(() => this.Desk.Stands(second, "Verifying"), "verifying");
        world.Priya.SetField(first.Task, "Merged Pull Request", "Yes");
        world.Priya.SetField(first.Task, "Resolution Notes", "The totals now match the export.");
        world.Priya.SetStatus(first.Task, "in production");
        foreach (var ticket in new[] { first.Ticket, second })
        {
            await this.Desk.Until(() => this.Desk.Stands(ticket, "Closed (Resolved)"), "closed");
            await this.Desk.Until(() => this.Desk.Replies(ticket).Count() == 2, "told of the solution");
        }

        await this.Desk.SettledAsync();
        Assert.Empty(world.Tasks(subject));
        Assert.Equal("in production", world.Task(first).Status);
        Assert.All([first.Ticket, second], ticket => Assert.Equal(2, this.Desk.Replies(ticket).Count()));
    }
}
