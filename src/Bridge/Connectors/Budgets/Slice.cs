using System.Collections.Immutable;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.Budgets;

/// <summary>What a node may send of a connection's budget without asking again.</summary>
public sealed record Slice
{
    /// <summary>How long a slice may be used, counted from before it was asked for.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(1);

    /// <summary>How many values <see cref="Priority"/> has.</summary>
    public const int Priorities = 4;

    /// <summary>True when the connection has no known limit: anything may be sent while the slice lives.</summary>
    public bool Unlimited { get; init; }

    /// <summary>In which second it was handed out (since 1970); null: by nobody, the node goes on alone.</summary>
    public long? Second { get; init; }

    /// <summary>Requests by the lowest <see cref="Priority"/> that may use them.</summary>
    public int[] Tokens { get; init; } = new int[Priorities];

    /// <summary>Requests by part of the limit.</summary>
    public IReadOnlyDictionary<string, int> Parts { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Requests a minute that all nodes may make together; 0: not known.</summary>
    public int Limit { get; init; }

    /// <summary>What nobody was handed of the last minute's.</summary>
    public int Left { get; init; }

    /// <summary>Nodes that use the connection now, this one among them.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>Pauses that hold, by part; "" is the whole connection.</summary>
    public IReadOnlyDictionary<string, Pause> Pauses { get; init; } =
        new Dictionary<string, Pause>(StringComparer.Ordinal);

    /// <summary>
    /// How long one more request would have to wait behind those that wait already, by its <see cref="Priority"/>; empty: not at
    /// all, as far as is known.
    /// </summary>
    public ImmutableArray<TimeSpan> Waits { get; init; } = [];

    /// <summary>When to ask again for what is still waited for.</summary>
    public TimeSpan Again { get; init; }
}

/// <summary>Nothing is sent for so long, from now on.</summary>
/// <param name="Reason">In words for an admin.</param>
public sealed record Pause(TimeSpan For, string Reason);

/// <summary>What a tool answered last that was no success. It holds no query, body or secret.</summary>
/// <param name="RequestId">The tool's own number of the request, for its support; null when it gave none.</param>
public sealed record Trouble(DateTimeOffset At, string What, string? RequestId);
