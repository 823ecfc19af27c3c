using System.Globalization;
using Bridge.Sandbox.Hosting;
using Bridge.Tests.Docs;

namespace Bridge.Tests.EndToEnd;

/// <summary>
/// What one change costs in calls, against the table in docs/connectors.md: reads up to the last write, writes, and the reads
/// after it, which are of the echo.
/// </summary>
public sealed class CostTests(EchoWorld world) : IClassFixture<EchoWorld>
{
    private const int MostLooks = 2;

    /// <summary>A second webhook of the same change that comes after the first was worked on: one look more at a task.</summary>
    private const int Late = 2;

    private readonly List<string> wrong = [];
    private readonly List<string> measured = [];

    private Desk Desk => world.Desk;

    [Fact]
    public async Task No_change_costs_more_calls_than_the_table_says()
    {
        var level2 = world.Level2;
        level2.Subject(); // the world's own case has the first one
        var (dana, priya) = (level2.Dana, level2.Priya);
        var fixing = world.Case;
        await this.CostAsync("a ticket becomes a task", () => level2.Elevate(level2.Subject()));
        var young = await level2.BeginAsync();
        await this.CostAsync(
            "status, to ClickUp",
            () => dana.SetStatus(young.Ticket, level2.City.HelpDesk.Status("Replicating"))
        );
        await this.CostAsync("status, from ClickUp", () => priya.SetStatus(young.Task, "estimating"));
        await this.CostAsync(
            "field, to ClickUp",
            () => dana.SetFields(fixing.Ticket, this.Desk.Field("Issue Workaround", "Use the export"))
        );
        await this.CostAsync(
            "field, from ClickUp",
            () => priya.SetField(fixing.Task, "Resolution Notes", "The cache is gone.")
        );
        await this.CostAsync("date, from ClickUp", () => priya.SetDueDate(fixing.Task, new DateOnly(2026, 12, 4)));
        await this.CostAsync(
            "comment, to ClickUp",
            () => dana.PrivateNote(fixing.Ticket, "<p>It comes back daily.</p>")
        );
        await this.CostAsync("comment, from ClickUp", () => priya.Comment(fixing.Task, "It is the cache."));

        var diksha = world.Diksha;
        diksha.Subject();
        var (ticket, issue) = world.Escalation;
        await this.CostAsync("a ticket becomes an issue", () => diksha.Escalate(diksha.Subject(), "S2 - Major"));
        var (fresh, _) = await diksha.BeginAsync();
        await this.CostAsync(
            "status, to Jira",
            () => diksha.Dana.SetStatus(fresh, diksha.City.HelpDesk.Status("Severity Classification"))
        );
        await this.CostAsync(
            "field, to Jira",
            () => diksha.Dana.SetFields(ticket, this.Desk.Field("Issue Details", "Class 10 as well."))
        );
        await this.CostAsync(
            "field, from Jira",
            () => diksha.InJira.Set(issue, diksha.Field("Resolution Notes"), "The index was rebuilt.")
        );
        await this.CostAsync("date, from Jira", () => diksha.InJira.SetFixVersions(issue, "7.3"));
        await this.CostAsync("comment, to Jira", () => diksha.Dana.PrivateNote(ticket, "<p>It comes back daily.</p>"));
        await this.CostAsync("comment, from Jira", () => diksha.InJira.Comment(issue, "It is the cache."));
        await this.CostAsync("status, from Jira", () => diksha.InJira.Transition(issue, "Confirm the ETA"));

        Assert.True(
            this.wrong.Count == 0,
            string.Join('\n', this.wrong) + "\nmeasured:\n" + string.Join('\n', this.measured)
        );
    }

    private async Task CostAsync(string change, Action make)
    {
        var calls = await world.CostAsync(make, () => this.Desk.Writes.Count > 0);
        var writes = this.Desk.Writes.ToHashSet();
        var last = calls.ToList().FindLastIndex(writes.Contains);
        var cost = new Cost(last + 1 - writes.Count, writes.Count, calls.Count - 1 - last);
        this.measured.Add(
            $"| {change} | {cost.Reads} | {cost.Writes} | {cost.Echo} |   {string.Join(", ", calls.Select(Name))}"
        );
        if (Table().GetValueOrDefault(change) is not { } told)
        {
            this.wrong.Add($"the table has no row '{change}'");
            return;
        }

        if (cost.Reads + cost.Echo > told.Reads + told.Echo + Late || cost.Writes > told.Writes)
        {
            this.wrong.Add($"{change}: {cost}, and the table says {told}");
        }

        // ClickUp gives the comments of a task by a call of their own: with it a look at a task is two calls.
        var looks = calls
            .Take(last)
            .Count(c => !writes.Contains(c) && !c.Path.EndsWith("/comment", StringComparison.Ordinal));
        if (looks > MostLooks * cost.Writes)
        {
            this.wrong.Add($"{change}: {looks} looks for {cost.Writes} objects written are beyond the goal");
        }
    }

    private static string Name(ApiCall call) => $"{call.Method} {call.Path}";

    private static Dictionary<string, Cost> Table() =>
        Guide
            .Section(Guide.Read("docs/connectors.md"), "## What a change costs")
            .Split('\n')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells.Length == 4 && int.TryParse(cells[1], CultureInfo.InvariantCulture, out _))
            .ToDictionary(
                cells => cells[0],
                cells => new Cost(Number(cells[1]), Number(cells[2]), Number(cells[3])),
                StringComparer.Ordinal
            );

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    private sealed record Cost(int Reads, int Writes, int Echo);
}
