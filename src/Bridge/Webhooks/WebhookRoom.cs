namespace Bridge.Webhooks;

/// <summary>
/// How many bytes of webhooks are held in memory at once, from before a body is read until its signals are committed. When
/// there is no room a webhook waits, unread; when too many wait, or for too long, it is refused and its sender tries again.
/// One connection may have three quarters, so that its flood leaves room for the rest. Thread safe.
/// </summary>
public sealed class WebhookRoom(TimeProvider time, long most = WebhookRoom.Most)
{
    /// <summary>Bytes of all webhooks that are being taken in.</summary>
    public const long Most = 32 * 1024 * 1024;

    /// <summary>What a webhook counts at least: headers, buffers and tasks weigh more than a small body.</summary>
    public const long Least = 16 * 1024;

    private const int MostWaiting = 1000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, long> heldOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<Waiter> waiting = new();
    private long held;

    /// <summary>Bytes that are held now.</summary>
    public long Held
    {
        get
        {
            lock (this.gate)
            {
                return this.held;
            }
        }
    }

    /// <summary>Waits for room; null when there is none in time.</summary>
    public async Task<IDisposable?> EnterAsync(string connection, long bytes, CancellationToken cancel)
    {
        Waiter waiter;
        lock (this.gate)
        {
            var place = new Place(this, connection, Math.Max(Least, bytes));
            if (this.HasRoomFor(place))
            {
                this.Take(place);
                return place;
            }

            if (this.waiting.Count >= MostWaiting)
            {
                return null;
            }

            waiter = new Waiter(place);
            this.waiting.AddLast(waiter);
        }

        using var patience = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        await using var given = either.Token.Register(() => waiter.TrySetResult(false));
        if (await waiter.Task)
        {
            return waiter.Place;
        }

        lock (this.gate)
        {
            this.waiting.Remove(waiter);
        }

        cancel.ThrowIfCancellationRequested();
        return null;
    }

    private bool HasRoomFor(Place place) =>
        this.held + place.Bytes <= most
        && this.heldOf.GetValueOrDefault(place.Connection) + place.Bytes <= most / 4 * 3;

    private void Take(Place place)
    {
        this.held += place.Bytes;
        this.heldOf[place.Connection] = this.heldOf.GetValueOrDefault(place.Connection) + place.Bytes;
    }

    private void Leave(Place place)
    {
        lock (this.gate)
        {
            this.held -= place.Bytes;
            this.heldOf[place.Connection] -= place.Bytes;
            for (var node = this.waiting.First; node is not null; )
            {
                var next = node.Next;
                if (this.HasRoomFor(node.Value.Place))
                {
                    this.waiting.Remove(node);
                    if (node.Value.TrySetResult(true))
                    {
                        this.Take(node.Value.Place);
                    }
                }

                node = next;
            }
        }
    }

    private sealed class Waiter(Place place)
        : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Place Place => place;
    }

    private sealed class Place(WebhookRoom room, string connection, long bytes) : IDisposable
    {
        private WebhookRoom? room = room;

        public string Connection => connection;

        public long Bytes => bytes;

        public void Dispose() => Interlocked.Exchange(ref this.room, null)?.Leave(this);
    }
}
