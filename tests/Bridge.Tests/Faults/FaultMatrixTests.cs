using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Faults;

/// <summary>
/// Each kind of effect on each tool under each fault: what is made of it is what the hand-written table says, the write takes
/// hold exactly once, and docs/faults.md shows the same.
/// </summary>
public sealed class FaultMatrixTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Every_write_to_Freshdesk_takes_hold_once_under_every_fault()
    {
        await using var world = await FaultWorld.OpenAsync(postgres, "clickup");
        var errands = FreshdeskErrands.Of(world, new ClickUpCases(world));

        await HoldAsync(world, errands, "Freshdesk", ClickUpErrands(world).Single(e => e.Name == "comment"));
    }

    [Fact]
    public async Task Every_write_to_ClickUp_takes_hold_once_under_every_fault()
    {
        await using var world = await FaultWorld.OpenAsync(postgres, "clickup");
        var note = FreshdeskErrands.Of(world, new ClickUpCases(world)).Single(e => e.Name == "private note");

        await HoldAsync(world, ClickUpErrands(world), "ClickUp", note);
    }

    [Fact]
    public async Task Every_write_to_Jira_takes_hold_once_under_every_fault()
    {
        await using var world = await FaultWorld.OpenAsync(postgres, "jira");
        var errands = TrackerErrands.Of(world, new JiraTracker(world), JiraTracker.Paths);

        await HoldAsync(world, errands, "Jira", JiraErrands.Note(world));
    }

    [Fact]
    public async Task A_webhook_is_told_with_one_id_under_every_fault()
    {
        await using var world = await FaultWorld.OpenAsync(postgres, "clickup", escalates: true);
        var run = new FaultRun(world);
        var cells = new List<Cell>();
        foreach (var trouble in Trouble.All)
        {
            cells.Add(await run.WriteAsync(HookErrands.Post(world), trouble));
        }

        Judge(cells);
        FaultPage.Hold("### Told by webhook", Rows, [("webhook", Seen(cells))]);
    }

    private static IReadOnlyList<string> Rows { get; } = [.. Trouble.All.Select(t => t.Name)];

    private static IReadOnlyList<Errand> ClickUpErrands(FaultWorld world) =>
        TrackerErrands.Of(world, new ClickUpTracker(world), ClickUpTracker.Paths);

    /// <summary>All cells of a tool: its writes, the looks for those in doubt, and its reads.</summary>
    /// <param name="read">An errand that begins with a change in the tool.</param>
    private static async Task HoldAsync(FaultWorld world, IReadOnlyList<Errand> errands, string tool, Errand read)
    {
        var run = new FaultRun(world);
        var (writes, looks, reads) = (new List<Cell>(), new List<Cell>(), new List<Cell>());
        foreach (var trouble in Trouble.All)
        {
            foreach (var errand in errands)
            {
                writes.Add(await run.WriteAsync(errand, trouble));
            }
        }

        foreach (var trouble in Trouble.OfReads)
        {
            foreach (var errand in errands.Where(e => e.IsSought))
            {
                looks.Add(await run.LookAsync(errand, trouble));
            }

            reads.Add(await run.ReadAsync(read, trouble, errands[0].Tool));
        }

        Judge([.. writes, .. looks, .. reads]);
        FaultPage.Hold(
            $"### Written to {tool}",
            Rows,
            [.. errands.Select(e => (e.Name, Seen(writes.Where(c => c.Errand == e))))]
        );
        FaultPage.Hold(
            $"### Looked for in {tool}, and read",
            [.. Trouble.OfReads.Select(t => t.Name)],
            [
                .. errands.Where(e => e.IsSought).Select(e => (e.Name, Seen(looks.Where(c => c.Errand == e)))),
                ("read", Seen(reads)),
            ]
        );
    }

    private static IReadOnlyList<Meaning> Seen(IEnumerable<Cell> cells) => [.. cells.Select(c => c.Seen)];

    private static void Judge(List<Cell> cells)
    {
        var wrong = cells
            .Where(c => c.Wrong is not null)
            .Select(c => $"{c.Errand.Tool}, {c.Errand.Name}, {c.Trouble.Name}: {c.Wrong}")
            .ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cells.Count} cells:\n{string.Join("\n\n", wrong)}");
    }
}
