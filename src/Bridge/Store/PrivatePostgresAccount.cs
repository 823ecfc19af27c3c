using System.Diagnostics;

namespace Bridge.Store;

/// <summary>
/// Runs PostgreSQL's programs. PostgreSQL refuses to run as root: a bridge that runs as root runs them as the account
/// 'postgres', by the first of setpriv, runuser and su that works here.
/// </summary>
internal sealed class PrivatePostgresAccount
{
    private const string Name = "postgres";

    private static readonly string[][] Ways =
    [
        ["setpriv", $"--reuid={Name}", $"--regid={Name}", "--init-groups", "--"],
        ["runuser", "-u", Name, "--"],
        ["su", Name, "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--"],
        ["su", Name, "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\""],
    ];

    private readonly string[] prefix;

    private PrivatePostgresAccount(string[] prefix) => this.prefix = prefix;

    /// <summary>True when PostgreSQL runs as another account than the bridge.</summary>
    public bool IsForeign => this.prefix.Length > 0;

    /// <summary>The bridge's own account or, for root, 'postgres'.</summary>
    /// <exception cref="DatabaseException">Root, and there is no way to become 'postgres'.</exception>
    public static async Task<PrivatePostgresAccount> ChooseAsync(CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new PrivatePostgresAccount([]);
        }

        foreach (var way in Ways)
        {
            var account = new PrivatePostgresAccount(way);
            if ((await account.RunAsync(["true"], cancel)).Succeeded)
            {
                return account;
            }
        }

        throw new DatabaseException(
            "The bridge runs as root, and PostgreSQL refuses to. The account 'postgres' that it would run as is missing or "
                + "cannot be used. Create it with: useradd --system postgres. Or run the bridge as a normal user."
        );
    }

    /// <summary>Gives files to the account; does nothing when it is the bridge's own.</summary>
    public async Task GiveAsync(string path, CancellationToken cancel)
    {
        if (this.IsForeign)
        {
            var given = await RunPlainAsync(["chown", "-R", $"{Name}:", path], cancel);
            if (!given.Succeeded)
            {
                throw new DatabaseException($"Cannot give '{path}' to the account 'postgres': {given.Output}");
            }
        }
    }

    /// <summary>True when the account can reach the folder, through every folder above it.</summary>
    public async Task<bool> ReachesAsync(string folder, CancellationToken cancel) =>
        !this.IsForeign || (await this.RunAsync(["test", "-x", folder], cancel)).Succeeded;

    /// <summary>Runs a program as the account, to its end. A cancelled run is killed.</summary>
    public Task<PrivatePostgresRun> RunAsync(string[] command, CancellationToken cancel) =>
        RunPlainAsync([.. this.prefix, .. command], cancel);

    private static async Task<PrivatePostgresRun> RunPlainAsync(string[] command, CancellationToken cancel)
    {
        // A server started by pg_ctl on Windows keeps inherited handles open: reading them to the end would never end.
        var read = !OperatingSystem.IsWindows();
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = Path.GetPathRoot(Path.GetTempPath()),
            RedirectStandardInput = read,
            RedirectStandardOutput = read,
            RedirectStandardError = read,
        };
        foreach (var name in start.Environment.Keys.Where(IsPostgresSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return new PrivatePostgresRun(-1, missing.Message);
        }

        using var running = process ?? throw new DatabaseException($"Cannot start {command[0]}.");
        try
        {
            var texts = read
                ? await Task.WhenAll(
                    running.StandardOutput.ReadToEndAsync(cancel),
                    running.StandardError.ReadToEndAsync(cancel)
                )
                : [];
            await running.WaitForExitAsync(cancel);
            return new PrivatePostgresRun(running.ExitCode, string.Concat(texts).Trim());
        }
        catch (OperationCanceledException)
        {
            running.Kill(entireProcessTree: true);
            throw;
        }
    }

    // PGDATA, PGPORT and the like of the person who starts the bridge are about another server.
    private static bool IsPostgresSetting(string name) =>
        name.StartsWith("PG", StringComparison.Ordinal) || name is "POSTGRES_HOST_AUTH_METHOD";
}

/// <summary>What a program of PostgreSQL answered; -1 when it could not be started.</summary>
internal sealed record PrivatePostgresRun(int ExitCode, string Output)
{
    public bool Succeeded => this.ExitCode == 0;
}
