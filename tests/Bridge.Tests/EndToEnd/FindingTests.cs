using Bridge.Sandbox.Hosting;
using Bridge.Store;
using Bridge.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Bridge.Tests.EndToEnd;

/// <summary>What a tool refuses is told on the ticket once, waits for a person, and is done once when it was mended.</summary>
public sealed class FindingTests(Level2World world) : IClassFixture<Level2World>, IDisposable
{
    private static readonly PersonsWord Dana = new("Dana", "the mailbox is mended");

    private Desk Desk => world.Desk;

    public void Dispose() => this.Desk.Mend();

    [Fact]
    public async Task A_refused_reply_is_noted_once_and_sent_once_after_a_retry_of_all_of_its_kind()
    {
        var value = await world.FixingAsync();
        world.City.Freshdesk.Faults.Next(No("the mailbox is off"), "POST", $"/tickets/{value.Ticket}/reply", 100);
        await this.Desk.PassAsync(TimeSpan.FromMinutes(11));
        await this.Desk.UntilInTime(() => this.Told(value, "the mailbox is off") == 1, "the note");

        await this.Desk.LookAsync(value.Ticket);
        await this.Desk.SettledAsync();
        Assert.Equal(1, this.Told(value, "the mailbox is off"));
        Assert.Empty(this.Desk.Replies(value.Ticket));
        var finding = Assert.Single(await this.Desk.FindingsAsync(value.Ticket));
        Assert.StartsWith("Refused: The reply to the customer", finding, StringComparison.Ordinal);

        this.Desk.Mend();
        var swept = await this.SweepAsync(drop: false);
        Assert.Equal((1L, 0L), (swept.Done, swept.Left));
        await this.Desk.UntilInTime(() => this.Desk.Replies(value.Ticket).Any(), "the reply");
        await this.Desk.LookAsync(value.Ticket);
        await this.Desk.SettledAsync();

        Assert.Single(this.Desk.Replies(value.Ticket));
        Assert.Equal(1, this.Told(value, "the mailbox is off"));
        Assert.Empty(await this.Desk.FindingsAsync(value.Ticket));
        var story = await this.Desk.TimelineAsync(value.Ticket);
        Assert.Contains(story, line => line.StartsWith("button: Dana had this tried again", StringComparison.Ordinal));
        Assert.Contains(story, line => line.StartsWith("over: The reply to the customer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_value_that_is_dropped_is_never_written_and_the_next_one_is()
    {
        var value = await world.BeginAsync();
        world.City.ClickUp.Faults.Next(No("the field is locked"), "POST", $"/task/{value.Task}/field/", 100);
        world.Dana.SetFields(value.Ticket, this.Desk.Field("Issue Workaround", "Use the export"));
        await this.Desk.UntilInTime(() => this.Told(value, "the field is locked") == 1, "the note");
        await this.Desk.SettledAsync();

        var swept = await this.SweepAsync(drop: true);
        Assert.Equal((1L, 0L), (swept.Done, swept.Left));
        this.Desk.Mend();
        await this.Desk.LookAsync(value.Ticket);
        await this.Desk.SettledAsync();
        Assert.Null(world.Task(value).Fields.GetValueOrDefault("Issue Workaround"));
        Assert.Empty(await this.Desk.FindingsAsync(value.Ticket));

        world.Dana.SetFields(value.Ticket, this.Desk.Field("Issue Workaround", "Use the report"));
        await this.Desk.UntilInTime(
            () => world.Task(value).Fields.GetValueOrDefault("Issue Workaround") == "Use the report",
            "the next value"
        );
    }

    [Fact]
    public async Task A_webhook_that_is_understood_now_is_acted_on()
    {
        var value = await world.BeginAsync();
        await this.Services.GetRequiredService<Quarantine>()
            .KeepAsync(
                "freshdesk",
                "an older version did not know this",
                System.Text.Encoding.UTF8.GetBytes($$"""{"freshdesk_webhook":{"ticket_id": {{value.Ticket}} } }"""),
                default
            );

        var swept = await this.Services.GetRequiredService<FindingSweep>()
            .RunAsync(new FindingFilter("Quarantined"), false, Dana, 10, null, TestContext.Current.CancellationToken);

        Assert.Equal((1L, 0L), (swept.Done, swept.Left));
        await this.Desk.QuietAsync();
    }

    private IServiceProvider Services => this.Desk.World.Bridge.Services;

    private Task<Swept> SweepAsync(bool drop) =>
        this.Services.GetRequiredService<FindingSweep>()
            .RunAsync(new FindingFilter("Refused"), drop, Dana, 100, null, TestContext.Current.CancellationToken);

    private int Told(Level2Case value, string words) =>
        this.Desk.Notes(value.Ticket).Count(note => note.Contains(words, StringComparison.Ordinal));

    private static Fault.Answer No(string why) =>
        new(
            400,
            $$"""{"description":"Validation failed","errors":[{"field":"body","message":"{{why}}","code":"invalid_value"}]}"""
        );
}
