using Bridge.Connectors.Budgets;

namespace Bridge.Connectors.Http;

/// <summary>The slice that a budget sends from, as it gets used up. Not thread safe.</summary>
internal sealed class SliceInHand
{
    private readonly Slice slice;
    private readonly int[] tokens;
    private readonly Dictionary<string, int> parts;

    public SliceInHand(Slice slice, DateTimeOffset ends)
    {
        this.slice = slice;
        this.Ends = ends;
        this.tokens = [.. slice.Tokens];
        this.parts = slice.Parts.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
    }

    public DateTimeOffset Ends { get; }

    public bool Unlimited => this.slice.Unlimited;

    /// <summary>True when what is sent from it was counted when it was handed out.</summary>
    public bool Counted => !this.slice.Unlimited && this.slice.Second is not null;

    public int Left => this.tokens.Sum();

    /// <summary>True when something is left that is worth giving back.</summary>
    public bool HasLeft => this.Counted && (this.Left > 0 || this.parts.Values.Any(left => left > 0));

    public bool HasPart(Charge charge) => charge.Part is not { } part || this.parts.GetValueOrDefault(part) > 0;

    /// <summary>Uses it for a request: what was meant for the less urgent may go to the more urgent, never the other way.</summary>
    public bool TryTake(Charge charge)
    {
        if (!this.HasPart(charge) || !(this.Unlimited || this.TryTake((int)charge.Priority, this.Price(charge))))
        {
            return false;
        }

        if (charge.Part is { } part)
        {
            this.parts[part]--;
        }

        return true;
    }

    /// <summary>Has no more than so many requests left, as the tool's own count says.</summary>
    public void Bound(int most)
    {
        for (var p = Slice.Priorities - 1; p >= 0 && this.Left > most; p--)
        {
            this.tokens[p] -= Math.Min(this.tokens[p], this.Left - most);
        }
    }

    /// <summary>What is left, to be handed out to others; null when nothing is.</summary>
    public SliceBack? Back() =>
        this.HasLeft && this.slice.Second is { } second ? new SliceBack(second, this.Left, this.parts) : null;

    /// <summary>A request that costs more than the limit allows in a minute would wait for ever: it takes the whole minute.</summary>
    private int Price(Charge charge) => Math.Clamp(charge.Cost, 1, Math.Max(1, this.slice.Limit * 3 / 4));

    private bool TryTake(int priority, int price)
    {
        if (this.tokens.Skip(priority).Sum() < price)
        {
            return false;
        }

        for (var p = priority; price > 0; p++)
        {
            var used = Math.Min(price, this.tokens[p]);
            this.tokens[p] -= used;
            price -= used;
        }

        return true;
    }
}
