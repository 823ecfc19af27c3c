using Bridge.Connectors.Budgets;

namespace Bridge.Connectors.Http;

/// <summary>
/// What a budget has heard from its tool: limits, pauses, refusals; and what of it the share has not been told yet. Not
/// thread safe.
/// </summary>
internal sealed class BudgetNews(int? requestsPerMinute)
{
    /// <summary>Share of a limit learned from the tool that is used: others use the account too.</summary>
    private const double LearnedShare = 0.9;

    /// <summary>For how long the tool's word on what is left says anything.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, PauseState> pauses = new(StringComparer.Ordinal);
    private readonly HashSet<string> untold = new(StringComparer.Ordinal);
    private int? learned;
    private bool learnedTold = true;
    private DateTimeOffset leftAt;
    private int refused;
    private bool troubleTold = true;

    public Dictionary<string, int> PartLimits { get; } = new(StringComparer.Ordinal);

    public int Uncounted { get; set; }

    public long RefusedEver { get; private set; }

    public Trouble? Trouble { get; private set; }

    /// <summary>What may be used of what the tool said is left; null when it did not say.</summary>
    public int? Left { get; private set; }

    /// <summary>True when other nodes should hear of it at once.</summary>
    public bool IsUrgent(DateTimeOffset now) => this.untold.Any(part => this.PauseOf(part, now) is not null);

    /// <summary>Takes in the tool's limit; true when it is another than before.</summary>
    public bool Learn(int toolLimit, int? left, DateTimeOffset now)
    {
        var share = Math.Max(1, (int)(toolLimit * LearnedShare));
        this.Left = left is { } rest ? Math.Max(0, rest - (toolLimit - share)) : null;
        this.leftAt = now;
        if (this.learned == share)
        {
            return false;
        }

        this.learned = share;
        this.learnedTold = false;
        return true;
    }

    public void Refuse()
    {
        this.refused++;
        this.RefusedEver++;
    }

    public void Tell(Trouble trouble)
    {
        this.Trouble = trouble;
        this.troubleTold = false;
    }

    public void Pause(string part, DateTimeOffset until, string reason, bool tell)
    {
        if (!this.pauses.TryGetValue(part, out var held) || until > held.Until)
        {
            this.pauses[part] = new PauseState(until, reason);
            if (tell)
            {
                this.untold.Add(part);
            }
        }
    }

    /// <summary>The pause of a part of the limit ("": of the whole connection); null when there is none.</summary>
    public PauseState? PauseOf(string part, DateTimeOffset now) =>
        this.pauses.GetValueOrDefault(part) is { } pause && pause.Until > now ? pause : null;

    public bool IsPaused(string? part, DateTimeOffset now) =>
        this.PauseOf("", now) is not null || (part is not null && this.PauseOf(part, now) is not null);

    /// <summary>All that is to be told.</summary>
    public BudgetAsk Ask(DateTimeOffset now) =>
        new()
        {
            Own = requestsPerMinute,
            Learned = this.learnedTold ? null : this.learned,
            Left = now - this.leftAt <= Fresh ? this.Left : null,
            PartLimits = new Dictionary<string, int>(this.PartLimits, StringComparer.Ordinal),
            Pauses = this
                .pauses.Where(p => this.untold.Contains(p.Key) && p.Value.Until > now)
                .ToDictionary(p => p.Key, p => new Pause(p.Value.Until - now, p.Value.Reason), StringComparer.Ordinal),
            Uncounted = this.Uncounted,
            Refused = this.refused,
            Trouble = this.troubleTold ? null : this.Trouble,
        };

    /// <summary>Forgets what was told; what came in meanwhile is told the next time.</summary>
    public void Told(BudgetAsk ask)
    {
        this.learnedTold |= ask.Learned == this.learned;
        this.troubleTold |= ask.Trouble == this.Trouble;
        this.Uncounted -= ask.Uncounted;
        this.refused -= ask.Refused;
        foreach (var part in ask.Pauses.Keys)
        {
            this.untold.Remove(part);
        }
    }
}
