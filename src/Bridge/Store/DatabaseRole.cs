using System.Text.RegularExpressions;
using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>What a role may do with the bridge's tables.</summary>
/// <param name="Lacks">What it needs and may not, one text a table; empty: nothing.</param>
/// <param name="TooMuch">What it can do that the bridge does not need while it runs; empty: nothing.</param>
public sealed record RoleRights(string Name, IReadOnlyList<string> Lacks, IReadOnlyList<string> TooMuch);

/// <summary>
/// The rights that a running bridge needs: to read and write its tables, and no more. Tables are made and changed by the
/// role of <c>bridge migrate</c>.
/// </summary>
public static partial class DatabaseRole
{
    private const string Migrations = "bridge_migrations";

    private const string LacksSql = """
        with needed as (
            select name, what from unnest(@tables) as t(name)
            cross join (values ('select'), ('insert'), ('update'), ('delete')) as w(what)
            union all values (@migrations, 'select')
        )
        select name || ' (' || string_agg(what, ', ') || ')' from needed
        where to_regclass(name) is not null and not has_table_privilege(to_regclass(name)::oid, what)
        group by name order by name
        """;

    private const string CanSql = """
        select current_user::text as "Name",
            (select rolsuper from pg_roles where rolname = current_user) as "IsSuperuser",
            coalesce(has_schema_privilege(current_schema(), 'create'), false) as "Makes",
            exists (
                select 1 from unnest(@tables) as t(name) join pg_class c on c.oid = to_regclass(t.name)::oid
                where pg_has_role(current_user, c.relowner, 'usage')
            ) as "Owns"
        """;

    // The server quotes the names: what a person typed is never put into a statement here. Numbers of identity columns
    // need no right of their own.
    private const string GrantsSql = """
        select format('grant usage on schema %I to %I', current_schema(), @role)
        union all
        select format('grant select on %s to %I', to_regclass(@migrations), @role)
        union all
        select format('grant select, insert, update, delete on %s to %I', to_regclass(name), @role)
        from unnest(@tables) as t(name) where to_regclass(name) is not null
        union all
        select format('grant execute on function %s to %I', p.oid::regprocedure, @role)
        from pg_proc p
        where p.proname = any(@functions) and p.pronamespace = (select oid from pg_namespace where nspname = current_schema())
        """;

    /// <summary>The tables that the migrations of this program make, without the one that tells which were applied.</summary>
    public static IReadOnlyList<string> Tables { get; } = Made(TableName());

    private static IReadOnlyList<string> Functions { get; } = Made(FunctionName());

    /// <summary>What the role of the connection may do here.</summary>
    public static async Task<RoleRights> ReadAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var values = new { tables = Tables.ToArray(), migrations = Migrations };
        var lacks = await connection.QueryAsync<string>(
            new CommandDefinition(LacksSql, values, cancellationToken: cancel)
        );
        var can = await connection.QuerySingleAsync<Can>(
            new CommandDefinition(CanSql, values, cancellationToken: cancel)
        );
        List<string> much = [];
        if (can.IsSuperuser)
        {
            much.Add("it is a superuser");
        }

        if (can.Owns && !can.IsSuperuser)
        {
            much.Add("it owns tables, so it can alter and drop them");
        }

        if (can.Makes && !can.IsSuperuser)
        {
            much.Add("it can make tables (REVOKE CREATE ON SCHEMA public FROM PUBLIC, where everybody can)");
        }

        return new RoleRights(can.Name, [.. lacks], much);
    }

    /// <summary>Returns when the role of the connection may read and write all tables.</summary>
    /// <exception cref="DatabaseException">It may not; the message says what, and the cure.</exception>
    public static async Task RequireAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        var role = await ReadAsync(database, cancel);
        if (role.Lacks.Count > 0)
        {
            throw new DatabaseException(
                $"The role '{role.Name}' of ConnectionStrings:Bridge lacks rights: {string.Join("; ", role.Lacks)}. Run "
                    + $"'bridge migrate --grant {role.Name}' with a connection string of the tables' owner."
            );
        }
    }

    /// <summary>Lets a role read and write the bridge's tables; answers the statements that did it.</summary>
    /// <exception cref="DatabaseException">There is no such role, or the one of the connection may not grant.</exception>
    public static async Task<IReadOnlyList<string>> GrantAsync(
        NpgsqlDataSource database,
        string role,
        CancellationToken cancel
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var values = new
        {
            role,
            tables = Tables.ToArray(),
            functions = Functions.ToArray(),
            migrations = Migrations,
        };
        if (
            !await connection.ExecuteScalarAsync<bool>(
                Sql("select exists (select 1 from pg_roles where rolname = @role)")
            )
        )
        {
            throw new DatabaseException(
                $"There is no role '{role}' on the server. Make it first: CREATE ROLE ... LOGIN PASSWORD '...'."
            );
        }

        List<string> grants = [.. await connection.QueryAsync<string>(Sql(GrantsSql))];
        try
        {
            await connection.ExecuteAsync(Sql(string.Join(";\n", grants)));
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new DatabaseException(
                $"The role of the connection string may not grant ({refused.MessageText}). Run this as the tables' owner.",
                refused
            );
        }

        await transaction.CommitAsync(cancel);
        return grants;

        CommandDefinition Sql(string text) => new(text, values, transaction, cancellationToken: cancel);
    }

    private static List<string> Made(Regex name) =>
        [
            .. Migrator
                .Embedded()
                .All.SelectMany(migration => name.Matches(migration.Sql))
                .Select(match => match.Groups["name"].Value)
                .Distinct(StringComparer.Ordinal),
        ];

    [GeneratedRegex(
        @"^\s*create (unlogged )?table (if not exists )?(?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex TableName();

    [GeneratedRegex(
        @"^\s*create (or replace )?function (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex FunctionName();

    private sealed record Can(string Name, bool IsSuperuser, bool Makes, bool Owns);
}
