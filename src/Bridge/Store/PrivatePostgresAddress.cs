using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Bridge.Store;

/// <summary>Where a private server listens: in a folder of its own for sockets or, where that is null, on a loopback port.</summary>
internal sealed record PrivatePostgresAddress(string? SocketFolder, int Port)
{
    // The address of a socket holds 103 bytes on macOS and 107 on Linux.
    private const int LongestSocketPath = 103;
    private const string SocketFolderPrefix = "bridge-";

    /// <summary>A socket in a folder with a name that nobody can guess.</summary>
    public static PrivatePostgresAddress NewSocket()
    {
        var name = SocketFolderPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var folder = Path.Combine(Path.GetTempPath(), name);
        return folder.Length + "/.s.PGSQL.5432".Length > LongestSocketPath
            ? new PrivatePostgresAddress(Path.Combine("/tmp", name), 5432)
            : new PrivatePostgresAddress(folder, 5432);
    }

    /// <summary>A loopback port that is free now.</summary>
    public static PrivatePostgresAddress NewPort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new PrivatePostgresAddress(null, ((IPEndPoint)probe.LocalEndpoint).Port);
    }

    /// <summary>Makes the socket folder, which only its owner may enter.</summary>
    public void Prepare()
    {
        if (this.SocketFolder is not { } folder)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        }
    }

    /// <summary>Takes the socket folder away again, if it is one of ours.</summary>
    public void Leave()
    {
        if (
            this.SocketFolder is { } folder
            && Path.GetFileName(folder).StartsWith(SocketFolderPrefix, StringComparison.Ordinal)
            && Directory.Exists(folder)
        )
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public string ConnectionString(string database, string password) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = this.SocketFolder ?? "127.0.0.1",
            Port = this.Port,
            Username = PrivatePostgres.User,
            Password = this.SocketFolder is null ? password : null,
            Database = database,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;
}
