using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Bridge.Store;

/// <summary>A server's note about itself, postmaster.pid in its cluster.</summary>
internal sealed record PrivatePostgresPid(int Pid, DateTimeOffset Started, PrivatePostgresAddress Address)
{
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(2);

    /// <summary>Null when there is no note, or only the beginning of one.</summary>
    public static PrivatePostgresPid? Read(string file)
    {
        var lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        return
            lines.Length > 4
            && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid)
            && long.TryParse(lines[2], CultureInfo.InvariantCulture, out var started)
            && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
            ? new PrivatePostgresPid(
                pid,
                DateTimeOffset.FromUnixTimeSeconds(started),
                new PrivatePostgresAddress(lines[4].Trim() is { Length: > 0 } socket ? socket : null, port)
            )
            : null;
    }

    /// <summary>
    /// True when the server that wrote the note lives. After a crash its number may be another process's: the server is
    /// the one that works in the folder of the note or, where a process does not show its folder, a PostgreSQL that
    /// started when the note says.
    /// </summary>
    public bool IsAlive()
    {
        if (Directory.Exists("/proc/self/cwd"))
        {
            return Read($"/proc/{this.Pid}/cwd/postmaster.pid") is { } own
                && own.Pid == this.Pid
                && own.Started == this.Started;
        }

        try
        {
            using var process = Process.GetProcessById(this.Pid);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal)
                && (process.StartTime.ToUniversalTime() - this.Started.UtcDateTime).Duration() < ClockSlack;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }
}
