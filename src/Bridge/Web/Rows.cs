using Bridge.Core.Model;
using Bridge.Store;

namespace Bridge.Web;

/// <summary>How many cases of a process are in a stage. Stage is null before the first.</summary>
public sealed record StageCount(string Process, string? Stage, long Cases);

/// <summary>A connection's last poll. Failure is null when it got through.</summary>
public sealed record PollRow(string Connection, DateTime? PolledAt, string? Failure);

/// <summary>What waits now. Oldest is null when no signal waits.</summary>
/// <param name="Signals">Signals of cases, not yet looked at.</param>
/// <param name="Refused">Notes, replies and comments that a tool refused; other refusals are findings.</param>
/// <param name="Quarantined">Of the last <see cref="PageQueries.QuarantineSpan"/>, at most a thousand.</param>
public sealed record Waiting(
    long Signals,
    DateTime? Oldest,
    long Effects,
    long Refused,
    long Findings,
    long Quarantined
);

/// <summary>A case in a list.</summary>
public sealed record CaseRow(
    long Id,
    string Helpdesk,
    string TicketId,
    string? Process,
    string? Stage,
    string? ItemKey,
    string? Subject,
    DateTime UpdatedAt,
    long Findings
);

/// <summary>Which ticket a case is of.</summary>
public sealed record TicketRow(string Helpdesk, string TicketId);

/// <summary>An effect in the journal of a case.</summary>
public sealed record EffectRow(
    long Id,
    string Kind,
    short Side,
    string Reason,
    string State,
    int Attempts,
    DateTime PlannedAt,
    DateTime? NextTry,
    DateTime? EndedAt,
    string? Failure,
    string MappingHash
);

/// <summary>A line of a case's story. MappingHash is null when no mapping decided it.</summary>
public sealed record TimelineRow(long Id, DateTime At, string Kind, string Text, string? MappingHash);

/// <summary>A webhook that nobody understood. Body is its beginning, Size the bytes of the whole.</summary>
public sealed record QuarantineRow(
    long Id,
    string Connection,
    DateTime ReceivedAt,
    string Reason,
    byte[] Body,
    int Size
);

/// <summary>What the overview shows.</summary>
public sealed record OverviewView(
    IReadOnlyList<StageCount> Stages,
    IReadOnlyList<StoredFinding> Findings,
    IReadOnlyList<PollRow> Polls,
    Waiting Waiting
);

/// <summary>What the page of one case shows.</summary>
/// <param name="State">The case as the bridge knows it; null before it was first looked at.</param>
/// <param name="ReadyAt">When it is looked at next; null: at rest.</param>
/// <param name="Worked">True while a worker has it.</param>
/// <param name="RefusedMessages">Notes, replies and comments of it that a tool refused.</param>
/// <param name="MappingHash">The version of its process that decided last; null: none yet.</param>
public sealed record CaseView(
    CaseRow Row,
    Case? State,
    Snapshot? Ticket,
    Snapshot? Item,
    DateTime? ReadyAt,
    bool Worked,
    long Signals,
    long RefusedMessages,
    IReadOnlyList<StoredFinding> Findings,
    IReadOnlyList<EffectRow> Effects,
    Slice<TimelineRow> Timeline,
    string? MappingHash
);

/// <summary>One page of a list. Next is the id to go on before; null: this is the end.</summary>
public sealed record Slice<T>(IReadOnlyList<T> Rows, long? Next)
{
    /// <summary>Of one row more than the page takes, which tells whether there is another page.</summary>
    internal static Slice<T> Of(IEnumerable<T> rows, int size, Func<T, long> id)
    {
        var all = rows.ToList();
        return all.Count > size ? new(all[..size], id(all[size - 1])) : new(all, null);
    }
}

/// <summary>Which cases to list. Null or false: whatever.</summary>
/// <param name="Search">A ticket id or an item key, whole.</param>
/// <param name="WithFindings">Only those with open findings.</param>
/// <param name="WithRefusedMessages">Only those with a note, reply or comment that a tool refused.</param>
/// <param name="Before">Only those with a smaller id.</param>
public sealed record CaseFilter(
    string? Search,
    string? Process,
    string? Stage,
    bool WithFindings,
    bool WithRefusedMessages,
    long? Before
);
