using System.ComponentModel;
using System.Diagnostics;

namespace Bridge.Store;

/// <summary>A server's note about itself in postmaster.pid.</summary>
internal sealed record PrivatePostgresPid(int Pid, DateTimeOffset Started, PrivatePostgresAddress Address)
{
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(2);

    /// <summary>True when the process with that number is a PostgreSQL that started when the note says.</summary>
    public bool IsAlive()
    {
        try
        {
            using var process = Process.GetProcessById(this.Pid);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal)
                && (process.StartTime.ToUniversalTime() - this.Started.UtcDateTime).Duration() < ClockSlack
                && !this.IsDeadButListed();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    // In a container whose first process collects no orphans, a killed server stays in the list as a zombie.
    private bool IsDeadButListed()
    {
        var stat = $"/proc/{this.Pid}/stat";
        return File.Exists(stat) && File.ReadAllText(stat).Split(") ")[^1].StartsWith('Z');
    }
}
