using Bridge.Core.Model;
using Bridge.Jobs;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Alerts;

public sealed class AlertTests(PostgresFixture postgres) : IAsyncLifetime
{
    private AlertHouse house = null!;

    public async ValueTask InitializeAsync() => this.house = await AlertHouse.OpenAsync(postgres);

    public ValueTask DisposeAsync() => this.house.DisposeAsync();

    [Fact]
    public async Task Findings_of_one_kind_and_process_are_one_message_with_their_number_and_ids_alone()
    {
        this.house.Alert("refusals", "Refused");
        for (var i = 1; i <= 7; i++)
        {
            await this.house.CaseAsync($"{i}", "Level 2", "Refused", "the customer's own words");
        }

        await this.house.CaseAsync("8", "S2", "Refused", "x");
        await this.house.CaseAsync("9", "S2", "Conflict", "x");
        await this.house.TurnAsync();

        Assert.Equal(2, this.house.Told.Count);
        var (_, body) = this.house.Told[0];
        Assert.Contains("refusals: Level 2: Refused: 7 open", body, StringComparison.Ordinal);
        Assert.Contains("ticket 1, ENG-1", body, StringComparison.Ordinal);
        Assert.Contains("and 2 more", body, StringComparison.Ordinal);
        Assert.DoesNotContain("own words", body, StringComparison.Ordinal);
        Assert.Contains("S2: Refused: 1 open", this.house.Told[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_told_once_by_many_nodes_in_many_turns()
    {
        this.house.Alert("connections", "ConnectionDown");
        await this.house.OpenAsync(FindingKind.ConnectionDown, "connection/clickup", "The connection is paused");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => this.house.TurnAsync()));
        await this.house.TurnAsync(1);

        Assert.Single(this.house.Told);
    }

    [Fact]
    public async Task What_stands_on_is_told_again_and_its_end_is_told()
    {
        this.house.Alert("connections", "ConnectionDown").Repeat = TimeSpan.FromHours(1);
        await this.house.OpenAsync(FindingKind.ConnectionDown, "connection/clickup", "The connection is paused");
        await this.house.TurnAsync();
        await this.house.TurnAsync(59);
        Assert.Single(this.house.Told);
        await this.house.TurnAsync(1);
        Assert.Equal(2, this.house.Told.Count);
        await this.house.Findings.CloseAsync("connection/clickup", TestContext.Current.CancellationToken);
        await this.house.TurnAsync(1);
        await this.house.TurnAsync(600);

        Assert.Equal(3, this.house.Told.Count);
        Assert.Contains("Over: ConnectionDown.", this.house.Told[2].Body, StringComparison.Ordinal);
        Assert.Equal(3, this.house.Told.Select(t => t.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_is_over_before_it_stood_long_enough_is_not_told()
    {
        this.house.Alert("connections", "ConnectionDown").After = TimeSpan.FromMinutes(5);
        await this.house.OpenAsync(FindingKind.ConnectionDown, "connection/clickup", "The connection is paused");
        await this.house.TurnAsync();
        await this.house.TurnAsync(4);
        await this.house.Findings.CloseAsync("connection/clickup", TestContext.Current.CancellationToken);
        await this.house.TurnAsync(5);

        Assert.Empty(this.house.Told);
    }

    [Fact]
    public async Task After_a_crash_between_sent_and_noted_it_is_told_again_with_the_same_id()
    {
        this.house.Alert("connections", "ConnectionDown");
        await this.house.OpenAsync(FindingKind.ConnectionDown, "connection/clickup", "The connection is paused");
        using var crash = new CancellationTokenSource();
        this.house.Receiver.Answer = _ =>
        {
            crash.Cancel();
            return (200, null);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => this.house.Job.RunAsync(crash.Token));
        Assert.Single(this.house.Told);

        this.house.Receiver.Answer = _ => (200, null);
        await this.house.TurnAsync(1);
        Assert.Single(this.house.Told);
        await this.house.TurnAsync(2);
        await this.house.TurnAsync(1);

        Assert.Equal(2, this.house.Told.Count);
        Assert.Single(this.house.Told.Select(t => t.Id).Distinct());
        Assert.Equal(1, await this.house.NumberAsync("select count(*) from alert_messages where state = 'sent'"));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(401)]
    public async Task A_receiver_that_does_not_take_it_is_told_again_until_it_does_and_the_run_fails_meanwhile(int status)
    {
        this.house.Alert("connections", "ConnectionDown");
        await this.house.OpenAsync(FindingKind.ConnectionDown, "connection/clickup", "The connection is paused");
        this.house.Receiver.Answer = _ => (status, null);
        var failed = await Assert.ThrowsAsync<JobException>(() => this.house.TurnAsync());
        Assert.Contains($"connections: the webhook 'chat' answered {status}", failed.Message, StringComparison.Ordinal);

        this.house.Receiver.Answer = _ => (200, null);
        await this.house.TurnAsync(6);
        await this.house.TurnAsync(6);

        Assert.Equal(2, this.house.Told.Count);
        Assert.Single(this.house.Told.Select(t => t.Id).Distinct());
    }

    [Fact]
    public async Task The_end_is_not_told_before_the_beginning_was()
    {
        this.house.Alert("connections", "ConnectionDown");
        await this.house.OpenAsync(FindingKind.ConnectionDown, "connection/clickup", "The connection is paused");
        this.house.Receiver.Answer = number => (number == 1 ? 503 : 200, null);
        await Assert.ThrowsAsync<JobException>(() => this.house.TurnAsync());
        await this.house.Findings.CloseAsync("connection/clickup", TestContext.Current.CancellationToken);
        await this.house.TurnAsync(6);

        Assert.Equal(3, this.house.Told.Count);
        Assert.Equal(this.house.Told[0].Id, this.house.Told[1].Id);
        Assert.Contains("Over", this.house.Told[2].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_findings_of_the_named_processes_and_connections_that_are_open_for_long_count()
    {
        var alert = this.house.Alert("refusals", "refused", "ConnectionDown");
        alert.Processes.Add("level 2");
        this.house.Alert("clickup", "ConnectionDown").Connections.Add("ClickUp");
        alert.OpenFor = TimeSpan.FromMinutes(30);
        await this.house.CaseAsync("1", "Level 2", "Refused", "x");
        await this.house.CaseAsync("2", "S2", "Refused", "x");
        await this.house.OpenAsync(FindingKind.ConnectionDown, "connection/jira", "Jira is paused");
        await this.house.TurnAsync(29);
        Assert.Empty(this.house.Told);
        await this.house.OpenAsync(FindingKind.ConnectionDown, "connection/clickup", "ClickUp is paused");
        await this.house.TurnAsync(1);

        Assert.Equal(2, this.house.Told.Count);
        Assert.Contains(this.house.Told, t => t.Body.Contains("refusals: Level 2: Refused: 1 open", StringComparison.Ordinal));
        Assert.Contains(this.house.Told, t => t.Body.Contains("ClickUp is paused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_signals_that_wait_and_refused_effects_are_told()
    {
        this.house.Alert("health").Degraded = true;
        this.house.Alert("slow").OldestSignal = TimeSpan.FromMinutes(10);
        this.house.Alert("dead").RefusedEffects = 1;
        await this.house.CaseAsync("1", "Level 2", "Refused", "x");
        await this.house.DoAsync(
            """
            insert into signals (case_id, connection, side, object_id, source, what, received_at)
            select id, 'freshdesk', 0, '1', 0, 'x', @now from cases;
            insert into effects (case_id, key, kind, side, effect, settlement, reason, state, mapping_hash, planned_at)
            select id, 'note/' || n, 'AddNote', 0, '{}', '{}', 'x', 'refused', '', @now
            from cases, generate_series(1, 2) as n
            """
        );
        await this.house.TurnAsync(10);
        await this.house.TurnAsync(1);

        Assert.Contains(this.house.Told, t => t.Body.Contains("health: The bridge is not ready", StringComparison.Ordinal));
        Assert.Contains(this.house.Told, t => t.Body.Contains("slow: A signal waits since 2026-03-02 09:00", StringComparison.Ordinal));
        Assert.Contains(this.house.Told, t => t.Body.Contains("dead: 2 effects were refused", StringComparison.Ordinal));
        Assert.Equal(3, this.house.Told.Count);
    }

    [Fact]
    public async Task What_an_alert_still_had_to_tell_is_dropped_with_a_reason_when_the_settings_no_longer_have_it()
    {
        this.house.Alert("connections", "ConnectionDown");
        await this.house.OpenAsync(FindingKind.ConnectionDown, "connection/clickup", "The connection is paused");
        this.house.Receiver.Answer = _ => (503, null);
        await Assert.ThrowsAsync<JobException>(() => this.house.TurnAsync());
        this.house.Options.Alerts.Clear();
        await this.house.TurnAsync(6);

        Assert.Equal(
            1,
            await this.house.NumberAsync(
                "select count(*) from alert_messages where state = 'dropped' and failure like '%no longer have this alert'"
            )
        );
        Assert.Equal(0, await this.house.NumberAsync("select count(*) from alert_groups"));
    }
}
