using Npgsql;

namespace Bridge.Store;

/// <summary>
/// Whether the database can be used, as all who use it find: each tells what it met, and the log hears of it once, each
/// minute that it lasts, and when it is over. Thread safe.
/// </summary>
public sealed partial class DatabaseOutage(NpgsqlDataSource source, TimeProvider time, ILogger<DatabaseOutage> logger)
{
    private static readonly TimeSpan BetweenWords = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenClears = TimeSpan.FromSeconds(1);

    /// <summary>For so long a full disk counts as full after the last write that it refused: others still find room in pages.</summary>
    private static readonly TimeSpan FullFor = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private volatile bool isOut;
    private string? whyFull;
    private DateTimeOffset since;
    private DateTimeOffset fullAt;
    private DateTimeOffset saidAt;
    private DateTimeOffset clearedAt;
    private bool isSaid;
    private long refused;

    /// <summary>Why writes fail though the database answers; null: nothing is known against it.</summary>
    public string? WritesFail
    {
        get
        {
            lock (this.gate)
            {
                return this.IsFull(time.GetUtcNow()) ? this.whyFull : null;
            }
        }
    }

    /// <summary>A webhook was answered 503.</summary>
    public void RefusedWebhook(Exception e)
    {
        Interlocked.Increment(ref this.refused);
        this.Met(e);
    }

    /// <summary>A call failed by <see cref="DatabaseTrouble"/>, or got no answer in the time that it could wait.</summary>
    public void Met(Exception e)
    {
        e = DatabaseTrouble.Within(e) ?? e;
        var now = time.GetUtcNow();
        lock (this.gate)
        {
            if (!this.isOut)
            {
                (this.isOut, this.since) = (true, now);
            }

            var why = DatabaseTrouble.Say(e);
            if (DatabaseTrouble.IsFullDisk(e))
            {
                (this.fullAt, this.whyFull) = (now, why);
            }

            if (now - this.saidAt >= BetweenWords)
            {
                (this.saidAt, this.isSaid) = (now, true);
                Log.Away(logger, why, now - this.since, Interlocked.Exchange(ref this.refused, 0));
            }

            if (!DatabaseTrouble.IsReadOnly(e) || now - this.clearedAt < BetweenClears)
            {
                return;
            }

            this.clearedAt = now;
        }

        // Sessions that began read-only stay so: those to come go where writes are taken.
        source.Clear();
    }

    /// <summary>A statement that writes went through.</summary>
    public void Over()
    {
        if (!this.isOut)
        {
            return;
        }

        lock (this.gate)
        {
            if (this.isOut && this.isSaid)
            {
                Log.Back(logger, time.GetUtcNow() - this.since, Interlocked.Exchange(ref this.refused, 0));
            }

            (this.isOut, this.isSaid) = (false, false);
        }
    }

    private bool IsFull(DateTimeOffset now) => this.whyFull is not null && now - this.fullAt < FullFor;

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Error,
            "The database cannot be used: {Why}. Webhooks are answered 503 and come again, cases wait (for {Time} so far, {Webhooks} webhooks since the last word)"
        )]
        public static partial void Away(ILogger logger, string why, TimeSpan time, long webhooks);

        [LoggerMessage(
            LogLevel.Information,
            "The database can be used again, after {Time} and {Webhooks} more webhooks that were answered 503"
        )]
        public static partial void Back(ILogger logger, TimeSpan time, long webhooks);
    }
}
