namespace Bridge.Work;

/// <summary>How many cases a node works on at once, and for how long it has them.</summary>
public sealed class PumpOptions
{
    public int Concurrency { get; set; } = 64;

    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>On stop, how long cases may take to come to rest before they are left to be taken over.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(20);
}
