using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>
/// Carries files over by the process's policy, each once, after the comment that it stands in. Known by their recorded
/// ids; what the bridge's own user added stays where it is. A file that may not go is told in a line, never just left out.
/// </summary>
internal static class FilePlanner
{
    /// <summary>Carries the files of a side.</summary>
    /// <param name="told">Files that the copies of their comments tell to stay behind already.</param>
    public static void Carry(Draft draft, Side side, HashSet<string> told)
    {
        if (!Goes(draft.Process, side) || !draft.Observed.Fresh(side) || draft.Observed.On(side) is not { } snapshot)
        {
            return;
        }

        var left = new List<(FileRef File, string Why)>();
        foreach (var file in Wanted(draft, side, snapshot).Where(file => IsNew(draft, side, file)).ToList())
        {
            if (!Remember(draft, side, file))
            {
                continue;
            }

            if (WhyNot(draft, file) is { } why)
            {
                draft.Decide(DecisionKind.Skips, $"the file {file.Name} is not carried over: {why}");
                left.AddRange(told.Contains(file.Id) ? [] : [(file, why)]);
                continue;
            }

            var to = side == Side.Helpdesk ? Side.Tracker : Side.Helpdesk;
            var caption = CarriedText.Caption(draft, side, file);
            draft.Attach(to, file, snapshot.Id, caption, $"file {file.Name} of {file.Author}");
            draft.Decide(DecisionKind.Does, $"carries the file {file.Name} to the {FieldReading.Name(to)}");
        }

        if (left.Count > 0)
        {
            Tell(draft, side == Side.Helpdesk ? Side.Tracker : Side.Helpdesk, CarriedText.Left(draft, side, left));
        }
    }

    /// <summary>Tells of files that no try could carry over, once.</summary>
    public static void TellLost(Draft draft)
    {
        foreach (var files in draft.Case.Carried.Lost.GroupBy(file => file.On).ToList())
        {
            var lines = files.Select(file => $"<li>{CarriedText.Line(file.Name, null, file.Why)}</li>");
            Tell(draft, files.Key, $"<p><i>Files not carried over:</i></p><ul>{string.Concat(lines)}</ul>");
        }

        if (!draft.Case.Carried.Lost.IsEmpty)
        {
            draft.Case = draft.Case with { Carried = draft.Case.Carried with { Lost = [] } };
        }
    }

    /// <summary>The files of a comment that stay where they are, each with why; none where files do not go over at all.</summary>
    internal static IEnumerable<(FileRef File, string Why)> Kept(Draft draft, Side side, Comment comment) =>
        Goes(draft.Process, side)
            ? comment.Files.Select(file => (file, Why: WhyNot(draft, file)!)).Where(f => f.Why is not null)
            : [];

    /// <summary>True when a file of the comment stays where it is and nobody was told yet.</summary>
    internal static bool HasUntold(Draft draft, Side side, Comment comment) =>
        !comment.Files.IsEmpty && Kept(draft, side, comment).Any(f => IsNew(draft, side, f.File));

    private static IEnumerable<FileRef> Wanted(Draft draft, Side side, Snapshot snapshot)
    {
        var since = CommentPlanner.Since(draft, snapshot);
        ImmutableArray<Comment> comments = snapshot.Comments.IsDefault ? [] : snapshot.Comments;
        var isAll = side == Side.Tracker || draft.Process.Files.ToTracker == HelpdeskFiles.All;
        var carried = isAll ? [] : draft.Case.Carried.Mirrors.Select(m => m.Source).ToHashSet(StringComparer.Ordinal);
        var inComments = comments.SelectMany(c => c.Files).Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        return comments
            .Where(c => c.At >= since && !draft.Case.IsOwn(side, c.Id))
            .Where(c => isAll || carried.Contains(Case.CommentId(side, c.Id)))
            .SelectMany(c => c.Files)
            .Concat(
                isAll
                    ? snapshot
                        .Files.Where(f => !inComments.Contains(f.Id))
                        .Where(f => side == Side.Helpdesk || f.At >= since)
                    : []
            );
    }

    private static bool Goes(ProcessMapping process, Side side) =>
        side == Side.Helpdesk
            ? process.Files.ToTracker != HelpdeskFiles.None
            : process.Files.ToHelpdesk != TrackerFiles.None;

    private static string? WhyNot(Draft draft, FileRef file) =>
        draft.Process.Files.WhyNot(file.Name, file.Size, file.ContentType);

    private static bool IsNew(Draft draft, Side side, FileRef file)
    {
        var id = Case.CommentId(side, file.Id);
        return !file.ByBridge
            && !draft.Case.Carried.SeenFiles.Contains(id)
            && !draft.Case.Carried.OwnFiles.Contains(id);
    }

    /// <summary>False when the file is known already: a tool may list one twice.</summary>
    private static bool Remember(Draft draft, Side side, FileRef file)
    {
        var (carried, id) = (draft.Case.Carried, Case.CommentId(side, file.Id));
        if (carried.SeenFiles.Contains(id))
        {
            return false;
        }

        draft.Case = draft.Case with { Carried = carried with { SeenFiles = carried.SeenFiles.Add(id) } };
        return true;
    }

    private static void Tell(Draft draft, Side side, string html) => draft.Tell(side, html, "files not carried over");
}
