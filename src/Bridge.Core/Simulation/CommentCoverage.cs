using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Simulation;

/// <summary>
/// What of comments and files tests use: each policy that stands in the file and lets something happen. That comments go
/// over at all is asked only where the file says more of them.
/// </summary>
internal static class CommentCoverage
{
    private const string Edited = "comments/edited";
    private const string Deleted = "comments/deleted";
    private const string ToItem = "files/to item";
    private const string ToTicket = "files/to ticket";
    private const string Left = "files/left";

    private static readonly string[] Choosing = ["largest", "types", "except"];

    internal static IEnumerable<CoveragePoint> Points(ProcessMapping process)
    {
        var (comments, files) = (process.Comments, process.Files);
        if (comments.Edits == CommentEdits.Follow && Says(comments, "edits"))
        {
            yield return At(Edited, "a copy that follows the edit of its comment", comments, "edits");
        }

        if (comments.Deletions != CommentDeletions.Keep && Says(comments, "deletions"))
        {
            yield return At(Deleted, "a copy that follows the deletion of its comment", comments, "deletions");
        }

        if (files.ToTracker != HelpdeskFiles.None)
        {
            yield return At(ToItem, "a file carried to the item", files, "to tracker");
        }

        if (files.ToHelpdesk != TrackerFiles.None)
        {
            yield return At(ToTicket, "a file carried to the ticket", files, "to helpdesk");
        }

        if (Choosing.FirstOrDefault(key => Says(files, key)) is { } chosen)
        {
            yield return At(Left, "a file that stays where it is", files, chosen);
        }

        bool Says(object policy, string key) => process.Places?.Has(policy, key) == true;

        CoveragePoint At(string key, string what, object about, string part) =>
            CoveragePoint.At(process, key, what, about, part);
    }

    internal static void Use(Carried before, Plan plan, ImmutableHashSet<string>.Builder keys)
    {
        foreach (var effect in plan.Effects.Select(planned => planned.Effect))
        {
            var key = effect switch
            {
                Effect.RemoveNote or Effect.RemoveComment => Deleted,
                Effect.EditNote note => Followed(Side.Tracker, note.NoteId),
                Effect.EditComment comment => Followed(Side.Helpdesk, comment.CommentId),
                Effect.Attach { On: Side.Tracker } => ToItem,
                Effect.Attach => ToTicket,
                _ => null,
            };
            if (key is not null)
            {
                keys.Add(key);
            }
        }

        var went = plan
            .Effects.Select(planned => planned.Effect)
            .OfType<Effect.Attach>()
            .Select(a => Case.CommentId(a.On == Side.Helpdesk ? Side.Tracker : Side.Helpdesk, a.File.Id));
        if (!plan.Next.Carried.SeenFiles.Except(before.SeenFiles).Except(went).IsEmpty)
        {
            keys.Add(Left);
        }

        string Followed(Side side, string copy) =>
            plan.Next.Carried.Mirrors.Any(m => m.Side == side && m.Copy == copy && m.Deleted) ? Deleted : Edited;
    }
}
