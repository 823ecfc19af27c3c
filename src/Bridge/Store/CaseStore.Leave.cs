using System.Collections.Concurrent;
using Npgsql;

namespace Bridge.Store;

/// <summary>Cases that this program cannot read go back for another node.</summary>
public sealed partial class CaseStore
{
    /// <summary>A node with a newer program has so long to take the case before this one tries it again.</summary>
    private static readonly TimeSpan ForOthers = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, bool> told = new();

    private async Task LeaveAsync(NpgsqlConnection connection, Unreadable left, Guid token, CancellationToken cancel)
    {
        if (left.Reasons.Count == 0)
        {
            return;
        }

        foreach (var (id, why) in left.Reasons.Where(reason => this.told.TryAdd(reason.Key, true)))
        {
            Log.Unreadable(this.logger, id, why);
        }

        var now = time.GetUtcNow();
        await using var command = new NpgsqlCommand(
            """
            with given as (
                update cases set ready_at = @again, failures = failures + 1, lease_node = null, lease_token = null,
                    lease_until = null
                where lease_token = @token and id = any(@ids)
                returning id, failures
            )
            insert into timeline (case_id, at, kind, text)
            select id, @now, 'waits', 'what is stored of it was written by a newer program, and waits for a node that runs one'
            from given where failures = 1
            """,
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("again", now + ForOthers));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("now", now));
        command.Parameters.Add(new NpgsqlParameter<Guid>("token", token));
        command.Parameters.Add(new NpgsqlParameter<long[]>("ids", [.. left.Reasons.Keys]));
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Error,
            "Case {Case} cannot be read and is left to nodes with a newer program, and tried again: {Why}"
        )]
        public static partial void Unreadable(ILogger logger, long @case, string why);
    }
}
