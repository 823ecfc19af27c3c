using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.EndToEnd;

/// <summary>What Freshdesk does by itself around a case at rest, and what the bridge makes of it.</summary>
public sealed class FreshdeskCircumstanceTests(Level2World world) : IClassFixture<Level2World>
{
    private Desk Desk => world.Desk;

    [Fact]
    public async Task A_rule_that_touches_a_ticket_again_and_again_makes_the_bridge_write_nothing()
    {
        var value = await world.FixingAsync();
        await this.Desk.PassAsync(TimeSpan.FromMinutes(10));
        await this.Desk.SettledAsync();
        this.Desk.ForgetCalls();

        for (var i = 0; i < 4; i++)
        {
            world.City.Freshdesk.Housekeeping.Touch(value.Ticket);
            await this.Desk.PassAsync(TimeSpan.FromMinutes(3));
            await this.Desk.Until(() => this.Looks(value.Ticket) > i, "a look at the touched ticket");
            await this.Desk.QuietAsync();
        }

        Assert.DoesNotContain(this.Desk.Writes, w => Concerns(w, value));
        Assert.Equal(4, this.Looks(value.Ticket));
    }

    [Fact]
    public async Task A_403_that_passes_by_itself_is_waited_out_and_the_change_arrives()
    {
        var value = await world.FixingAsync();
        var denied = """{"code":"access_denied","message":"You are not authorized to perform this action."}""";
        world.City.Freshdesk.Faults.Next(new Fault.Answer(403, denied), "PUT", $"tickets/{value.Ticket}$", times: 2);

        world.Priya.SetPriority(value.Task, 1);

        await this.Desk.UntilInTime(() => this.Desk.Ticket(value.Ticket).Priority == 4, "the priority");
        Assert.Empty(await this.Desk.FindingsAsync(value.Ticket));
    }

    [Fact]
    public async Task A_field_that_became_mandatory_is_a_finding_that_names_it()
    {
        var value = await world.FixingAsync();
        await this.Desk.PassAsync(TimeSpan.FromMinutes(5));
        await this.Desk.QuietAsync();
        this.Desk.ForgetCalls();
        var setup = world.City.Freshdesk.Setup;
        var field = setup.AddField("Root cause code", FreshdeskFieldType.Text, requiredForAgents: true);
        try
        {
            world.Priya.SetPriority(value.Task, 1);

            await this.Desk.Until(() => this.Desk.Writes.Any(w => w.Status == 400), "the refusal");
            await this.Desk.QuietAsync();
            Assert.Contains(
                await this.Desk.FindingsAsync(value.Ticket),
                f => f.Contains("Root cause code: mandatory here and empty", StringComparison.Ordinal)
            );
            Assert.NotEqual(4, this.Desk.Ticket(value.Ticket).Priority);
        }
        finally
        {
            setup.SetRequired(field.Name, forAgents: false, forClosure: false);
        }

        await this.Desk.RetryAsync(value.Ticket);
        await this.Desk.UntilInTime(() => this.Desk.Ticket(value.Ticket).Priority == 4, "the priority");
    }

    private int Looks(long ticket) =>
        this.Desk.Calls.Count(c =>
            c.Method == "GET" && c.Path.EndsWith($"/tickets/{ticket}", StringComparison.Ordinal)
        );

    private static bool Concerns(ApiCall call, Level2Case value) =>
        call.Path.EndsWith($"/tickets/{value.Ticket}", StringComparison.Ordinal)
        || call.Path.Contains($"/tickets/{value.Ticket}/", StringComparison.Ordinal)
        || call.Path.Contains($"/task/{value.Task}", StringComparison.Ordinal);
}
