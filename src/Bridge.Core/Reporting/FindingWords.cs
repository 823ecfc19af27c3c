using System.Collections.Immutable;
using Bridge.Core.Model;

namespace Bridge.Core.Reporting;

/// <summary>A kind of finding in words for whoever leads a support team.</summary>
/// <param name="Title">A few words, as a heading.</param>
/// <param name="Means">What has happened, in a sentence.</param>
/// <param name="Do">What to do about it.</param>
public sealed record FindingWord(FindingKind Kind, string Title, string Means, string Do);

/// <summary>The one place that says what each kind of finding means: pages, commands, notes and the docs take it from here.</summary>
public static class FindingWords
{
    /// <summary>All kinds, in the order of <see cref="FindingKind"/>.</summary>
    public static ImmutableArray<FindingWord> All { get; } =
    [
        new(
            FindingKind.GateViolation,
            "Something is missing",
            "A stage was asked for without what its gate wants.",
            "Fill in what is missing. Where the move was put back, move to the stage again."
        ),
        new(
            FindingKind.GateFight,
            "A move is put back again and again",
            "The move was put back as often as the mapping file allows, and is asked for again.",
            "Stop the automation that keeps moving it, or fill in what is missing."
        ),
        new(
            FindingKind.Conflict,
            "Both sides were changed",
            "Ticket and item were changed to different values; the owner's value stands.",
            "Nothing, if that is right. Else set the right value on the owner's side."
        ),
        new(
            FindingKind.UnmappedStatus,
            "Unknown status",
            "Ticket or item has a status that no stage of the process names, so the stage stays as it was.",
            "Name the status in the mapping file, or move the case to one that it names."
        ),
        new(
            FindingKind.UnmappedValue,
            "Unknown value",
            "A field holds a value that the mapping file does not know, so it does not go over.",
            "Correct the value, or add it to the field's values in the mapping file."
        ),
        new(
            FindingKind.Refused,
            "A tool refused a change",
            "The bridge wanted to write something and the tool said no, in its own words. It waits for a person.",
            "Mend what the tool names, then retry; or drop it, and it is not written."
        ),
        new(
            FindingKind.WriteFight,
            "Something else writes the same field",
            "The bridge writes a value and it is changed back, again and again.",
            "Stop the other automation, or change who owns the field in the mapping file."
        ),
        new(
            FindingKind.LeakStopped,
            "A message to the customer was stopped",
            "It holds something internal, so it was not sent.",
            "Release it, rewrite it or drop it on the page of the case, or change the field or text that it comes from."
        ),
        new(
            FindingKind.Gone,
            "Ticket or item is gone",
            "It is deleted, marked as spam or out of the bridge's sight: nothing goes over any more.",
            "Restore it, close the other one, or link another."
        ),
        new(
            FindingKind.Elsewhere,
            "The item was moved away",
            "It is in a place that no process names: its statuses and fields may be others.",
            "Move it back, or name the place in a mapping file."
        ),
        new(
            FindingKind.Sla,
            "The stage's time is running out",
            "Three quarters of the stage's time are used, or it is over.",
            "Take the case on, or hand it to who can."
        ),
        new(
            FindingKind.Webhook,
            "A tool's webhook does not work",
            "It is missing, suspended or failing: changes are seen by polling alone, so later.",
            "Do what the finding says; the tool's settings or the bridge's need a change."
        ),
        new(
            FindingKind.ConnectionDown,
            "A tool cannot be worked with",
            "It does not take the bridge's key any more, or does not answer. The connection is paused, and nothing is lost.",
            "Renew the key, or wait for the tool. The bridge goes on by itself."
        ),
        new(
            FindingKind.BadMapping,
            "Changed mapping files cannot go live",
            "They have errors, or name what an account lacks. The last good files stay on.",
            "Mend them; they are read again by themselves."
        ),
        new(
            FindingKind.MappingWaits,
            "Changed mapping files wait for a word",
            "They would send many messages at once.",
            "Read the messages at /mappings and decide."
        ),
        new(
            FindingKind.ProcessGone,
            "Cases without their process",
            "Cases are in a process that no mapping file has any more, and wait.",
            "Put the file back, or give a process that name."
        ),
        new(
            FindingKind.JobFailed,
            "A job of the bridge fails",
            "It hangs, or failed several times in a row. It is tried again at each turn.",
            "Read why at /jobs and in the log."
        ),
        new(
            FindingKind.Drift,
            "Ticket and item do not agree",
            "They differ though nothing of the case is under way.",
            "Read what would be done, then retry, which looks again. If it comes back, a webhook is missing."
        ),
        new(
            FindingKind.Backlog,
            "Cases wait too long",
            "They could be looked at, and nobody gets to them.",
            "See at /connections which tool is slow, paused or at its limit. It closes by itself."
        ),
        new(
            FindingKind.Quarantined,
            "A webhook was not understood",
            "It came with the right secret, and nobody knew what it meant. Nothing is lost: polling finds what it spoke of.",
            "Mend the tool's rule that sends it, or update the bridge; then retry, or drop it."
        ),
        new(
            FindingKind.Stuck,
            "Something has waited for more than a day",
            "It has been tried again and again and did not get through.",
            "Mend what the reason names. It goes on by itself; retry tries it at once, drop gives it up."
        ),
    ];

    private static readonly ImmutableDictionary<FindingKind, FindingWord> ByKind = All.ToImmutableDictionary(w =>
        w.Kind
    );

    private static readonly ImmutableDictionary<string, FindingWord> ByName = All.ToImmutableDictionary(
        w => Bare(w.Kind.ToString()),
        StringComparer.OrdinalIgnoreCase
    );

    public static FindingWord Of(FindingKind kind) => ByKind[kind];

    /// <summary>A kind by its name or word ("GateViolation", "gate violation"); null: there is no such kind.</summary>
    public static FindingWord? Find(string name) => ByName.GetValueOrDefault(Bare(name));

    /// <summary>A kind as mapping files word it: "gate violation".</summary>
    public static string Word(FindingKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {c}" : $"{c}")).ToLowerInvariant();

    private static string Bare(string name) =>
        string.Concat(name.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_')));
}
