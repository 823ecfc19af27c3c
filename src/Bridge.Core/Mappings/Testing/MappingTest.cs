using System.Collections.Immutable;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Testing;

/// <summary>Where something stands in a file; Line and Column count from 1.</summary>
public sealed record FilePlace(string File, int Line, int Column)
{
    public override string ToString() => $"{this.File}:{this.Line}:{this.Column}";
}

/// <summary>A test of a mapping file: what is there, what happens, and what must have come of it.</summary>
public sealed record MappingTest(string Name, FilePlace Place, Given Given, ImmutableArray<TestStep> Steps);

/// <summary>The ticket, and what else is there before the first step.</summary>
public sealed record Given
{
    /// <summary>When the test begins; null: Monday, 5 January 2026, 09:00 in the calendar's zone.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Fields of the ticket by their names in the helpdesk, "status" among them.</summary>
    public FieldBag Ticket { get; init; } = FieldBag.Empty;

    /// <summary>Fields of the item by their names in the tracker; null: none is said.</summary>
    public FieldBag? Item { get; init; }

    /// <summary>The stage that the case is in, with its item linked; null: the ticket has not come in yet.</summary>
    public string? Stage { get; init; }

    /// <summary>When the case entered that stage; null: when the test begins.</summary>
    public DateTimeOffset? StageSince { get; init; }

    /// <summary>The ETA that the customer was told before; null: none.</summary>
    public DateOnly? EtaTold { get; init; }

    /// <summary>
    /// How many rounds of the validation there were, the one of the validation's own stage included; null: that one alone.
    /// All before it were answered "still broken".
    /// </summary>
    public int? Attempt { get; init; }

    /// <summary>How many tickets of the same item came in before this one.</summary>
    public int EarlierTickets { get; init; }

    /// <summary>The published articles of the helpdesk's knowledge base.</summary>
    public ImmutableArray<Article> Articles { get; init; } = [];

    /// <summary>The ticket's own files.</summary>
    public ImmutableArray<TestFile> Files { get; init; } = [];

    /// <summary>The releases (versions) of the Jira project.</summary>
    public ImmutableArray<Release> Releases { get; init; } = [];
}

/// <summary>A file of a test. Size is in bytes.</summary>
public sealed record TestFile(string Name, long Size);

/// <summary>A release of the tracker's project. It counts as ahead until its day is over.</summary>
public sealed record Release(string Name, DateOnly Day);
