using System.Collections.Immutable;
using Bridge.Core.Planning.Comparison;
using Bridge.Mappings;
using Dapper;
using Npgsql;

namespace Bridge.Rollout;

/// <summary>Which sets of mapping files were live, are live, and wait to be. All nodes go by what stands here.</summary>
public sealed class SetStore(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>The channel on which the database tells that another set is live, or may be.</summary>
    public const string Channel = "bridge_mappings";

    private const int LockSpace = 7002;

    private const string Columns = """
        id as "Id", hash as "Hash", state as "State", files::text as "Files", proposed_at as "ProposedAt",
        live_since as "LiveSince", report::text as "Report"
        """;

    private const string VersionColumns = """
        v.process as "Process", v.hash as "Hash", v.file as "File", v.live_since as "LiveSince"
        """;

    private const string OpenStates = "('waiting', 'confirmed', 'kept out')";

    /// <summary>
    /// One node at a time decides about sets; dispose to let the next one. The others wait here, and then see what was
    /// decided.
    /// </summary>
    public async Task<IAsyncDisposable> TakeTurnAsync(CancellationToken cancel)
    {
        var connection = await source.OpenConnectionAsync(cancel);
        try
        {
            await connection.ExecuteAsync(
                new CommandDefinition(
                    $"select pg_advisory_lock({LockSpace}, 1)",
                    commandTimeout: 0,
                    cancellationToken: cancel
                )
            );
            return new Turn(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The set that is live; null when none ever was.</summary>
    public Task<StoredSet?> LiveAsync(CancellationToken cancel) => this.OneAsync("state = 'live'", new { }, cancel);

    /// <summary>The set of this hash that waits, is confirmed or was kept out; null when there is none.</summary>
    public Task<StoredSet?> OpenAsync(string hash, CancellationToken cancel) =>
        this.OneAsync($"hash = @hash and state in {OpenStates}", new { hash }, cancel);

    /// <summary>The set that was confirmed and is not live yet; null when there is none.</summary>
    public Task<StoredSet?> ConfirmedAsync(CancellationToken cancel) =>
        this.OneAsync("state = 'confirmed'", new { }, cancel);

    /// <summary>The newest set that waits, or was kept out; null when there is none.</summary>
    public Task<StoredSet?> PendingAsync(CancellationToken cancel) =>
        this.OneAsync($"state in {OpenStates}", new { }, cancel);

    /// <summary>Stores that a set waits for a person's word, in place of all others that did.</summary>
    public async Task WaitAsync(MappingSet set, ComparisonReport report, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            new CommandDefinition(
                $"""
                update mapping_sets set state = 'dropped' where state in {OpenStates} and hash <> @hash;
                insert into mapping_sets (hash, files, state, proposed_at, report)
                values (@hash, @files::json, 'waiting', @now, @report::json)
                on conflict (hash) where state in {OpenStates} do update set report = excluded.report;
                select pg_notify('{Channel}', '');
                """,
                new
                {
                    hash = set.Hash,
                    files = SetJson.Write(set.Texts),
                    now = time.GetUtcNow(),
                    report = ComparisonJson.Write(report),
                },
                cancellationToken: cancel
            )
        );
    }

    /// <summary>Drops all that waits: what is live is wanted again.</summary>
    public async Task DropOpenAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            new CommandDefinition(
                $"update mapping_sets set state = 'dropped' where state in {OpenStates}",
                cancellationToken: cancel
            )
        );
    }

    /// <summary>Makes a set the live one; false when another one went live since <paramref name="before"/>.</summary>
    public async Task<bool> GoLiveAsync(MappingSet set, StoredSet? before, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var live = await connection.QuerySingleOrDefaultAsync<long?>(
            Sql("select id from mapping_sets where state = 'live' for update", new { })
        );
        if (live != before?.Id)
        {
            return false;
        }

        var id = await connection.QuerySingleAsync<long>(
            Sql(
                $"""
                update mapping_sets set state = 'past', live_until = @now where state = 'live';
                update mapping_sets set state = 'dropped' where state in {OpenStates} and hash <> @hash;
                with opened as (
                    update mapping_sets set state = 'live', live_since = @now
                    where hash = @hash and state in {OpenStates} returning id
                ),
                made as (
                    insert into mapping_sets (hash, files, state, proposed_at, live_since)
                    select @hash, @files::json, 'live', @now, @now where not exists (select 1 from opened)
                    returning id
                )
                select id from opened union all select id from made
                """,
                new
                {
                    hash = set.Hash,
                    files = SetJson.Write(set.Texts),
                    now,
                }
            )
        );
        await connection.ExecuteAsync(
            Sql(
                $"""
                insert into mapping_versions (process, hash, file, set_id, live_since)
                select process, hash, file, @id, @now from unnest(@processes, @hashes, @names) as v(process, hash, file)
                on conflict do nothing;
                select pg_notify('{Channel}', '');
                """,
                new
                {
                    id,
                    now,
                    processes = set.Processes.Select(p => p.Name).ToArray(),
                    hashes = set.Processes.Select(p => p.Hash).ToArray(),
                    names = set.Processes.Select(p => Path.GetFileName(p.File)).ToArray(),
                }
            )
        );
        await transaction.CommitAsync(cancel);
        return true;

        CommandDefinition Sql(string text, object values) => new(text, values, transaction, cancellationToken: cancel);
    }

    /// <summary>A person lets a set go live that waits or was kept out; false when there is none of this hash.</summary>
    public Task<bool> ConfirmAsync(string hash, CancellationToken cancel) => this.SayAsync(hash, "confirmed", cancel);

    /// <summary>A person keeps a set out that waits; false when there is none of this hash.</summary>
    public Task<bool> KeepOutAsync(string hash, CancellationToken cancel) => this.SayAsync(hash, "kept out", cancel);

    /// <summary>The last 500 versions that were live, the newest of each process first, without their files.</summary>
    public Task<ImmutableArray<StoredVersion>> VersionsAsync(CancellationToken cancel) =>
        this.VersionsAsync(
            $"""
            select {VersionColumns}, '[]' as "Files"
            from (select * from mapping_versions order by live_since desc, set_id desc limit 500) v
            order by v.process, v.live_since desc, v.set_id desc
            """,
            new { },
            cancel
        );

    /// <summary>The version of this hash and the one of its process before it, newest first; empty when it was never live.</summary>
    public Task<ImmutableArray<StoredVersion>> VersionAsync(string hash, CancellationToken cancel) =>
        this.VersionsAsync(
            $"""
            select {VersionColumns}, s.files::text as "Files"
            from mapping_versions v join mapping_sets s on s.id = v.set_id
            where exists (
                select 1 from mapping_versions w
                where w.hash = @hash and w.process = v.process and (v.live_since, v.set_id) <= (w.live_since, w.set_id)
            )
            order by v.process, v.live_since desc, v.set_id desc limit 2
            """,
            new { hash },
            cancel
        );

    private async Task<bool> SayAsync(string hash, string state, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var said = await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                $"""
                with said as (
                    update mapping_sets set state = @state where hash = @hash and state in {OpenStates} returning id
                )
                select count(*) from said, lateral (select pg_notify('{Channel}', said.id::text)) told
                """,
                new { hash, state },
                cancellationToken: cancel
            )
        );
        return said > 0;
    }

    private async Task<StoredSet?> OneAsync(string where, object values, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<SetRow>(
            new CommandDefinition(
                $"select {Columns} from mapping_sets where {where} order by mapping_sets.id desc limit 1",
                values,
                cancellationToken: cancel
            )
        );
        return row is null
            ? null
            : new StoredSet(
                row.Id,
                row.Hash,
                Enum.Parse<SetState>(row.State.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true),
                SetJson.Read(row.Files),
                At(row.ProposedAt),
                row.LiveSince is { } since ? At(since) : null,
                row.Report is { } json ? ComparisonJson.Read(json) : null
            );
    }

    private async Task<ImmutableArray<StoredVersion>> VersionsAsync(string sql, object values, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<VersionRow>(
            new CommandDefinition(sql, values, cancellationToken: cancel)
        );
        return
        [
            .. rows.Select(r => new StoredVersion(r.Process, r.Hash, r.File, At(r.LiveSince), SetJson.Read(r.Files))),
        ];
    }

    private static DateTimeOffset At(DateTime utc) => new(utc, TimeSpan.Zero);

    private sealed record SetRow(
        long Id,
        string Hash,
        string State,
        string Files,
        DateTime ProposedAt,
        DateTime? LiveSince,
        string? Report
    );

    private sealed record VersionRow(string Process, string Hash, string File, DateTime LiveSince, string Files);

    private sealed class Turn(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await connection.ExecuteAsync($"select pg_advisory_unlock({LockSpace}, 1)");
            }
            catch (NpgsqlException)
            {
                // The connection is gone, and the lock with it.
            }

            await connection.DisposeAsync();
        }
    }
}
