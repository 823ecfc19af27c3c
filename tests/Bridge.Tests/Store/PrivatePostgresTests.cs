using System.Diagnostics;
using System.Globalization;
using Bridge.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridge.Tests.Store;

public sealed class PrivatePostgresTests : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"bridge-pg-{Guid.NewGuid():N}");

    private string PidFile => Path.Combine(this.folder, "postgres", "postmaster.pid");

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(!PostgresBinaries.All().Any(), "PostgreSQL is not installed.");
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_fresh_folder_gets_a_durable_server_that_listens_on_a_socket_only()
    {
        await using var server = await this.StartAsync();
        Assert.Equal("on", await AskAsync(server, "SHOW fsync"));
        Assert.Equal("on", await AskAsync(server, "SHOW synchronous_commit"));
        Assert.Equal("UTF8", await AskAsync(server, "SHOW server_encoding"));
        Assert.Equal("", await AskAsync(server, "SHOW listen_addresses"));
    }

    [Fact]
    public async Task The_socket_folder_is_closed_to_others()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no socket folder.");
        await using var server = await this.StartAsync();
        var socket = new NpgsqlConnectionStringBuilder(server.ConnectionString).Host ?? "";
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal("UserExecute, UserWrite, UserRead", File.GetUnixFileMode(socket).ToString());
        }

        Assert.True(socket.Length < 90, socket);
    }

    [Fact]
    public async Task What_was_written_is_there_after_a_stop_and_a_start()
    {
        await using (var first = await this.StartAsync())
        {
            await AskAsync(first, "CREATE TABLE kept AS SELECT 7 AS n");
        }

        Assert.False(File.Exists(this.PidFile));
        await using var second = await this.StartAsync();
        Assert.Equal(7, await AskAsync(second, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task Without_sockets_it_listens_on_a_loopback_port_and_asks_for_the_password()
    {
        await using var server = await PrivatePostgres.StartAsync(
            this.folder,
            useSocket: false,
            NullLogger.Instance,
            TestContext.Current.CancellationToken
        );
        Assert.Equal("127.0.0.1", await AskAsync(server, "SHOW listen_addresses"));
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess" };
        await using var intruder = new NpgsqlConnection(wrong.ConnectionString);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => intruder.OpenAsync());
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task A_server_that_was_killed_is_started_again_with_all_that_was_committed()
    {
        await using var first = await this.StartAsync();
        await AskAsync(first, "CREATE TABLE kept AS SELECT 7 AS n");
        await first.AbandonAsync();
        var killed = await this.KillServerAsync();

        await using var second = await this.StartAsync();
        Assert.Equal(7, await AskAsync(second, "SELECT n FROM kept"));
        Assert.NotEqual(killed, this.ReadPid());
    }

    [Fact]
    public async Task A_server_that_dies_under_a_living_bridge_comes_back_at_the_same_address()
    {
        await using var server = await this.StartAsync();
        await AskAsync(server, "CREATE TABLE kept AS SELECT 7 AS n");
        var killed = await this.KillServerAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!File.Exists(this.PidFile) || this.ReadPid() == killed)
        {
            await Task.Delay(5, deadline.Token);
        }

        Assert.Equal(7, await AskUntilAnsweredAsync(server, "SELECT n FROM kept", deadline.Token));
    }

    [Fact]
    public async Task Where_root_hides_the_data_folder_from_postgres_the_database_lies_in_var_lib()
    {
        Assert.SkipUnless(
            !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess,
            "Only root hides folders so."
        );
        Directory.CreateDirectory(this.folder);
        Assert.Equal(0, await RunAsync("chmod", "700", this.folder));
        string place;
        await using (var server = await this.StartAsync())
        {
            place = (string?)await AskAsync(server, "SHOW data_directory") ?? "";
        }

        Assert.StartsWith("/var/lib/bridge/", place, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(place) ?? place, recursive: true);
    }

    [Fact]
    public async Task A_stale_note_whose_number_is_now_another_process_does_not_stop_the_start()
    {
        await using (await this.StartAsync()) { }
        var cluster = Path.Combine(this.folder, "postgres");
        var note = $"{Environment.ProcessId}\n{cluster}\n1000000000\n5432\n/tmp/bridge-gone\n\n  0 0\nready   \n";
        await File.WriteAllTextAsync(this.PidFile, note);

        await using var server = await this.StartAsync();
        Assert.Equal(1, await AskAsync(server, "SELECT 1"));
        Assert.NotEqual(Environment.ProcessId, this.ReadPid());
    }

    [Fact]
    public async Task A_server_whose_bridge_died_is_taken_over()
    {
        await using var first = await this.StartAsync();
        var pid = this.ReadPid();
        await first.AbandonAsync();

        await using var second = await this.StartAsync();
        Assert.Equal(pid, this.ReadPid());
        Assert.Equal(first.ConnectionString, second.ConnectionString);
    }

    [Fact]
    public async Task A_second_bridge_on_the_same_folder_is_refused_with_the_owner_and_the_cure()
    {
        await using var first = await this.StartAsync();
        var refused = await Assert.ThrowsAsync<DatabaseException>(this.StartAsync);
        Assert.Contains($"in use by the process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:Bridge", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await AskAsync(first, "SELECT 1"));
    }

    [Fact]
    public async Task A_cluster_of_a_version_that_is_not_installed_is_left_alone()
    {
        Directory.CreateDirectory(Path.Combine(this.folder, "postgres"));
        await File.WriteAllTextAsync(Path.Combine(this.folder, "postgres", "PG_VERSION"), "9\n");
        if (Environment.IsPrivilegedProcess)
        {
            Assert.Equal(0, await RunAsync("chmod", "-R", "a+rX", this.folder));
        }

        var refused = await Assert.ThrowsAsync<PostgresMissingException>(this.StartAsync);
        Assert.Contains("made by PostgreSQL 9", refused.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (Directory.Exists(this.folder))
        {
            Directory.Delete(this.folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private Task<PrivatePostgres> StartAsync() =>
        PrivatePostgres.StartAsync(this.folder, NullLogger.Instance, TestContext.Current.CancellationToken);

    private static async Task<object?> AskAsync(PrivatePostgres server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<object?> AskUntilAnsweredAsync(
        PrivatePostgres server,
        string sql,
        CancellationToken deadline
    )
    {
        while (true)
        {
            try
            {
                return await AskAsync(server, sql);
            }
            catch (NpgsqlException) when (!deadline.IsCancellationRequested)
            {
                await Task.Delay(5, deadline);
            }
        }
    }

    private int ReadPid() => int.Parse(File.ReadLines(this.PidFile).First(), CultureInfo.InvariantCulture);

    private async Task<int> KillServerAsync()
    {
        var pid = this.ReadPid();
        using var process = Process.GetProcessById(pid);
        process.Kill();
        await process.WaitForExitAsync();
        return pid;
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
