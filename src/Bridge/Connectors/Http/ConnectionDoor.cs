using Bridge.Core.Delivery;
using Bridge.Core.Delivery.Connections;

namespace Bridge.Connectors.Http;

/// <summary>
/// Through which all calls of a connection go on this node: shut while the connection is paused, but for probes. What calls
/// come to is told to it, and whoever watches is asked to look when that raises a doubt. Thread safe.
/// </summary>
public sealed class ConnectionDoor(string connection, TimeProvider time)
{
    private static readonly AsyncLocal<bool> Knocking = new();
    private readonly Lock gate = new();
    private ConnectionState state = ConnectionState.Up;

    /// <summary>The connection's name in the settings.</summary>
    public string Connection => connection;

    /// <summary>What this node knows of the connection.</summary>
    public ConnectionState State
    {
        get
        {
            lock (this.gate)
            {
                return this.state;
            }
        }
    }

    /// <summary>Null: calls pass.</summary>
    public ConnectionPause? Pause => this.State.Pause;

    /// <summary>
    /// Has the connection looked at, which ends once that is over. Null: nobody watches, as in commands, and nothing pauses.
    /// </summary>
    public Func<CancellationToken, Task>? LookAsync { get; set; }

    /// <summary>What a call that may not pass is told; null: it may.</summary>
    public Failure? Shut =>
        !Knocking.Value && this.Pause is { } pause
            ? new Failure(FailureKind.Paused, $"the connection '{connection}' is paused: {pause.Words}")
            {
                WaitsFor = connection,
            }
            : null;

    /// <summary>Takes in what was seen, and answers the state after it.</summary>
    public ConnectionState Take(ConnectionEvent seen)
    {
        lock (this.gate)
        {
            return this.state = this.state.After(seen, time.GetUtcNow());
        }
    }

    /// <summary>Calls from here on, until this is disposed, are probes and pass.</summary>
    public static IDisposable Knock() => new Knocked();

    /// <summary>Takes in what a call came to; a refused key is looked into before this ends.</summary>
    /// <param name="keyRefused">The tool says that the key is not good for the call.</param>
    public async Task HearAsync(ToolAnswer answer, bool keyRefused, CancellationToken cancel)
    {
        if (this.LookAsync is not { } look || Knocking.Value || answer.NoAnswer?.Kind == FailureKind.Paused)
        {
            return;
        }

        ConnectionEvent seen =
            keyRefused ? new ConnectionEvent.KeyRefused()
            : answer.NoAnswer is { Kind: FailureKind.Offline or FailureKind.Unknown } || answer.Status >= 500
                ? new ConnectionEvent.Failed()
            : new ConnectionEvent.Answered();
        if (!this.Take(seen).IsDoubted)
        {
            return;
        }

        if (keyRefused)
        {
            await look(cancel);
        }
        else
        {
            // Nobody waits for a tool that does not answer.
            _ = look(CancellationToken.None);
        }
    }

    private sealed class Knocked : IDisposable
    {
        private readonly bool outer = Knocking.Value;

        public Knocked() => Knocking.Value = true;

        public void Dispose() => Knocking.Value = this.outer;
    }
}
