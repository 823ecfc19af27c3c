using Bridge.Connectors;
using Bridge.Doctor;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Npgsql;

namespace Bridge.Tests.DatabaseFaults;

/// <summary>A role that reads and writes the bridge's tables, and can do no more. The tests of faults run the bridge with it.</summary>
public sealed class LeastPrivilegeTests(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("drop table cases")]
    [InlineData("alter table cases add column more int")]
    [InlineData("truncate signals")]
    [InlineData("create table more (id int)")]
    [InlineData("create index more on cases (fence)")]
    [InlineData("drop function bridge_hold(bigint, bigint)")]
    [InlineData("delete from bridge_migrations")]
    [InlineData("create role more")]
    [InlineData("copy cases to program 'true'")]
    public async Task The_role_of_a_running_bridge_cannot(string statement)
    {
        await using var house = await HouseAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(house.Bridge, statement));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task It_needs_no_right_to_make_tables_when_nothing_is_missing()
    {
        await using var house = await HouseAsync();
        Assert.Equal(0, await Migrator.Embedded().ApplyAsync(house.Bridge, Cancel));
        await DatabaseRole.RequireAsync(house.Bridge, Cancel);
        var role = await DatabaseRole.ReadAsync(house.Bridge, Cancel);
        Assert.Empty(role.Lacks);
        Assert.Empty(role.TooMuch);
        Assert.Equal(Mark.Good, StoreCheck.Role(role).Mark);
    }

    [Fact]
    public async Task A_migration_that_it_may_not_apply_is_named_with_the_command_for_the_owner()
    {
        await using var house = await HouseAsync();
        var newer = new Migrator([
            .. Migrator.Embedded().All,
            new Migration(900, "later", "create table later (id int)"),
        ]);
        var error = await Assert.ThrowsAsync<MigrationException>(() => newer.ApplyAsync(house.Bridge, Cancel));
        Assert.Contains("lacks 900-later", error.Message, StringComparison.Ordinal);
        Assert.Contains("bridge migrate --grant", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_without_any_right_is_told_the_command_too()
    {
        await using var house = await HouseAsync();
        var stranger = await RoleAsync(house.Owner, "stranger");
        await using var source = As(house.Owner, stranger);
        var error = await Assert.ThrowsAsync<MigrationException>(() => Migrator.Embedded().ApplyAsync(source, Cancel));
        Assert.Contains("bridge migrate --grant", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_that_is_missing_is_named_with_its_table_and_given_by_the_command()
    {
        await using var house = await HouseAsync();
        await ExecuteAsync(house.Owner, $"revoke delete on signals from {house.Role}");
        var error = await Assert.ThrowsAsync<DatabaseException>(() => DatabaseRole.RequireAsync(house.Bridge, Cancel));
        Assert.Contains("signals (delete)", error.Message, StringComparison.Ordinal);
        Assert.Contains($"bridge migrate --grant {house.Role}", error.Message, StringComparison.Ordinal);
        var told = StoreCheck.Role(await DatabaseRole.ReadAsync(house.Bridge, Cancel));
        Assert.Equal(Mark.Problem, told.Mark);

        await DatabaseRole.GrantAsync(house.Owner, house.Role, Cancel);
        await DatabaseRole.RequireAsync(house.Bridge, Cancel);
    }

    [Fact]
    public async Task A_name_of_a_role_is_never_taken_for_a_statement()
    {
        await using var house = await HouseAsync();
        var hostile = await RoleAsync(house.Owner, "x\"; drop table cases; --");
        await DatabaseRole.GrantAsync(house.Owner, hostile, Cancel);
        await using var source = As(house.Owner, hostile);
        Assert.Equal(0L, await ExecuteAsync(source, "select count(*) from cases"));
    }

    [Fact]
    public async Task A_role_that_is_not_there_is_told_with_the_statement_that_makes_it()
    {
        await using var house = await HouseAsync();
        var error = await Assert.ThrowsAsync<DatabaseException>(() =>
            DatabaseRole.GrantAsync(house.Owner, "nobody", Cancel)
        );
        Assert.Contains("CREATE ROLE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_tells_of_a_role_that_can_do_more_than_needed_and_how_to_make_a_lesser_one()
    {
        await using var house = await HouseAsync();
        var superuser = StoreCheck.Role(await DatabaseRole.ReadAsync(house.Owner, Cancel));
        Assert.Equal(Mark.Note, superuser.Mark);
        Assert.Contains("superuser", superuser.Found, StringComparison.Ordinal);
        Assert.Contains("bridge migrate --grant", superuser.Cure, StringComparison.Ordinal);

        await ExecuteAsync(house.Owner, $"alter table cases owner to {house.Role}");
        var owner = StoreCheck.Role(await DatabaseRole.ReadAsync(house.Bridge, Cancel));
        Assert.Equal(Mark.Note, owner.Mark);
        Assert.Contains("owns tables", owner.Found, StringComparison.Ordinal);
    }

    private async Task<RoleHouse> HouseAsync()
    {
        var owner = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await Migrator.Embedded().ApplyAsync(owner, Cancel);
        var role = await RoleAsync(owner, "app_" + Guid.NewGuid().ToString("N")[..12]);
        await ExecuteAsync(owner, "revoke create on schema public from public");
        await DatabaseRole.GrantAsync(owner, role, Cancel);
        return new RoleHouse(owner, As(owner, role), role);
    }

    /// <summary>Roles are the server's, and its databases are many: one that is there already will do.</summary>
    private static async Task<string> RoleAsync(NpgsqlDataSource owner, string name)
    {
        await ExecuteAsync(
            owner,
            $"""
            do $do$ begin
                execute format('create role %I login', $name${name}$name$);
            exception when duplicate_object then null;
            end $do$
            """
        );
        return name;
    }

    private static NpgsqlDataSource As(NpgsqlDataSource owner, string role) =>
        NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(owner.ConnectionString)
            {
                Username = role,
                Pooling = false,
            }.ConnectionString
        );

    private static async Task<object?> ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancel);
    }

    private sealed record RoleHouse(NpgsqlDataSource Owner, NpgsqlDataSource Bridge, string Role) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await this.Bridge.DisposeAsync();
            await this.Owner.DisposeAsync();
        }
    }
}
