namespace Bridge.Store;

/// <summary>The way for a command to the private server that a running bridge owns: it only visits, and starts or stops nothing.</summary>
internal static class PrivatePostgresGuest
{
    /// <summary>The connection string of the server that runs for a data folder; null when none does.</summary>
    public static async Task<string?> FindAsync(string dataFolder, CancellationToken cancel)
    {
        dataFolder = Path.GetFullPath(dataFolder);
        if (!Directory.Exists(dataFolder))
        {
            return null;
        }

        var account = await PrivatePostgresAccount.ChooseAsync(cancel);
        var cluster = await PrivatePostgresCluster.AtAsync(dataFolder, account, cancel);
        return cluster.ReadPid() is { } server && server.IsAlive()
            ? server.Address.ConnectionString("bridge", await File.ReadAllTextAsync(cluster.PasswordFile, cancel))
            : null;
    }
}
