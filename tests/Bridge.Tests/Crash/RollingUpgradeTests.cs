using Bridge.Store;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Crash;

/// <summary>
/// Nodes of this program, while a newer one is brought in beside them: the test plays the newer one, with migrations and
/// stored cases of which this one knows nothing.
/// </summary>
public sealed class RollingUpgradeTests(PostgresFixture postgres)
{
    private const int AtATime = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Migration Adds = new(
        900,
        "newer",
        """
        -- older programs: go on
        alter table cases add column newer text not null default 'usual';
        alter table effects add column newer int;
        create table newer (case_id bigint primary key references cases);
        create function newer_case() returns trigger language plpgsql as $$
        begin
            insert into newer (case_id) values (new.id) on conflict do nothing;
            return new;
        end $$;
        create trigger newer_case after insert on cases for each row execute function newer_case();
        """
    );

    private static readonly Migration Breaks = new(
        901,
        "breaks",
        """
        -- older programs: stop
        alter table cases rename column ready_at to due_at;
        """
    );

    /// <summary>Stores of cases at rest something that this program does not know.</summary>
    private const string Mark = """
        with marked as (
            update cases set state = (state::jsonb || '{"newerThing": {"kept": [1, 2]}}')::json
            where state is not null and lease_token is null returning 1
        )
        select count(*) from marked
        """;

    private const string Marked = """
        select count(*) from cases where state::jsonb -> 'newerThing' = '{"kept": [1, 2]}'
        """;

    [Fact]
    public async Task Nodes_go_on_and_join_beside_a_newer_one_until_a_migration_that_they_cannot_bear()
    {
        await using var world = await CrashWorld.OpenAsync(postgres);
        var load = new Load(world, AtATime);
        await using var nodes = new NodeSet(world);
        await Task.WhenAll(nodes.StartAsync(0), nodes.StartAsync(1));
        string Story() => $"{load}\n{nodes}";
        await load.WorkForAsync(TimeSpan.FromSeconds(4));

        // A newer node comes: it migrates under load, and stores cases with what this program does not know.
        var newer = new Migrator([.. Migrator.Embedded().All, Adds]);
        Assert.Equal(1, await newer.ApplyAsync(world.Database, TestContext.Current.CancellationToken));
        await world.Until(
            async () =>
            {
                await load.WorkForAsync(TimeSpan.FromSeconds(1));
                return await world.NumberAsync(Mark) > 0 && await world.NumberAsync(Marked) > 1;
            },
            Patience,
            Story
        );
        var marked = await world.NumberAsync(Marked);
        await nodes[1].KillAsync();
        await nodes.StartAsync(1);
        load.Close();
        await world.Until(
            async () =>
            {
                await load.WorkForAsync(TimeSpan.Zero);
                return load.IsDone;
            },
            Patience,
            Story
        );
        await world.RestAsync(Patience, Story);
        Assert.Equal("", Tally.Of(load.Errands).ToString());
        Assert.Equal(marked, await world.NumberAsync(Marked));

        // A migration that older programs cannot bear waits for them, and keeps them out once it is there.
        var breaking = new Migrator([.. newer.All, Breaks]);
        var refusal = await Assert.ThrowsAsync<MigrationException>(() =>
            breaking.ApplyAsync(world.Database, TestContext.Current.CancellationToken)
        );
        Assert.Contains($"/{nodes[0].Id}, ", refusal.Message, StringComparison.Ordinal);
        await nodes[0].StopAsync();
        await nodes[1].StopAsync();
        Assert.Equal(1, await breaking.ApplyAsync(world.Database, TestContext.Current.CancellationToken));
        var (exitCode, log) = await world.RefusedNodeAsync(0);
        Assert.Equal(1, exitCode);
        Assert.Contains("The database is newer than this program: it has migration 901-breaks", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_was_not_seen_ends_itself_when_the_schema_went_past_it()
    {
        await using var world = await CrashWorld.OpenAsync(postgres);
        await using var nodes = new NodeSet(world);
        await nodes.StartAsync(0);

        await world.NumberAsync(
            """
            with added as (
                insert into bridge_migrations (number, name, checksum, older_programs)
                values (901, 'breaks', '', 'stop') returning 1
            )
            select count(*) from added
            """
        );

        await world.Until(() => Task.FromResult(nodes[0].ExitCode is not null), Patience, nodes.ToString);
        Assert.Equal(1, nodes[0].ExitCode);
        Assert.Contains("This program ends: The database is newer", nodes[0].Log, StringComparison.Ordinal);
    }
}
