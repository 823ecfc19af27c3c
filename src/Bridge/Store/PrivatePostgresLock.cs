using System.Globalization;

namespace Bridge.Store;

/// <summary>
/// Says that one bridge owns the data folder. The lock is the operating system's, on an open file: it ends with the
/// process that holds it, however that ends, so a dead owner never stands in the way.
/// </summary>
internal sealed class PrivatePostgresLock : IDisposable
{
    private readonly FileStream held;

    private PrivatePostgresLock(FileStream held) => this.held = held;

    /// <summary>Takes the folder, and makes it when it is not there.</summary>
    /// <exception cref="DatabaseException">Another bridge owns the folder, or the folder cannot be written.</exception>
    public static PrivatePostgresLock Take(string dataFolder)
    {
        var owner = Path.Combine(dataFolder, "owner");
        try
        {
            Directory.CreateDirectory(dataFolder);
            var file = new FileStream(
                Path.Combine(dataFolder, "owner.lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
            File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new PrivatePostgresLock(file);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new DatabaseException(
                $"The data folder '{dataFolder}' cannot be written by '{Environment.UserName}'. "
                    + "Give the folder to that account, or set Bridge:DataFolder to another one.",
                refused
            );
        }
        catch (IOException busy)
        {
            var who = File.Exists(owner) ? $"the process {File.ReadAllText(owner)}" : "another process";
            throw new DatabaseException(
                $"The data folder '{dataFolder}' is in use by {who}. Stop that bridge, set Bridge:DataFolder to another "
                    + "folder, or, to run several bridges on one database, set ConnectionStrings:Bridge.",
                busy
            );
        }
    }

    public void Dispose() => this.held.Dispose();
}
