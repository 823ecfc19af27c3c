using System.Diagnostics;
using System.Globalization;

namespace Bridge.Bench.Pressure;

/// <summary>The bridge as a process of its own, set up by environment variables.</summary>
internal sealed class BridgeProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly string told = Path.GetTempFileName();
    private readonly List<string> log = [];
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BridgeProcess(Process process) => this.process = process;

    /// <summary>Starts it and answers once it listens.</summary>
    /// <param name="program">bridge.dll.</param>
    public static async Task<BridgeProcess> StartAsync(string program, IReadOnlyDictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program);
        start.ArgumentList.Add("run");
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var bridge = new BridgeProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment[StartupHook.Variable] = bridge.told;
        bridge.process.OutputDataReceived += (_, line) => bridge.Read(line.Data);
        bridge.process.ErrorDataReceived += (_, line) => bridge.Read(line.Data);
        bridge.process.Exited += (_, _) => bridge.listening.TrySetException(new IOException(bridge.Log));
        bridge.process.Start();
        bridge.process.BeginOutputReadLine();
        bridge.process.BeginErrorReadLine();
        await bridge.listening.Task.WaitAsync(TimeSpan.FromMinutes(2));
        return bridge;
    }

    public string Log
    {
        get
        {
            lock (this.log)
            {
                return string.Join('\n', this.log.TakeLast(40));
            }
        }
    }

    /// <summary>The most memory that it ever had, in MB of 1,000,000 bytes.</summary>
    public double PeakMb => this.Mb("VmHWM:");

    /// <summary>Memory that it has now and that is no part of a file, in MB.</summary>
    public double OwnMb => this.Mb("RssAnon:");

    /// <summary>Seconds of processor time that it used.</summary>
    public double Cpu
    {
        get
        {
            this.process.Refresh();
            return this.process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>What the bridge's own metrics said last; 0 when they said nothing of it.</summary>
    public double Told(string name) =>
        File.ReadLines(this.told)
            .Select(line => line.Split(' '))
            .Where(words => words[0] == name)
            .Select(words => double.Parse(words[1], CultureInfo.InvariantCulture))
            .FirstOrDefault();

    public async ValueTask DisposeAsync()
    {
        if (!this.process.HasExited)
        {
            this.process.Kill();
            await this.process.WaitForExitAsync();
        }

        this.process.Dispose();
        File.Delete(this.told);
    }

    private double Mb(string what)
    {
        var line = File.ReadLines($"/proc/{this.process.Id}/status")
            .First(l => l.StartsWith(what, StringComparison.Ordinal));
        var kb = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1];
        return double.Parse(kb, CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (this.log)
        {
            this.log.Add(line);
        }

        if (line.Contains("Bridge is listening", StringComparison.Ordinal))
        {
            this.listening.TrySetResult();
        }
    }
}
