using Bridge.Sandbox.Hosting;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.EndToEnd;

/// <summary>A desk without polls, so that every call has its cause in a change; with a case of each process at rest.</summary>
public sealed class EchoWorld(PostgresFixture postgres) : IAsyncLifetime
{
    internal Desk Desk { get; private set; } = null!;

    internal Level2World Level2 => Level2World.On(this.Desk);

    internal DikshaWorld Diksha => DikshaWorld.On(this.Desk);

    internal Level2Case Case { get; private set; } = null!;

    internal (long Ticket, string Issue) Escalation { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var tools = new[] { "freshdesk", "clickup", "jira" };
        this.Desk = await Desk.OpenAsync(
            postgres,
            [.. tools.Select(tool => ($"Bridge:Connections:{tool}:PollEvery", "10.00:00:00"))]
        );
        this.Case = await this.Level2.FixingAsync();
        this.Escalation = await this.Diksha.ImplementationAsync("7.2");
    }

    public ValueTask DisposeAsync() => this.Desk.DisposeAsync();

    /// <summary>The calls that a change causes until all is at rest.</summary>
    internal async Task<IReadOnlyList<ApiCall>> CostAsync(Action change, Func<bool> arrived)
    {
        await this.Desk.QuietAsync();
        this.Desk.ForgetCalls();
        change();
        await this.Desk.Until(arrived, "the change");
        await this.Desk.QuietAsync();
        return this.Desk.Calls;
    }
}
