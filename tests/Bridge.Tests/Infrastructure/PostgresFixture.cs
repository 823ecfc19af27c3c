using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Bridge.Tests.Infrastructure;

/// <summary>One private server for all tests of the assembly, on which each test makes databases of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"bridge-tests-{Guid.NewGuid():N}");
    private PrivatePostgres? server;
    private string whyNot = "";
    private int made;

    public async ValueTask InitializeAsync()
    {
        try
        {
            this.server = await this.StartAsync();
        }
        catch (PostgresMissingException missing)
        {
            this.whyNot = missing.Message;
            return;
        }

        // The machine may lose these databases: nobody misses them after the run.
        await this.ExecuteAsync("ALTER SYSTEM SET fsync = off");
        await this.ExecuteAsync("ALTER SYSTEM SET full_page_writes = off");

        // Dozens of bridges come and go on it, several at a time; the private server of users has one.
        await this.ExecuteAsync("ALTER SYSTEM SET max_connections = 500");
        NpgsqlConnection.ClearAllPools();
        await this.server.DisposeAsync();
        this.server = await this.StartAsync();
    }

    private Task<PrivatePostgres> StartAsync() =>
        PrivatePostgres.StartAsync(this.folder, NullLogger.Instance, CancellationToken.None);

    /// <summary>
    /// Makes an empty database, or a copy of a template database, and answers the connection string to it. Skips the
    /// calling test when the machine has no PostgreSQL.
    /// </summary>
    public async Task<string> NewDatabaseAsync(string template = "template0")
    {
        Assert.SkipWhen(this.server is null, this.whyNot);
        var name = $"test_{Interlocked.Increment(ref this.made)}";
        await this.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        return new NpgsqlConnectionStringBuilder(this.server?.ConnectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (this.server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await this.server.DisposeAsync();
        }

        if (Directory.Exists(this.folder))
        {
            Directory.Delete(this.folder, recursive: true);
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(this.server?.ConnectionString ?? "");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
