using Bridge.Core.Mappings;
using Bridge.Sandbox.Freshdesk;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.EndToEnd;

/// <summary>Mode observe: the bridge plans and shows, and writes to no tool.</summary>
public sealed class ObserveTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_process_in_observe_mode_shows_once_what_it_would_do_and_writes_nothing()
    {
        var watching = Repository.Mappings().Select(m => m with { Mode = Mode.Observe }).ToList();
        await using var desk = await Desk.OpenAsync(postgres, watching);
        var city = desk.World.City;
        desk.ForgetCalls();
        var dana = city.Agents.Dana.InFreshdesk;
        var ticket = city.Customers.Carol.ByMail.CreateTicket("Totals are wrong", "<p>The totals are off.</p>").Id;
        dana.Change(
            ticket,
            new FreshdeskTicketChange
            {
                Type = "Bugs/Defects",
                Status = city.HelpDesk.Status("Elevating"),
                CustomFields = new Dictionary<string, object?>
                {
                    [city.HelpDesk.Field("Ticket Subtype")] = "Dashboard",
                },
            }
        );
        var shown = await WouldAsync(desk, ticket);
        Assert.Contains(shown, line => line.Contains("came into Level 2 Support", StringComparison.Ordinal));

        await desk.LookAsync(ticket);
        dana.PrivateNote(ticket, "<p>Still waiting.</p>");
        await desk.QuietAsync();
        await desk.PassAsync(TimeSpan.FromDays(2));
        await desk.LookAsync(ticket);
        await desk.QuietAsync();
        Assert.Equal(shown, await WouldAsync(desk, ticket));
        Assert.Empty(desk.Writes);
        Assert.Empty(city.ClickUp.GetTasks());
        Assert.Equal(0, await desk.NumberAsync("select count(*) from effects"));
    }

    private static async Task<IReadOnlyList<string>> WouldAsync(Desk desk, long ticket)
    {
        var deadline = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(30);
        while (DateTimeOffset.UtcNow < deadline)
        {
            await desk.QuietAsync();
            var story = await desk.TimelineAsync(ticket);
            var would = story.Where(line => line.StartsWith("would:", StringComparison.Ordinal)).ToList();
            if (would.Count > 0)
            {
                return would;
            }
        }

        Assert.Fail("nothing is shown");
        return [];
    }
}
