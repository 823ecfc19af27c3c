using System.Collections.Immutable;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Testing;

/// <summary>One step of a mapping test. The set is closed.</summary>
public abstract record TestStep
{
    private TestStep() { }

    public required FilePlace Place { get; init; }

    /// <summary>The step as the file words it, in one line.</summary>
    public required string Text { get; init; }

    /// <summary>Somebody changes fields of the ticket or item; "status" (and "resolution") move it.</summary>
    public sealed record Sets(Side Side, FieldBag Values) : TestStep;

    /// <summary>Somebody writes a note, a reply or a comment.</summary>
    /// <param name="Public">True when the customer can see it.</param>
    /// <param name="Incoming">True when the customer wrote it.</param>
    public sealed record Writes(Side Side, string Author, bool Public, bool Incoming, string Words) : TestStep;

    /// <summary>Somebody edits or deletes the newest that they wrote.</summary>
    /// <param name="Having">The newest that contains these words; null: the newest.</param>
    /// <param name="Words">The new text; null: it is deleted.</param>
    public sealed record Rewrites(Side Side, string Author, string? Having, string? Words) : TestStep;

    /// <summary>Somebody adds a file.</summary>
    /// <param name="Incoming">True when the customer does.</param>
    /// <param name="Words">
    /// What they write with it; null: the file stands alone, in a reply or note of the helpdesk or at the item itself.
    /// </param>
    public sealed record Attaches(Side Side, string Author, bool Incoming, TestFile File, string? Words) : TestStep;

    /// <summary>The customer answers the validation's question by the link of its newest round.</summary>
    /// <param name="Remark">What is written beside it; null: nothing.</param>
    public sealed record Answers(CustomerAnswer Answer, string? Remark) : TestStep;

    /// <summary>Somebody decides about a message that the leak guard stopped.</summary>
    /// <param name="Words">The new words as Markdown; null unless it is rewritten.</param>
    public sealed record Decides(VerdictKind Kind, string Message, string? Words) : TestStep;

    /// <summary>The ticket or item is deleted, marked as spam, or there again.</summary>
    public sealed record Becomes(Side Side, Presence Presence) : TestStep;

    /// <summary>Time passes; exactly one of the two is given.</summary>
    public sealed record Waits(TimeSpan? Span, WorkingSpan? Working) : TestStep;

    /// <summary>Time passes until a moment.</summary>
    public sealed record Until(DateTimeOffset At) : TestStep;

    /// <summary>Time passes until the next such weekday and time of day in the calendar's zone.</summary>
    public sealed record UntilDay(DayOfWeek Day, TimeOnly Time) : TestStep;

    /// <summary>What must be so now, or have happened since the expectation before.</summary>
    public sealed record Expects(ImmutableArray<Expected> All) : TestStep;
}
