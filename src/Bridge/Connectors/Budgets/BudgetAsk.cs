namespace Bridge.Connectors.Budgets;

/// <summary>What a node tells of a connection's use since it last asked, and what it asks for.</summary>
public sealed record BudgetAsk
{
    /// <summary>Requests a minute by the settings; null: not set.</summary>
    public int? Own { get; init; }

    /// <summary>What is used of the limit that the tool told of; null: nothing new.</summary>
    public int? Learned { get; init; }

    /// <summary>What the tool said is left of that; null: nothing, or too long ago.</summary>
    public int? Left { get; init; }

    /// <summary>The cost of what waits, by priority.</summary>
    public int[] Waiting { get; init; } = new int[Slice.Priorities];

    /// <summary>What it expects to need besides, while the slice lives.</summary>
    public int Extra { get; init; }

    /// <summary>Requests that wait, by part of the limit.</summary>
    public IReadOnlyDictionary<string, int> Parts { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Limits of the parts, requests a minute.</summary>
    public IReadOnlyDictionary<string, int> PartLimits { get; init; } =
        new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>What is left unused of the slice before; null: nothing.</summary>
    public SliceBack? Back { get; init; }

    /// <summary>Sent since the last time without a slice that was counted.</summary>
    public int Uncounted { get; init; }

    /// <summary>Sent in the last minute, for a share that knows nothing of this node.</summary>
    public int Recent { get; init; }

    /// <summary>Pauses that the tool asked for, by part; "" is the whole connection.</summary>
    public IReadOnlyDictionary<string, Pause> Pauses { get; init; } =
        new Dictionary<string, Pause>(StringComparer.Ordinal);

    /// <summary>429s since the last time.</summary>
    public int Refused { get; init; }

    public Trouble? Trouble { get; init; }
}

/// <summary>What was handed out in a second and not used.</summary>
public sealed record SliceBack(long Second, int Count, IReadOnlyDictionary<string, int> Parts);
