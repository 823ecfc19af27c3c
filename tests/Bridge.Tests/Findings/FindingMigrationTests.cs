using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Bridge.Tests.Web;
using Dapper;
using Npgsql;

namespace Bridge.Tests.Findings;

public sealed class FindingMigrationTests(PostgresFixture postgres)
{
    [Fact]
    public async Task What_stood_before_findings_could_be_acted_on_is_among_them_afterwards()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await Migrator.Embedded().ApplyAsync(source, default);
        await Seeds.DayAsync(source);
        await using var connection = await source.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            delete from findings;
            drop index findings_case, findings_shown, findings_hidden, cases_troubled, effects_waiting;
            alter table findings drop column connection, drop column retried_at, drop column closed_by,
                drop column closed_why, drop column hidden;
            alter table cases drop column troubled_since;
            alter table effects drop column retried_at;
            """
        );

        await connection.ExecuteAsync(Embedded("013-findings.sql"));

        Assert.Equal(
            ("quarantine/1", "freshdesk", "freshdesk: no ticket id was found in the body"),
            await connection.QuerySingleAsync<(string, string, string)>("select key, connection, message from findings")
        );
        var (state, ready) = await connection.QuerySingleAsync<(string, bool)>(
            "select state::text, ready_at <= now() from cases where ticket_id = '4711'"
        );
        var unsaid = Assert.Single(Core.CaseJson.ReadCase(state).Unsaid);
        Assert.Equal(("reply", "reply (ETA first set)", true), (unsaid.Kind, unsaid.What, ready));
    }

    private static string Embedded(string name)
    {
        var assembly = typeof(Migrator).Assembly;
        var resource = assembly.GetManifestResourceNames().Single(n => n.EndsWith(name, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
