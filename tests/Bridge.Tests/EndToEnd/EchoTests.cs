using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.EndToEnd;

/// <summary>What a change costs in calls of the tools' APIs, with polling out of the way.</summary>
public sealed class EchoTests(PostgresFixture postgres)
{
    private static readonly (string, string)[] NoPolls =
    [
        .. new[] { "freshdesk", "clickup", "jira" }.Select(c => ($"Bridge:Connections:{c}:PollEvery", "10.00:00:00")),
    ];

    [Fact]
    public async Task Print()
    {
        await using var desk = await Desk.OpenAsync(postgres, NoPolls);
        var city = desk.World.City;
        var world = Level2World.On(desk);
        var value = await world.FixingAsync();
        var output = TestContext.Current.TestOutputHelper!;
        async Task Show(string what, Action act)
        {
            await desk.QuietAsync();
            desk.ForgetCalls();
            act();
            await Task.Delay(1500);
            await desk.QuietAsync();
            output.WriteLine(what);
            foreach (var c in desk.Calls)
            {
                output.WriteLine($"   {c.Method} {c.Path}{c.Query} {c.Status} {c.Body[..Math.Min(100, c.Body.Length)]}");
            }
        }

        await Show("field Freshdesk->ClickUp", () => world.Dana.SetFields(value.Ticket, desk.Field("Acceptance Criteria", "New")));
        await Show("due date ClickUp->Freshdesk", () => world.Priya.SetDueDate(value.Task, new DateOnly(2026, 12, 1)));
        await Show("status Freshdesk->ClickUp", () => { world.Dana.SetFields(value.Ticket, desk.Field("De-escalation Reasons", "It is something else")); });
        await Show("note Freshdesk->ClickUp", () => world.Dana.PrivateNote(value.Ticket, "<p>Hi</p>"));
        await Show("comment ClickUp->Freshdesk", () => world.Priya.Comment(value.Task, "Ho"));
        await Show("priority ClickUp->Freshdesk", () => world.Priya.SetPriority(value.Task, 1));
        await Show("look", () => desk.LookAsync(value.Ticket).GetAwaiter().GetResult());
        var d = DikshaWorld.On(desk);
        var (ticket, issue) = await d.EtaConfirmationAsync();
        d.InJira.SetFixVersions(issue, "7.2");
        await Show("status Jira->Freshdesk", () => d.InJira.Transition(issue, "Implement"));
        await Show("field Jira->Freshdesk", () => d.InJira.Set(issue, d.Field("Resolution Notes"), "Some notes here"));
        await Show("field Freshdesk->Jira", () => d.Dana.SetFields(ticket, desk.Field("Issue Details", "New details that are long enough")));
    }
}
