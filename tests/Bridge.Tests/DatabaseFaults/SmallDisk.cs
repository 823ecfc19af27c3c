using System.Diagnostics;
using System.Globalization;

namespace Bridge.Tests.DatabaseFaults;

/// <summary>A disk in memory that a test can fill. Needs the right to mount; skips the calling test without it.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string mount;

    private SmallDisk(string mount) => this.mount = mount;

    /// <summary>For the server's files.</summary>
    public string Folder => Path.Combine(this.mount, "space");

    private string Ballast => Path.Combine(this.mount, "ballast");

    public static async Task<SmallDisk> MountAsync(OwnServer server, int megabytes)
    {
        var point = Directory.CreateTempSubdirectory("bridge-disk-").FullName;
        var size = string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=0755");
        if (!OperatingSystem.IsLinux() || !await RunAsync("mount", "-t", "tmpfs", "-o", size, "tmpfs", point))
        {
            Directory.Delete(point);
            await server.DisposeAsync();
            Assert.Skip("A small disk cannot be mounted here: that takes root on Linux.");
        }

        var disk = new SmallDisk(point);
        Directory.CreateDirectory(disk.Folder);
        await server.GiveAsync(disk.Folder);
        return disk;
    }

    /// <summary>Leaves no room at all.</summary>
    public void Fill()
    {
        using var file = new FileStream(this.Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var part = new byte[64 * 1024]; part.Length >= 1024; part = new byte[part.Length / 2])
        {
            try
            {
                while (true)
                {
                    file.Write(part);
                }
            }
            catch (IOException)
            {
                // Full for parts of this size: then smaller ones.
            }
        }
    }

    public void MakeRoom() => File.Delete(this.Ballast);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "-l", this.mount);
        Directory.Delete(this.mount);
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false }
        );
        await process!.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
