namespace Bridge.Tests.Crash;

/// <summary>People at work without a pause, in ClickUp and in Jira: as one ticket is done, the next comes in.</summary>
internal sealed class Load(CrashWorld world, int atATime)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private readonly List<Errand> errands = [];
    private bool closed;

    public IReadOnlyList<Errand> Errands => this.errands;

    public bool IsDone => this.closed && this.errands.TrueForAll(e => e.IsDone);

    /// <summary>No new tickets from now on.</summary>
    public void Close() => this.closed = true;

    /// <summary>People work for as long as this holds, and for one step at least.</summary>
    public async Task WorkWhileAsync(Func<bool> holds)
    {
        do
        {
            var open = this.errands.Where(e => !e.IsDone).ToList();
            if (!this.closed && open.Count < atATime)
            {
                open.Add(Next(world, this.errands.Count + 1));
                this.errands.Add(open[^1]);
            }

            open.ForEach(e => e.Go());
            await Task.Delay(Step, TestContext.Current.CancellationToken);
        } while (holds());
    }

    /// <summary>People work for so long, and for one step at least.</summary>
    public Task WorkForAsync(TimeSpan time)
    {
        var end = DateTimeOffset.UtcNow + time;
        return this.WorkWhileAsync(() => DateTimeOffset.UtcNow < end);
    }

    /// <summary>A new ticket: those with odd numbers are for ClickUp, the others for Jira.</summary>
    public static Errand Next(CrashWorld world, int number) =>
        number % 2 == 1
            ? new ClickUpErrand(world.City, number)
            : new JiraErrand(world.City, world.Chat, number);

    public override string ToString() =>
        $"{this.errands.Count(e => e.IsDone)} of {this.errands.Count} tickets done; "
        + string.Join(", ", this.errands.Where(e => !e.IsDone).Select(e => $"{e.Subject} at step {e.Step}"));
}
