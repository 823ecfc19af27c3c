using System.Threading.Channels;
using Bridge.Core.Model;

namespace Bridge.Store;

/// <summary>Signals of one connection that came together, and whoever waits for them to be committed.</summary>
internal sealed record Arrival(IReadOnlyCollection<Signal> Signals)
{
    public string Connection => this.Signals.First().Connection;

    public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>
/// What waits to be committed: a short line for each connection, taken from in turns. Who finds the line of his connection full
/// waits until there is room. Thread safe; one taker.
/// </summary>
internal sealed class Arrivals
{
    private const int MostOfConnection = 2000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Channel<Arrival>> lines = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim some = new(0, 1);
    private int turn;
    private bool closed;

    /// <summary>Adds to the line of the arrival's connection.</summary>
    /// <exception cref="ChannelClosedException">Nothing is taken any more.</exception>
    public async ValueTask AddAsync(Arrival arrival, CancellationToken cancel)
    {
        await this.Of(arrival.Connection).Writer.WriteAsync(arrival, cancel);
        this.Wake();
    }

    /// <summary>Waits until something is there, and takes it in turns until so many signals are taken.</summary>
    public async Task<List<Arrival>> NextAsync(int most, CancellationToken cancel)
    {
        while (true)
        {
            if (this.Take(most) is { Count: > 0 } taken)
            {
                return taken;
            }

            await this.some.WaitAsync(cancel);
        }
    }

    /// <summary>Takes what is there, one arrival of each connection after the other, until so many signals are taken.</summary>
    public List<Arrival> Take(int most)
    {
        Channel<Arrival>[] all;
        lock (this.gate)
        {
            all = [.. this.lines.Values];
        }

        var taken = new List<Arrival>();
        var empty = 0;
        while (most > 0 && empty < all.Length)
        {
            if (all[(this.turn = (this.turn + 1) % all.Length)].Reader.TryRead(out var arrival))
            {
                taken.Add(arrival);
                most -= arrival.Signals.Count;
                empty = 0;
            }
            else
            {
                empty++;
            }
        }

        return taken;
    }

    /// <summary>Takes nothing more in; what is there can still be taken.</summary>
    public void Close()
    {
        lock (this.gate)
        {
            this.closed = true;
            foreach (var line in this.lines.Values)
            {
                line.Writer.TryComplete();
            }
        }
    }

    private Channel<Arrival> Of(string connection)
    {
        lock (this.gate)
        {
            if (!this.lines.TryGetValue(connection, out var line))
            {
                line = Channel.CreateBounded<Arrival>(
                    new BoundedChannelOptions(MostOfConnection)
                    {
                        SingleReader = true,
                        FullMode = BoundedChannelFullMode.Wait,
                    }
                );
                this.lines.Add(connection, line);
                if (this.closed)
                {
                    line.Writer.Complete();
                }
            }

            return line;
        }
    }

    private void Wake()
    {
        lock (this.gate)
        {
            if (this.some.CurrentCount == 0)
            {
                this.some.Release();
            }
        }
    }
}
