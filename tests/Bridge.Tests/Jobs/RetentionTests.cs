using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Npgsql;

namespace Bridge.Tests.Jobs;

/// <summary>What is dropped after its time, and what never is.</summary>
public sealed class RetentionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private static readonly Closed Over = new(["Level 2 Support"], ["Closed"]);
    private NpgsqlDataSource source = null!;

    private Retention Retention => new(this.source, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        this.source = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await Migrator.Embedded().ApplyAsync(this.source, default);
    }

    public async ValueTask DisposeAsync() => await this.source.DisposeAsync();

    [Fact]
    public async Task The_story_and_the_ended_effects_of_a_case_that_is_long_over_go_and_the_case_stays()
    {
        await this.CaseAsync(1, "Closed", "2 years");
        await this.EffectAsync(1, "done");
        await this.EffectAsync(1, "replanned");

        Assert.Equal(2, await this.Retention.DropStoriesAsync(Year, Over, default));
        Assert.Equal(2, await this.Retention.DropEffectsAsync(Year, Over, default));
        Assert.Equal(1, await this.NumberAsync("select count(*) from cases where state is not null"));
    }

    [Theory]
    [InlineData("Fixing", "2 years", "")]
    [InlineData("Closed", "2 months", "")]
    [InlineData("Closed", "2 years", "update cases set ready_at = now() + interval '1 day'")]
    [InlineData("Closed", "2 years", "update cases set lease_token = gen_random_uuid()")]
    [InlineData(
        "Closed",
        "2 years",
        "insert into signals (case_id, connection, side, object_id, source, what, received_at) values (1, 'f', 0, '1', 0, 'x', now())"
    )]
    public async Task Nothing_goes_of_a_case_that_is_open_young_due_worked_on_or_signalled(
        string stage,
        string untouched,
        string because
    )
    {
        await this.CaseAsync(1, stage, untouched);
        await this.EffectAsync(1, "done");
        if (because.Length > 0)
        {
            await this.ExecuteAsync(because);
        }

        Assert.Equal(0, await this.Retention.DropStoriesAsync(Year, Over, default));
        Assert.Equal(0, await this.Retention.DropEffectsAsync(Year, Over, default));
    }

    [Theory]
    [InlineData("started", 0)]
    [InlineData("waiting", 0)]
    [InlineData("refused", 1)]
    public async Task Effects_that_did_not_end_or_wait_for_a_person_stay(string state, int lost)
    {
        await this.CaseAsync(1, "Closed", "2 years");
        await this.EffectAsync(1, state);
        await this.EffectAsync(1, "done");

        Assert.Equal(lost, await this.Retention.DropEffectsAsync(Year, Over, default));
        Assert.Equal(1, await this.NumberAsync($"select count(*) from effects where state = '{state}'"));
    }

    [Fact]
    public async Task Closed_findings_and_webhooks_in_quarantine_go_by_their_age_and_open_findings_never()
    {
        await this.ExecuteAsync(
            """
            insert into findings (kind, key, message, opened_at, closed_at) values
                ('Gone', 'old', 'm', now() - interval '3 years', now() - interval '2 years'),
                ('Gone', 'young', 'm', now() - interval '3 years', now() - interval '1 day'),
                ('Gone', 'open', 'm', now() - interval '3 years', null);
            insert into quarantine (connection, received_at, reason, body)
            select 'f', now() - n * interval '1 day', 'r', '' from generate_series(1, 1200) n
            """
        );

        Assert.Equal(1, await this.Retention.DropFindingsAsync(Year, default));
        Assert.Equal(1200 - 364, await this.Retention.DropQuarantineAsync(Year, default));
        Assert.Equal(2, await this.NumberAsync("select count(*) from findings"));
        Assert.Equal(364, await this.NumberAsync("select count(*) from quarantine"));
    }

    [Fact]
    public async Task More_cases_than_a_page_are_all_seen_to()
    {
        await this.ExecuteAsync(
            """
            insert into cases (helpdesk, ticket_id, created_at, updated_at)
            select 'f', n::text, now(), now() - interval '2 years' from generate_series(1, 1100) n;
            insert into timeline (case_id, at, kind, text) select id, now(), 'saw', 'x' from cases
            """
        );

        Assert.Equal(1100, await this.Retention.DropStoriesAsync(Year, Over, default));
    }

    private Task CaseAsync(int id, string stage, string untouched) =>
        this.ExecuteAsync(
            $$"""
            insert into cases (helpdesk, ticket_id, process, stage, state, created_at, updated_at)
            values ('f', '{{id}}', 'Level 2 Support', '{{stage}}', '{}', now(), now() - interval '{{untouched}}');
            insert into timeline (case_id, at, kind, text) values ({{id}}, now(), 'saw', 'a'), ({{id}}, now(), 'did', 'b')
            """
        );

    private Task EffectAsync(int id, string state) =>
        this.ExecuteAsync(
            $$"""
            insert into effects (case_id, key, kind, side, effect, settlement, reason, state, mapping_hash, planned_at)
            values ({{id}}, '{{state}}', 'note', 0, '{}', '{}', 'r', '{{state}}', '', now())
            """
        );

    private async Task ExecuteAsync(string sql)
    {
        await using var command = this.source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> NumberAsync(string sql)
    {
        await using var command = this.source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
