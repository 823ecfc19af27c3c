using System.Net;
using System.Net.Sockets;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridge.Tests.Store;

public sealed class DatabaseTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_connection_string_leads_to_its_server()
    {
        await using var database = await OpenAsync(await postgres.NewDatabaseAsync());
        Assert.False(database.IsPrivate);
        await using var command = database.Source.CreateCommand("SELECT current_setting('application_name')");
        Assert.Equal("bridge", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Without_a_connection_string_it_runs_a_server_of_its_own_and_stops_it()
    {
        Assert.SkipWhen(!PostgresBinaries.All().Any(), "PostgreSQL is not installed.");
        var folder = Path.Combine(Path.GetTempPath(), $"bridge-db-{Guid.NewGuid():N}");
        await using (var database = await Database.OpenAsync(" ", folder, NullLoggerFactory.Instance, default))
        {
            Assert.True(database.IsPrivate);
            await using var command = database.Source.CreateCommand("SELECT 1");
            Assert.Equal(1, await command.ExecuteScalarAsync());
        }

        Assert.False(File.Exists(Path.Combine(folder, "postgres", "postmaster.pid")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_with_what_to_check_and_without_the_password()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();

        var error = await RefusedAsync($"Host=127.0.0.1;Port={port};Database=help;Username=ann;Password=s3cret");
        Assert.Contains($"127.0.0.1:{port}, database 'help', as 'ann'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Check Host and Port", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_answered_with_the_statement_that_makes_it()
    {
        var settings = new NpgsqlConnectionStringBuilder(await postgres.NewDatabaseAsync()) { Database = "nowhere" };
        var error = await RefusedAsync(settings.ConnectionString);
        Assert.Contains("CREATE DATABASE nowhere OWNER bridge", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://ann:s3cret@db.example.com/help")]
    [InlineData("Host=db;Port=s3cret")]
    [InlineData("Host=db;Passwort=s3cret")]
    public async Task A_connection_string_that_cannot_be_read_is_not_repeated(string text)
    {
        var error = await RefusedAsync(text);
        Assert.StartsWith("ConnectionStrings:Bridge cannot be read", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    private static Task<Database> OpenAsync(string connectionString) =>
        Database.OpenAsync(connectionString, "unused", NullLoggerFactory.Instance, CancellationToken.None);

    private static Task<DatabaseException> RefusedAsync(string connectionString) =>
        Assert.ThrowsAsync<DatabaseException>(() => OpenAsync(connectionString));
}
