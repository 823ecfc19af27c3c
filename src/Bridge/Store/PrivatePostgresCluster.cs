using System.Globalization;
using System.Security.Cryptography;

namespace Bridge.Store;

/// <summary>
/// The files of a private cluster. They lie in 'postgres' below the data folder or, when PostgreSQL's account cannot
/// reach that, in a folder of /var/lib/bridge that is named after it.
/// </summary>
internal sealed class PrivatePostgresCluster(string folder)
{
    /// <summary>What the server says before its own log opens: that is in 'log', one file for each day of the week.</summary>
    public string StartLog => Path.Combine(this.Folder, "start.log");

    public string Folder { get; } = folder;

    /// <summary>The superuser's password, asked for on TCP only. On a socket the folder's mode is the guard.</summary>
    public string PasswordFile => this.Folder + ".password";

    /// <summary>The major version that made the cluster; null when there is none yet.</summary>
    public int? Major =>
        File.Exists(this.At("PG_VERSION"))
            ? int.Parse(File.ReadAllText(this.At("PG_VERSION")).Split('.')[0], CultureInfo.InvariantCulture)
            : null;

    private string PidFile => this.At("postmaster.pid");

    /// <summary>Where the cluster of a data folder lies, so that the account can work in it.</summary>
    public static async Task<PrivatePostgresCluster> AtAsync(
        string dataFolder,
        PrivatePostgresAccount account,
        CancellationToken cancel
    )
    {
        if (await account.ReachesAsync(dataFolder, cancel))
        {
            var cluster = new PrivatePostgresCluster(Path.Combine(dataFolder, "postgres"));
            if (Directory.Exists(cluster.Folder) && !await account.ReachesAsync(cluster.Folder, cancel))
            {
                throw new DatabaseException(
                    $"The database in '{cluster.Folder}' belongs to another account. Run the bridge as the account that made "
                        + "it, not as root, or set Bridge:DataFolder to another folder."
                );
            }

            return cluster;
        }

        var name = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(dataFolder)))[..16];
        var reachable = $"/var/lib/bridge/{name}";
        Directory.CreateDirectory(reachable);
        if (!await account.ReachesAsync(reachable, cancel))
        {
            throw new DatabaseException(
                $"The bridge runs as root and PostgreSQL as 'postgres', which can reach neither '{dataFolder}' nor "
                    + $"'{reachable}'. Set Bridge:DataFolder to a folder below which 'postgres' may work, for example "
                    + "/srv/bridge, or run the bridge as a normal user."
            );
        }

        return new PrivatePostgresCluster(Path.Combine(reachable, "postgres"));
    }

    /// <summary>
    /// Makes the cluster. It is made beside its place and moved there when it is whole, so a cluster that exists is
    /// whole.
    /// </summary>
    public async Task MakeAsync(PostgresBinaries binaries, PrivatePostgresAccount account, CancellationToken cancel)
    {
        var half = this.Folder + ".new";
        if (Directory.Exists(half))
        {
            Directory.Delete(half, recursive: true);
        }

        Directory.CreateDirectory(half);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new StreamWriter(this.PasswordFile, options))
        {
            await file.WriteAsync(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        }

        await account.GiveAsync(this.PasswordFile, cancel);
        await account.GiveAsync(half, cancel);
        var made = await account.RunAsync(
            [
                binaries.Initdb,
                .. new[] { "-D", half, "-U", PrivatePostgres.User, "-E", "UTF8", "--locale=C" },
                .. new[] { "--auth-local=trust", "--auth-host=scram-sha-256", $"--pwfile={this.PasswordFile}" },
            ],
            cancel
        );
        if (!made.Succeeded)
        {
            throw new DatabaseException($"initdb could not make a database in '{this.Folder}': {made.Output}");
        }

        Directory.Move(half, this.Folder);
    }

    /// <summary>Writes the settings that the next start reads. ALTER SYSTEM goes over them.</summary>
    public async Task ConfigureAsync(PrivatePostgresAddress address, CancellationToken cancel) =>
        await File.WriteAllTextAsync(
            this.At("postgresql.conf"),
            $"""
            # Written by the bridge at each start. Use ALTER SYSTEM for settings of your own.
            cluster_name = 'bridge'
            listen_addresses = '{(address.SocketFolder is null ? "127.0.0.1" : "")}'
            unix_socket_directories = '{address.SocketFolder}'
            unix_socket_permissions = 0700
            port = {address.Port.ToString(CultureInfo.InvariantCulture)}
            max_connections = 100
            password_encryption = 'scram-sha-256'

            # What was committed stays, over a crash of the machine too.
            fsync = on
            synchronous_commit = on
            full_page_writes = on

            shared_buffers = 128MB
            work_mem = 8MB
            maintenance_work_mem = 64MB
            effective_cache_size = 1GB
            random_page_cost = 1.1
            jit = off
            wal_buffers = 16MB
            wal_compression = on
            min_wal_size = 256MB
            max_wal_size = 1GB
            checkpoint_timeout = 15min
            checkpoint_completion_target = 0.9

            timezone = 'UTC'
            log_timezone = 'UTC'
            lc_messages = 'C'
            logging_collector = on
            log_directory = 'log'
            log_filename = 'postgresql-%a.log'
            log_rotation_age = 1d
            log_rotation_size = 0
            log_truncate_on_rotation = on
            log_checkpoints = off
            log_line_prefix = '%m [%p] '

            """,
            cancel
        );

    /// <summary>The note of the server that runs, or ran, on this cluster; null when there is none.</summary>
    public PrivatePostgresPid? ReadPid() => PrivatePostgresPid.Read(this.PidFile);

    /// <summary>Takes away the note of a server that is gone: its number may by now be another process's.</summary>
    public void ForgetPid() => File.Delete(this.PidFile);

    /// <summary>The end of the logs, to be shown when a start failed.</summary>
    public string LastWords()
    {
        var logs = Directory.Exists(this.At("log")) ? Directory.GetFiles(this.At("log")) : [];
        return string.Join(
            Environment.NewLine,
            logs.Append(this.StartLog)
                .Where(File.Exists)
                .OrderBy(File.GetLastWriteTimeUtc)
                .SelectMany(File.ReadLines)
                .TakeLast(8)
        );
    }

    private string At(string name) => Path.Combine(this.Folder, name);
}
