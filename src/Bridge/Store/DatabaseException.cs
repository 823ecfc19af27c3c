namespace Bridge.Store;

/// <summary>
/// The store cannot be used and a person must mend it. The message says what, where and the cure, and holds no
/// secret: it may be shown as it is.
/// </summary>
public class DatabaseException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>No connection string is set and the machine has no PostgreSQL; the message names the install command.</summary>
public sealed class PostgresMissingException(string message) : DatabaseException(message);

/// <summary>The migrations and the database do not fit together, or one of them failed.</summary>
public sealed class MigrationException(string message, Exception? cause = null) : DatabaseException(message, cause);
