using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.EndToEnd;

/// <summary>
/// What a change costs in calls. A look at a ticket or an issue is one call, a look at a task is two (the task, its
/// comments). The budget is one look at each side and one write. Beyond it goes, today, one look at what was written: the
/// webhooks of Freshdesk and ClickUp carry no version, so an echo is known only after a look. Jira's carry one.
/// </summary>
public sealed class EchoTests(EchoWorld world) : IClassFixture<EchoWorld>
{
    private Desk Desk => world.Desk;

    [Fact]
    public async Task A_field_changed_in_Freshdesk_costs_one_look_at_each_side_one_write_and_a_look_at_the_echo()
    {
        var calls = await world.CostAsync(
            () => world.Level2.Dana.SetFields(world.Case.Ticket, this.Desk.Field("Issue Workaround", "Use the export")),
            () => world.Level2.Task(world.Case).Fields.ContainsKey("Issue Workaround")
        );

        var write = Assert.Single(calls, IsWrite);
        Assert.Contains($"/task/{world.Case.Task}/field/", write.Path, StringComparison.Ordinal);
        Assert.Equal(1, Looks(calls, $"/tickets/{world.Case.Ticket}"));
        Assert.Equal(2, Looks(calls, $"/task/{world.Case.Task}"));
        Assert.Equal(2, Looks(calls, $"/task/{world.Case.Task}/comment"));
        Assert.Equal(6, calls.Count);
    }

    [Fact]
    public async Task A_status_changed_in_Jira_costs_one_look_at_each_side_one_write_and_a_look_at_the_echo()
    {
        var (ticket, issue) = world.Escalation;
        world.Diksha.InJira.Set(issue, world.Diksha.Field("Resolution Notes"), "The index was rebuilt.");
        await this.Desk.QuietAsync();
        var calls = await world.CostAsync(
            () => world.Diksha.InJira.Transition(issue, "Confirm the ETA"),
            () => this.Desk.Stands(ticket, "ETA Confirmation")
        );

        // The stage has a message to the engineers: one comment, beside the one update of the ticket.
        Assert.Equal(2, calls.Count(IsWrite));
        Assert.Single(calls, c => c.Method == "PUT" && Ends(c, $"/tickets/{ticket}"));
        Assert.Single(calls, c => c.Method == "POST" && Ends(c, "/comment"));
        Assert.Equal(2, Looks(calls, $"/tickets/{ticket}"));
        Assert.InRange(
            calls.Count(c => c.Method == "GET" && c.Path.Contains("/issue/", StringComparison.Ordinal)),
            1,
            2
        );
    }

    [Fact]
    public async Task The_echo_of_a_write_to_Jira_costs_no_call()
    {
        var (ticket, issue) = world.Escalation;
        var calls = await world.CostAsync(
            () =>
                world.Diksha.Dana.SetFields(
                    ticket,
                    this.Desk.Field("Issue Details", "Every video of class 10 stops as well.")
                ),
            () =>
                world
                    .Diksha.Issue(issue)
                    .Fields[world.Diksha.Field("Issue Details")]
                    .Contains("10", StringComparison.Ordinal)
        );

        Assert.Equal(["GET", "GET", "PUT"], calls.Select(c => c.Method));
        Assert.Equal(1, Looks(calls, $"/tickets/{ticket}"));
    }

    [Fact]
    public async Task The_echo_of_a_write_to_Freshdesk_is_looked_at_and_writes_nothing()
    {
        var calls = await world.CostAsync(
            () => world.Level2.Priya.SetPriority(world.Case.Task, 1),
            () => this.Desk.Ticket(world.Case.Ticket).Priority == 4
        );

        var write = Assert.Single(calls, IsWrite);
        Assert.Equal("PUT", write.Method);
        Assert.Equal(2, Looks(calls, $"/tickets/{world.Case.Ticket}"));
    }

    [Fact]
    public async Task One_more_look_at_a_case_at_rest_writes_nothing()
    {
        await this.Desk.QuietAsync();
        this.Desk.ForgetCalls();
        await this.Desk.LookAsync(world.Case.Ticket);
        await this.Desk.LookAsync(world.Escalation.Ticket);
        await this.Desk.Until(() => this.Desk.Calls.Count >= 5, "the looks");
        await this.Desk.QuietAsync();

        Assert.Empty(this.Desk.Writes);
        Assert.Equal(5, this.Desk.Calls.Count);
    }

    private static bool IsWrite(ApiCall call) => call.Method != "GET";

    private static bool Ends(ApiCall call, string path) => call.Path.EndsWith(path, StringComparison.Ordinal);

    private static int Looks(IReadOnlyList<ApiCall> calls, string path) =>
        calls.Count(c => c.Method == "GET" && Ends(c, path));
}
