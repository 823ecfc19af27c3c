using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bridge.Tests.DatabaseFaults;

/// <summary>The network between a bridge and its PostgreSQL: slow, dead, cut, or cut just where a commit is answered.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<Pair, Task> pairs = new();
    private readonly ConcurrentQueue<Loss> losses = new();
    private readonly Random chance = new(4711);
    private readonly Task accepting;
    private volatile int target;
    private volatile bool hangs;
    private volatile bool refuses;
    private volatile int slowFrom;
    private volatile int slowTo;

    public Wire(int target)
    {
        this.target = target;
        this.listener.Start();
        this.accepting = this.AcceptAsync();
    }

    /// <summary>An answer that gets lost: to the next request with these words.</summary>
    /// <param name="Committed">True: the server did what it was asked; false: it never heard of it.</param>
    public sealed record Loss(string Words, bool Committed);

    public int Port => ((IPEndPoint)this.listener.LocalEndpoint).Port;

    /// <summary>Connections that were cut as they were made.</summary>
    public int Refused { get; private set; }

    /// <summary>Losses that have not come about yet.</summary>
    public int LossesLeft => this.losses.Count;

    /// <summary>Nothing gets through, and nobody is told.</summary>
    public void Hang() => this.hangs = true;

    /// <summary>Connections are cut, and new ones too.</summary>
    public void Refuse()
    {
        this.refuses = true;
        this.Cut();
    }

    /// <summary>Each answer takes so many milliseconds longer.</summary>
    public void Slow(int from, int to) => (this.slowFrom, this.slowTo) = (from, to);

    /// <summary>Answers are lost, one after the other.</summary>
    public void Lose(params IEnumerable<Loss> next)
    {
        foreach (var loss in next)
        {
            this.losses.Enqueue(loss);
        }
    }

    /// <summary>All is well again; what hung is cut.</summary>
    public void Mend()
    {
        var cut = this.hangs;
        (this.hangs, this.refuses, this.slowFrom, this.slowTo) = (false, false, 0, 0);
        if (cut)
        {
            this.Cut();
        }
    }

    /// <summary>Cuts all connections there are.</summary>
    public void Cut()
    {
        foreach (var pair in this.pairs.Keys)
        {
            pair.Cut();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await this.ending.CancelAsync();
        this.listener.Stop();
        this.Cut();
        await this.accepting;
        await Task.WhenAll(this.pairs.Values);
        this.ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!this.ending.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await this.listener.AcceptSocketAsync(this.ending.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                return;
            }

            if (this.refuses)
            {
                this.Refused++;
                client.Dispose();
                continue;
            }

            var pair = new Pair(client);
            var go = new TaskCompletionSource();
            this.pairs[pair] = this.CarryAsync(pair, go.Task);
            go.SetResult();
        }
    }

    private async Task CarryAsync(Pair pair, Task registered)
    {
        await registered;
        try
        {
            await pair.Server.ConnectAsync(IPAddress.Loopback, this.target, this.ending.Token);
            pair.Client.NoDelay = pair.Server.NoDelay = true;
            await Task.WhenAny(this.ToServerAsync(pair), this.ToClientAsync(pair));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The server is down, or the test is over: the client learns it by the cut.
        }

        pair.Cut();
        this.pairs.TryRemove(pair, out _);
    }

    private Task ToServerAsync(Pair pair) =>
        this.CopyAsync(
            pair.Client,
            pair.Server,
            bytes =>
            {
                if (
                    this.losses.TryPeek(out var loss)
                    && bytes.Span.IndexOf(Encoding.ASCII.GetBytes(loss.Words)) >= 0
                    && this.losses.TryDequeue(out _)
                )
                {
                    pair.AnswerIsLost = loss.Committed;
                    return loss.Committed;
                }

                return true;
            }
        );

    private Task ToClientAsync(Pair pair) =>
        this.CopyAsync(
            pair.Server,
            pair.Client,
            // ReadyForQuery ends the answer to a whole batch: what was asked is committed then.
            bytes => !pair.AnswerIsLost || !EndsAnswer(bytes.Span)
        );

    /// <summary>Until an end closes, or the line says no to a part: then it is not carried over, and all ends.</summary>
    private async Task CopyAsync(Socket from, Socket to, Func<ReadOnlyMemory<byte>, bool> passes)
    {
        var part = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(part, this.ending.Token)) > 0)
            {
                while (this.hangs)
                {
                    await Task.Delay(10, this.ending.Token);
                }

                if (this.slowTo > 0)
                {
                    await Task.Delay(this.chance.Next(this.slowFrom, this.slowTo) / 2, this.ending.Token);
                }

                if (!passes(part.AsMemory(0, read)))
                {
                    return;
                }

                await to.SendAsync(part.AsMemory(0, read), this.ending.Token);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private static bool EndsAnswer(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 6 && bytes[^6..^1].SequenceEqual(stackalloc byte[] { (byte)'Z', 0, 0, 0, 5 });

    private sealed class Pair(Socket client)
    {
        public Socket Client => client;

        public Socket Server { get; } = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public volatile bool AnswerIsLost;

        public void Cut()
        {
            client.Dispose();
            this.Server.Dispose();
        }
    }
}
