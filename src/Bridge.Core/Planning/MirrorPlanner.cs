using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>
/// Lets copies follow their comments: a new text, a deletion. What people do to a copy stays on its side. A copy whose
/// making is in doubt has no id yet, so what is to be done to it waits until it has.
/// </summary>
internal static class MirrorPlanner
{
    /// <summary>Follows the comments of a side.</summary>
    /// <param name="told">Gets the files that a copy's new text tells to stay behind.</param>
    public static void Follow(Draft draft, Side side, HashSet<string> told)
    {
        var mirrors = draft.Case.Carried.Mirrors.Where(m => m.Side == side).ToList();
        if (!draft.Observed.Fresh(side))
        {
            if (mirrors.Exists(m => m is { Waits: true, Copy: not null }))
            {
                draft.Touch(side);
            }

            return;
        }

        if (mirrors.Count == 0 || draft.Observed.On(side) is not { Comments.IsDefault: false } snapshot)
        {
            return;
        }

        var there = ById(snapshot);
        foreach (var mirror in mirrors)
        {
            if (there.TryGetValue(mirror.Source[2..], out var comment))
            {
                Edited(draft, mirror, comment, told);
            }
            else if (!mirror.Deleted && (snapshot.CommentsFrom is not { } from || mirror.At >= from))
            {
                Deleted(draft, mirror);
            }
        }
    }

    /// <summary>Says, once each, that somebody edited a copy on this side.</summary>
    public static void NoticeEdits(Draft draft, Side side)
    {
        if (!draft.Observed.Fresh(side) || draft.Observed.On(side) is not { Comments.IsDefaultOrEmpty: false } snapshot)
        {
            return;
        }

        var there = ById(snapshot);
        foreach (var mirror in draft.Case.Carried.Mirrors.Where(m => m.Side != side && m.Copy is not null).ToList())
        {
            if (!there.TryGetValue(mirror.Copy!, out var copy))
            {
                continue;
            }

            var now = mirror.Shown?.Now(copy.Html) ?? TextPrint.Of(copy.Html);
            if (mirror.Shown is { } before && !before.SaysTheSame(now))
            {
                draft.Decide(
                    DecisionKind.Notes,
                    $"the copy of the comment of {mirror.Author} was edited in the {FieldReading.Name(side)}: that stays there"
                );
            }

            Put(draft, mirror, mirror with { Shown = now });
        }
    }

    private static void Edited(Draft draft, Mirror mirror, Comment comment, HashSet<string> told)
    {
        var now = mirror.Text.Now(comment.Html);
        var isSame = now.SaysTheSame(mirror.Text) && !FilePlanner.HasUntold(draft, mirror.Side, comment);
        var isMarked = mirror.Deleted && mirror.Text == TextPrint.Nothing;
        if (isSame || (draft.Process.Comments.Edits == CommentEdits.Keep && !isMarked))
        {
            if (!now.SaysTheSame(mirror.Text))
            {
                draft.Decide(
                    DecisionKind.Skips,
                    $"the comment of {comment.Author} was edited: its copy stays as it was, as the mapping says"
                );
            }

            Put(draft, mirror, mirror with { Text = now, Deleted = false, Waits = false });
        }
        else if (mirror.Copy is not { } copy)
        {
            Wait(draft, mirror, "edited");
        }
        else
        {
            var html = CarriedText.Of(draft, mirror.Side, comment, told);
            draft.Edit(Other(mirror.Side), copy, html, $"the comment of {comment.Author} was edited");
            draft.Decide(DecisionKind.Does, $"gives the copy of the comment of {comment.Author} its new text");
            Put(
                draft,
                mirror,
                mirror with
                {
                    Author = comment.Author,
                    Text = now,
                    Shown = null,
                    Deleted = false,
                    Waits = false,
                }
            );
        }
    }

    private static void Deleted(Draft draft, Mirror mirror)
    {
        var reason = $"the comment of {mirror.Author} was deleted";
        switch (draft.Process.Comments.Deletions)
        {
            case CommentDeletions.Keep:
                draft.Decide(DecisionKind.Skips, $"{reason}: its copy stays, as the mapping says");
                Put(draft, mirror, mirror with { Deleted = true, Waits = false });
                break;
            case not CommentDeletions.Keep when mirror.Copy is null:
                Wait(draft, mirror, "deleted");
                break;
            case CommentDeletions.Mark:
                draft.Edit(Other(mirror.Side), mirror.Copy!, CarriedText.Deleted(draft, mirror), reason);
                draft.Decide(DecisionKind.Does, $"{reason}: its copy says so");
                Put(
                    draft,
                    mirror,
                    mirror with
                    {
                        Text = TextPrint.Nothing,
                        Shown = null,
                        Deleted = true,
                        Waits = false,
                    }
                );
                break;
            default:
                draft.Remove(Other(mirror.Side), mirror.Copy!, reason);
                draft.Decide(DecisionKind.Does, $"{reason}: its copy goes too");
                // Should the comment come back, as after a read that was behind, it is news again.
                draft.Case = draft.Case with
                {
                    SeenComments = draft.Case.SeenComments.Remove(mirror.Source),
                    Carried = draft.Case.Carried with { Mirrors = draft.Case.Carried.Mirrors.Remove(mirror) },
                };
                break;
        }
    }

    private static void Wait(Draft draft, Mirror mirror, string what)
    {
        draft.Decide(
            DecisionKind.Waits,
            $"the comment of {mirror.Author} was {what}: its copy follows once it is known that it was made"
        );
        Put(draft, mirror, mirror with { Waits = true });
    }

    private static void Put(Draft draft, Mirror before, Mirror after)
    {
        if (before != after)
        {
            draft.Case = draft.Case with { Carried = draft.Case.Carried.Instead(before, after) };
        }
    }

    private static Dictionary<string, Comment> ById(Snapshot snapshot)
    {
        var all = new Dictionary<string, Comment>(StringComparer.Ordinal);
        foreach (var comment in snapshot.Comments)
        {
            all[comment.Id] = comment;
        }

        return all;
    }

    private static Side Other(Side side) => side == Side.Helpdesk ? Side.Tracker : Side.Helpdesk;
}
