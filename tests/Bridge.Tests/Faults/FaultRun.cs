using System.Globalization;
using Bridge.Core.Model;

namespace Bridge.Tests.Faults;

/// <summary>What came of one cell of the matrix: what it meant, and what is wrong with it; null: nothing is.</summary>
internal sealed record Cell(Trouble Trouble, Errand Errand, Meaning Seen, string? Wrong);

/// <summary>
/// Gives one fault to one errand, sees what the bridge makes of it, ends the fault, and sees that the write has taken hold
/// exactly once and that nothing is left to do.
/// </summary>
internal sealed class FaultRun(FaultWorld world)
{
    private const int MostLooks = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private int made;
    private int late;
    private DateTimeOffset given;

    /// <summary>The write itself goes wrong.</summary>
    public async Task<Cell> WriteAsync(Errand errand, Trouble trouble)
    {
        var stand = await this.PrepareAsync(errand);
        var before = world.Taken(errand.Tool);
        world.Give(trouble, errand.Tool, errand.Method, errand.Path(stand));
        await this.ActAsync(errand, stand);
        this.given = world.Clock.GetUtcNow();
        this.late += trouble == Trouble.Late ? world.Taken(errand.Tool) - before : 0;
        var seen = await this.SeenAsync(errand, stand);
        var wrong = errand.Tool != "hook" && world.Taken(errand.Tool) == before ? "the fault was not met" : null;
        var first = await errand.CountAsync(stand);
        wrong ??= first > 1 ? $"written {first} times under the fault" : null;
        world.Mend();
        wrong ??= await this.EndAsync(errand, stand, trouble, seen);
        return await this.CellAsync(trouble, errand, stand, seen, errand.Expected(trouble), wrong);
    }

    /// <summary>The write took hold and its answer was lost; then the look for it goes wrong.</summary>
    public async Task<Cell> LookAsync(Errand errand, Trouble trouble)
    {
        var stand = await this.PrepareAsync(errand);
        world.Give(Trouble.Cut, errand.Tool, errand.Method, errand.Path(stand));
        await this.ActAsync(errand, stand);
        world.Mend();
        var before = world.Taken(errand.Tool);
        world.Give(trouble, errand.Tool, "GET", ".*");
        for (var look = 0; look < 3; look++)
        {
            await this.PassAsync();
        }

        var seen = await this.SeenAsync(errand, stand);
        var wrong = world.Taken(errand.Tool) == before ? "the fault was not met" : null;
        world.Mend();
        wrong ??= await this.EndAsync(errand, stand, trouble, seen);
        return await this.CellAsync(trouble, errand, stand, seen, Expected.Look(trouble), wrong);
    }

    /// <summary>What changed cannot be read.</summary>
    /// <param name="tool">The tool that tells of the change that the errand is about.</param>
    public async Task<Cell> ReadAsync(Errand errand, Trouble trouble, string tool)
    {
        var stand = await this.PrepareAsync(errand);
        var before = world.Taken(tool);
        world.Give(trouble, tool, "GET", ".*");
        await this.ActAsync(errand, stand);
        var seen = await this.SeenAsync(errand, stand);
        var wrong = world.Taken(tool) == before ? "the fault was not met" : null;
        world.Mend();

        // A ticket or item that is back tells of itself.
        await world.SignalAsync(Side.Helpdesk, Text(stand.Ticket), SignalSource.Button);
        wrong ??= await this.EndAsync(errand, stand, trouble, seen);
        return await this.CellAsync(trouble, errand, stand, seen, Expected.Read(trouble, tool), wrong);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Misfit(Meaning seen, Meaning expected) =>
        seen == expected ? null : $"it was '{seen.Word()}' and not '{expected.Word()}'";

    private async Task<Stand> PrepareAsync(Errand errand)
    {
        var stand = new Stand { Word = $"{errand.Name.Replace(' ', '-')}-{++this.made}x" };
        await errand.Prepare(stand);
        stand.Planned = await world.PlannedAsync(stand.Ticket);
        return stand;
    }

    private async Task ActAsync(Errand errand, Stand stand)
    {
        var side = errand.Act(stand);
        await world.SignalAsync(side, side == Side.Helpdesk ? Text(stand.Ticket) : stand.Item);
        await world.RunAsync();
    }

    private async Task<Meaning> SeenAsync(Errand errand, Stand stand)
    {
        var findings = await world.FindingsAsync(stand.Ticket);
        var side = errand.Tool is "freshdesk" or "hook" ? Side.Helpdesk : Side.Tracker;
        var line = await world.EffectAsync(stand.Ticket, errand.Kind, side, stand.Planned);
        var isDead = line?.Failure.Contains("does not accept", StringComparison.Ordinal) == true;
        var isRefused = findings.Any(f => f.StartsWith("Refused", StringComparison.OrdinalIgnoreCase));
        return line switch
        {
            _ when findings.Any(f => f.StartsWith("Gone", StringComparison.OrdinalIgnoreCase)) => Meaning.Gone,
            null => await this.UnplannedAsync(stand),
            { State: "waiting" or "replanned" } when isDead => Meaning.Pauses,
            { State: "waiting", Scheduled: true } => Meaning.Again,
            { State: "started", Scheduled: true } => errand.IsSought ? Meaning.LookedFor : Meaning.Repeated,
            { State: "replanned" } => Meaning.Anew,
            { State: "done", Failure: "" } => Meaning.Done,
            { State: "done" } => isRefused ? Meaning.Person : Meaning.Without,
            { State: "refused" } when errand.Kind is "update" or "create" or "link" => isRefused
                ? Meaning.Person
                : Meaning.Unclear,
            { State: "refused" } => Meaning.Person,
            _ => Meaning.Unclear,
        };
    }

    private async Task<Meaning> UnplannedAsync(Stand stand)
    {
        var story = await world.StoryAsync(stand.Ticket);
        return !story.Contains("cannot read", StringComparison.Ordinal) ? Meaning.Unclear
            : story.Contains("does not accept", StringComparison.Ordinal) ? Meaning.Pauses
            : Meaning.ReadAgain;
    }

    /// <summary>The fault is over: what is left comes to its end, with a person's help where one is asked for.</summary>
    private async Task<string?> EndAsync(Errand errand, Stand stand, Trouble trouble, Meaning seen)
    {
        if (seen == Meaning.Person)
        {
            await world.RetryAsync(stand.Ticket);
        }

        for (var looks = 0; await this.PassAsync(trouble == Trouble.Late ? errand.Tool : null); looks++)
        {
            if (looks == MostLooks)
            {
                return "it does not come to rest";
            }
        }

        if (trouble == Trouble.Late)
        {
            world.Clock.ForwardTo(world.Clock.GetUtcNow() + Trouble.LateBy);
            await this.BelatedAsync(errand.Tool);
        }

        // What Freshdesk or a tracker said to be gone was there all the while, and stays as it was.
        var held = seen == Meaning.Done && trouble == Trouble.Missing && errand.Joined is null ? 0 : 1;
        var count = await errand.CountAsync(stand);
        if (count != held)
        {
            return $"written {count} times in the end";
        }

        var planned = await world.PlannedAsync(stand.Ticket);
        await world.SignalAsync(Side.Helpdesk, Text(stand.Ticket), SignalSource.Button);
        await world.RunAsync();
        return await world.PlannedAsync(stand.Ticket) != planned ? "one more look plans something" : null;
    }

    /// <summary>Goes on to the time at which a case wants to be worked on, and works on it; false when all are at rest.</summary>
    /// <param name="late">The tool that has a late write, which is waited for once its time has come; null: none has.</param>
    private async Task<bool> PassAsync(string? late = null)
    {
        if (await world.NextAsync() is not { } next)
        {
            return false;
        }

        if (late is not null && next >= this.given + Trouble.LateBy)
        {
            world.Clock.ForwardTo(this.given + Trouble.LateBy);
            await this.BelatedAsync(late);
        }

        world.Clock.ForwardTo(next);
        await world.RunAsync();
        return true;
    }

    private async Task BelatedAsync(string tool)
    {
        var faults = world.Server(tool).Faults;
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (faults.Belated < this.late && TimeProvider.System.GetUtcNow() < deadline)
        {
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        Assert.True(faults.Belated >= this.late, "a late write was never executed");
    }

    private async Task<Cell> CellAsync(
        Trouble trouble,
        Errand errand,
        Stand stand,
        Meaning seen,
        Meaning expected,
        string? wrong
    )
    {
        var why = string.Join("; ", new[] { Misfit(seen, expected), wrong }.OfType<string>());
        return new Cell(
            trouble,
            errand,
            seen,
            why.Length == 0 ? null : $"{why}\n{await world.StoryAsync(stand.Ticket)}"
        );
    }
}
