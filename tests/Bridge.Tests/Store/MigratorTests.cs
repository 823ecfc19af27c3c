using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Dapper;
using Npgsql;

namespace Bridge.Tests.Store;

public sealed class MigratorTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly Migration Cases = new(
        1,
        "cases",
        "CREATE TABLE cases (id int); CREATE TABLE items (id int);"
    );
    private static readonly Migration Titles = new(2, "titles", "ALTER TABLE cases ADD title text;");

    private NpgsqlDataSource database = NpgsqlDataSource.Create("Host=localhost");

    public async ValueTask InitializeAsync() =>
        this.database = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());

    public async ValueTask DisposeAsync() => await this.database.DisposeAsync();

    [Fact]
    public async Task Migrations_run_in_order_of_their_number_and_once()
    {
        Assert.Equal(2, await this.ApplyAsync(Titles, Cases));
        Assert.Equal(0, await this.ApplyAsync(Titles, Cases));
        Assert.Equal(["cases", "titles"], await this.AppliedAsync());
    }

    [Fact]
    public async Task Only_the_missing_ones_run_on_an_older_database()
    {
        await this.ApplyAsync(Cases);
        Assert.Equal(1, await this.ApplyAsync(Cases, Titles));
    }

    [Fact]
    public async Task Ten_nodes_that_start_at_once_apply_each_migration_once()
    {
        var slow = new Migration(3, "slow", "SELECT pg_sleep(0.2); CREATE TABLE slow (id int);");
        var nodes = Enumerable.Range(0, 10).Select(_ => Task.Run(() => this.ApplyAsync(Cases, Titles, slow)));
        var counts = await Task.WhenAll(nodes);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 3], counts.Order());
        Assert.Equal(["cases", "titles", "slow"], await this.AppliedAsync());
    }

    [Fact]
    public async Task A_migration_that_was_edited_after_it_was_applied_is_an_error()
    {
        await this.ApplyAsync(Cases);
        var error = await this.RefusedAsync(Cases with { Sql = "CREATE TABLE other (id int);" }, Titles);
        Assert.StartsWith("Migration 001-cases was changed after it had been applied", error, StringComparison.Ordinal);
        Assert.Equal(["cases"], await this.AppliedAsync());
    }

    [Fact]
    public async Task Line_ends_of_another_system_are_no_change()
    {
        await this.ApplyAsync(new Migration(1, "cases", "CREATE TABLE cases (\n  id int\n);"));
        Assert.Equal(0, await this.ApplyAsync(new Migration(1, "cases", "CREATE TABLE cases (\r\n  id int\r\n);")));
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_an_error_that_names_both()
    {
        await this.ApplyAsync(Cases, Titles);
        var error = await this.RefusedAsync(Cases);
        Assert.Contains("newer than this program: it has migration 002-titles", error, StringComparison.Ordinal);
        Assert.Contains("up to 001-cases", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_database_is_none_to_an_older_program_that_it_lets_go_on()
    {
        var note = new Migration(3, "note", "-- Notes.\n-- older programs: go on\nALTER TABLE cases ADD note text;");
        await this.ApplyAsync(Cases, Titles, note);
        Assert.Equal(0, await this.ApplyAsync(Cases, Titles));

        await this.ApplyAsync(Cases, Titles, note, new Migration(4, "gone", "ALTER TABLE cases DROP title;"));
        var error = await this.RefusedAsync(Cases, Titles);
        Assert.Contains("it has migration 004-gone", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-- older programs: go on\nselect 1", "go on")]
    [InlineData("-- A table.\n\n-- older programs: go on\r\nselect 1", "go on")]
    [InlineData("-- older programs: stop\nselect 1", "stop")]
    [InlineData("select 1", "stop")]
    [InlineData("select 1\n-- older programs: go on", "stop")]
    public void What_a_migration_means_for_older_programs_stands_at_its_head(string sql, string says) =>
        Assert.Equal(says, new Migration(1, "any", sql).OlderPrograms);

    [Fact]
    public async Task A_table_of_migrations_that_is_older_than_this_gets_what_it_lacks()
    {
        await using var connection = await this.database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            CREATE TABLE bridge_migrations (number int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now());
            """
        );
        await connection.ExecuteAsync(
            "INSERT INTO bridge_migrations (number, name, checksum) VALUES (1, 'cases', @Checksum)",
            new { Cases.Checksum }
        );
        Assert.Equal(["002-titles"], await new Migrator([Cases, Titles]).MissingAsync(this.database, default));
        await connection.ExecuteAsync("CREATE TABLE cases (id int)");
        Assert.Equal(1, await this.ApplyAsync(Cases, Titles));
    }

    [Fact]
    public void Each_migration_from_the_tenth_on_says_what_it_means_for_older_programs() =>
        Assert.All(
            Migrator.Embedded().All.Where(m => m.Number > 9),
            m => Assert.Matches("^(--.*\n|\\s*\n)*-- older programs: (go on|stop)\r?\n", m.Sql)
        );

    [Fact]
    public async Task A_number_below_one_that_was_applied_is_an_error()
    {
        await this.ApplyAsync(Titles with { Sql = "SELECT 1" });
        var error = await this.RefusedAsync(Cases, Titles with { Sql = "SELECT 1" });
        Assert.StartsWith("Migration 001-cases was added after 002", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_fails_is_undone_whole_and_those_before_it_stay()
    {
        var broken = new Migration(2, "broken", "CREATE TABLE half (id int); SELECT 1/0;");
        var error = await this.RefusedAsync(Cases, broken);
        Assert.StartsWith("Migration 002-broken failed and was undone", error, StringComparison.Ordinal);
        Assert.Equal(["cases"], await this.AppliedAsync());
        await using var connection = await this.database.OpenConnectionAsync();
        Assert.Null(await connection.ExecuteScalarAsync<string?>("SELECT to_regclass('half')::text"));
        Assert.Equal(1, await this.ApplyAsync(Cases, Titles));
    }

    [Fact]
    public async Task A_migration_may_hold_functions_comments_and_operators()
    {
        var sql = """
            -- one; two
            CREATE TABLE notes (body jsonb CHECK (body @> '{}'), at text DEFAULT 'a;b'::text);
            CREATE FUNCTION told() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_notify('notes', NEW.body ->> 'id'); /* ; */
                RETURN NEW;
            END $$;
            CREATE TRIGGER told AFTER INSERT ON notes FOR EACH ROW EXECUTE FUNCTION told();
            INSERT INTO notes (body) VALUES ('{"id": 1}');
            """;
        Assert.Equal(1, await this.ApplyAsync(new Migration(1, "notes", sql)));
    }

    [Fact]
    public void Two_migrations_with_one_number_are_an_error()
    {
        var error = Assert.Throws<MigrationException>(() => new Migrator([Cases, Titles with { Number = 1 }]));
        Assert.Contains("001-cases and 001-titles", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_migrations_of_the_program_make_an_empty_database_whole()
    {
        await Migrator.Embedded().ApplyAsync(this.database, TestContext.Current.CancellationToken);
        Assert.Equal(0, await Migrator.Embedded().ApplyAsync(this.database, TestContext.Current.CancellationToken));
    }

    private Task<int> ApplyAsync(params Migration[] migrations) =>
        new Migrator(migrations).ApplyAsync(this.database, TestContext.Current.CancellationToken);

    private async Task<string> RefusedAsync(params Migration[] migrations) =>
        (await Assert.ThrowsAsync<MigrationException>(() => this.ApplyAsync(migrations))).Message;

    private async Task<IEnumerable<string>> AppliedAsync()
    {
        await using var connection = await this.database.OpenConnectionAsync();
        return await connection.QueryAsync<string>("SELECT name FROM bridge_migrations ORDER BY number");
    }
}
