using System.Collections.Immutable;

namespace Bridge.Demo;

/// <summary>One step of a story: what people do, and what must hold then.</summary>
internal sealed record StoryStep(string Title)
{
    /// <summary>What goes wrong on purpose meanwhile; null: nothing.</summary>
    public string? Trouble { get; init; }

    /// <summary>What people do, in this order.</summary>
    public required ImmutableArray<Act> Acts { get; init; }

    /// <summary>How far the clock is put forward once the bridge is at rest after the acts.</summary>
    public TimeSpan Passes { get; init; }

    /// <summary>What must come about.</summary>
    public required ImmutableArray<Fact> Comes { get; init; }

    /// <summary>What must hold once the bridge is at rest: things that must not have happened.</summary>
    public ImmutableArray<Fact> Stays { get; init; } = [];

    /// <summary>How long it may take until all of it came about, by the clock of this machine.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>Something that a person does.</summary>
/// <param name="Who">Name and part in the process.</param>
/// <param name="Where">The tool, or the way in ("by mail").</param>
/// <param name="What">In the present tense: "moves the ticket to Elevating".</param>
internal sealed record Act(string Who, string Where, string What, Func<CancellationToken, Task> DoAsync);

/// <summary>Something that can be seen in a tool or in the bridge.</summary>
/// <param name="Where">Freshdesk, ClickUp, Jira or bridge.</param>
/// <param name="Shown">Words from there that prove it, for the reader; null: there are none.</param>
internal sealed record Fact(
    string Where,
    string What,
    Func<CancellationToken, Task<bool>> HoldsAsync,
    Func<string?>? Shown = null
);
