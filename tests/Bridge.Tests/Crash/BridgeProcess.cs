using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Bridge.Tests.Crash;

/// <summary>A bridge as users run it: a process of its own, set up through environment variables.</summary>
internal sealed class BridgeProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly ConcurrentQueue<string> log = new();
    private readonly long began = Stopwatch.GetTimestamp();
    private bool isDisposed;
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BridgeProcess(Process process) => this.process = process;

    /// <summary>What it took to listen; zero where it was killed before.</summary>
    public TimeSpan StartTook { get; private set; }

    /// <summary>How much of a processor that used.</summary>
    public TimeSpan StartUsed { get; private set; }

    /// <summary>What it wrote to its console.</summary>
    public string Log => string.Join('\n', this.log);

    /// <summary>The number of the process, by which the tools' call logs name it.</summary>
    public int Id { get; private set; }

    /// <summary>Null while it lives.</summary>
    public int? ExitCode => this.process.HasExited ? this.process.ExitCode : null;

    public bool IsAlive => !this.isDisposed && !this.process.HasExited;

    /// <summary>The most memory that it ever had, in MB of 1,000,000 bytes.</summary>
    public double PeakMb
    {
        get
        {
            var line = File.ReadLines($"/proc/{this.process.Id}/status")
                .First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            var kb = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1];
            return double.Parse(kb, CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
    }

    /// <summary>True once SIGKILL has ended it, its own or ours.</summary>
    public bool WasKilled => this.process.HasExited && this.process.ExitCode == 128 + 9;

    /// <summary>Starts it and answers once it listens, or once it was killed where it was to be.</summary>
    /// <param name="killAt">Where it kills itself; null: nowhere.</param>
    public static async Task<BridgeProcess> StartAsync(
        IReadOnlyDictionary<string, string?> settings,
        KillPoint? killAt = null
    )
    {
        var bridge = Begin(settings, killAt);
        try
        {
            await bridge.listening.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
            bridge.StartTook = Stopwatch.GetElapsedTime(bridge.began);
            bridge.StartUsed = bridge.IsAlive ? bridge.process.TotalProcessorTime : TimeSpan.Zero;
        }
        catch (InvalidOperationException) when (killAt is not null && bridge.WasKilled)
        {
            return bridge;
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            await bridge.DisposeAsync();
            Assert.Fail($"the bridge does not start: {e.Message}\n{bridge.Log}");
        }

        return bridge;
    }

    /// <summary>Starts one that is to end by itself; answers its exit code and what it said.</summary>
    public static async Task<(int ExitCode, string Log)> RefusedAsync(IReadOnlyDictionary<string, string?> settings)
    {
        await using var bridge = Begin(settings, null);
        await bridge.process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        return (bridge.process.ExitCode, bridge.Log);
    }

    private static BridgeProcess Begin(IReadOnlyDictionary<string, string?> settings, KillPoint? killAt)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "bridge.dll"));
        start.ArgumentList.Add("run");
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(KillPoint).Assembly.Location;
        if (killAt is not null)
        {
            start.Environment[KillPoint.Variable] = killAt.ToString();
        }

        var bridge = new BridgeProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        bridge.process.OutputDataReceived += (_, line) => bridge.Read(line.Data);
        bridge.process.ErrorDataReceived += (_, line) => bridge.Read(line.Data);
        bridge.process.Exited += (_, _) => bridge.listening.TrySetException(new InvalidOperationException("it ended"));
        bridge.process.Start();
        bridge.Id = bridge.process.Id;
        bridge.process.BeginOutputReadLine();
        bridge.process.BeginErrorReadLine();
        return bridge;
    }

    /// <summary>SIGKILL: it gets no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        if (!this.process.HasExited)
        {
            this.process.Kill();
        }

        await this.process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM, as a service manager stops it: the exit code, and how long it took to end.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync()
    {
        var began = Stopwatch.GetTimestamp();
        this.Signal("TERM");
        await this.process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        return (this.process.ExitCode, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Sends it a signal by name, such as STOP or CONT; nothing when it has ended.</summary>
    public void Signal(string name)
    {
        if (this.IsAlive)
        {
            using var kill = Process.Start(
                "kill",
                [$"-{name}", this.process.Id.ToString(CultureInfo.InvariantCulture)]
            );
            kill.WaitForExit();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (this.isDisposed)
        {
            return;
        }

        this.isDisposed = true;
        if (!this.process.HasExited)
        {
            this.process.Kill();
            await this.process.WaitForExitAsync();
        }

        this.process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        this.log.Enqueue(line);
        if (line.Contains("Bridge is listening", StringComparison.Ordinal))
        {
            this.listening.TrySetResult();
        }
    }
}
