namespace Bridge.Sandbox.Hosting;

/// <summary>
/// What happens to webhooks on their way: lost, doubled, late or shuffled. All shares are 0 to 1 and repeatable by
/// <see cref="Seed"/>; <see cref="LoseNext"/> and <see cref="DoubleNext"/> go first. Thread safe.
/// </summary>
public sealed class WebhookWeather
{
    private readonly Lock gate = new();
    private Random random = new(1);
    private int loseNext;
    private int doubleNext;

    public double LostShare { get; set; }

    public double DoubledShare { get; set; }

    /// <summary>Each delivery waits a random time of at most this: later events may overtake it.</summary>
    public TimeSpan ShuffleWithin { get; set; }

    public int Seed
    {
        set
        {
            lock (this.gate)
            {
                this.random = new Random(value);
            }
        }
    }

    public void LoseNext(int times = 1) => Interlocked.Add(ref this.loseNext, times);

    public void DoubleNext(int times = 1) => Interlocked.Add(ref this.doubleNext, times);

    /// <summary>The waits of the copies to deliver: none when lost, two when doubled.</summary>
    internal IReadOnlyList<TimeSpan> Copies()
    {
        lock (this.gate)
        {
            if (this.loseNext > 0)
            {
                this.loseNext--;
                return [];
            }

            var twice = this.doubleNext > 0;
            if (twice)
            {
                this.doubleNext--;
            }

            if (!twice && this.random.NextDouble() < this.LostShare)
            {
                return [];
            }

            twice |= this.random.NextDouble() < this.DoubledShare;
            return twice ? [this.Wait(), this.Wait()] : [this.Wait()];
        }
    }

    private TimeSpan Wait() => this.ShuffleWithin * this.random.NextDouble();
}
