using System.Net.Sockets;
using Npgsql;

namespace Bridge.Store;

/// <summary>
/// Whether a call failed because the database cannot be used for the moment, and why in words for people. Its words name no
/// password. A statement that the database refuses for its content is no trouble of this kind.
/// </summary>
public static class DatabaseTrouble
{
    private const string OutOfTime = "it does not answer in time";

    /// <summary>True when the same call is good once the database, its server or the network is.</summary>
    public static bool Is(Exception e) =>
        e switch
        {
            PostgresException refusal => OfState(refusal.SqlState),
            // The driver, when it is told to stop waiting for a connection that breaks in that moment.
            ObjectDisposedException => e.StackTrace?.Contains(" Npgsql.", StringComparison.Ordinal) == true,
            _ => e is NpgsqlException or SocketException or TimeoutException,
        };

    /// <summary>True when this, or what it was caused by, is trouble of the database: libraries wrap what they met.</summary>
    public static bool IsWithin(Exception? e) => Within(e) is not null;

    /// <summary>What of this, or of what it was caused by, is trouble of the database; null: nothing.</summary>
    public static Exception? Within(Exception? e)
    {
        while (e is not null && !Is(e))
        {
            e = e.InnerException;
        }

        return e;
    }

    /// <summary>True when a server was reached that takes no writes: a standby, or one that was made read-only.</summary>
    public static bool IsReadOnly(Exception e) =>
        e is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction };

    /// <summary>True when the server's disk, or the one of the bridge's tables, is full.</summary>
    public static bool IsFullDisk(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    /// <summary>True when a start may wait for it: nobody has to change a setting.</summary>
    public static bool MayPass(Exception e) =>
        Is(e) && e is not PostgresException { SqlState: ['2' or '3' or '4', ..] };

    /// <summary>Why, as the end of a sentence about the database: "it has no connection free ...".</summary>
    public static string Say(Exception e) =>
        e switch
        {
            PostgresException refusal => OfServer(refusal),
            NpgsqlException { InnerException: TimeoutException } exhausted
                when exhausted.Message.Contains("pool has been exhausted", StringComparison.Ordinal) =>
                "all connections of the bridge's pool are in use (Maximum Pool Size)",
            NpgsqlException { InnerException: { } cause } when cause is not AggregateException => OfCause(cause),
            NpgsqlException { InnerException: AggregateException } or NpgsqlException { Message: NoHost } =>
                "none of its hosts is one that takes connections and writes",
            _ => OfCause(e),
        };

    private const string NoHost = "No suitable host was found.";

    private static bool OfState(string state) =>
        state
            is PostgresErrorCodes.ReadOnlySqlTransaction
                or PostgresErrorCodes.InsufficientPrivilege
                or PostgresErrorCodes.InvalidCatalogName
                or PostgresErrorCodes.QueryCanceled
        || state.AsSpan(0, Math.Min(2, state.Length)) is "08" or "28" or "53" or "58"
        || state.StartsWith("57P", StringComparison.Ordinal);

    private static string OfServer(PostgresException refusal) =>
        refusal.SqlState switch
        {
            PostgresErrorCodes.TooManyConnections =>
                "it has no connection free: end other clients, raise max_connections, or lower Maximum Pool Size",
            PostgresErrorCodes.DiskFull => "its disk is full: make room on the server",
            PostgresErrorCodes.ReadOnlySqlTransaction =>
                "it takes no writes: it is a standby, or default_transaction_read_only is on",
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => "it was stopped",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"the bridge's role lacks a right ({refusal.MessageText}): run 'bridge migrate --grant ROLE' as the owner",
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                "it refuses the bridge's role or password",
            _ => refusal.MessageText,
        };

    private static string OfCause(Exception cause) =>
        cause switch
        {
            SocketException { SocketErrorCode: SocketError.TimedOut } or TimeoutException => OutOfTime,
            OperationCanceledException => OutOfTime,
            SocketException broken => $"nothing answers at its address ({broken.SocketErrorCode})",
            IOException or ObjectDisposedException => "the connection broke",
            _ => cause.Message,
        };
}
