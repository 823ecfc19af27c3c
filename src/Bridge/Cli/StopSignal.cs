using System.Runtime.InteropServices;

namespace Bridge.Cli;

/// <summary>
/// A token that Ctrl+C or a request to stop cancels, for commands that are made of several hosts. The second Ctrl+C is
/// not heeded either: stopping has an end of its own.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] signals;

    public StopSignal() =>
        this.signals = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, this.Heed),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, this.Heed),
        ];

    public CancellationToken Token => this.stop.Token;

    public void Dispose()
    {
        foreach (var signal in this.signals)
        {
            signal.Dispose();
        }

        this.stop.Dispose();
    }

    private void Heed(PosixSignalContext signal)
    {
        signal.Cancel = true;
        this.stop.Cancel();
    }
}
