using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>What a case knows of copies and files once an effect on them has ended.</summary>
internal static class CarriedOver
{
    public static Carried Done(Carried before, Effect effect, Written written)
    {
        var next = before;
        if (!written.FileIds.IsEmpty)
        {
            var ids = written.FileIds.Select(id => Case.CommentId(effect.Side, id));
            next = next with { OwnFiles = next.OwnFiles.Union(ids) };
        }

        return effect switch
        {
            Effect.AddNote { MirrorOf: { } source } => Made(next, source, written.CommentId),
            Effect.AddComment { MirrorOf: { } source } => Made(next, source, written.CommentId),
            Effect.EditNote note => Edited(next, Side.Helpdesk, note.NoteId),
            Effect.EditComment comment => Edited(next, Side.Tracker, comment.CommentId),
            _ => next,
        };
    }

    /// <summary>The file does not go over: people are told by the next plan.</summary>
    public static Carried Refused(Carried before, Effect.Attach attach, Failure failure) =>
        before with
        {
            Lost = [.. before.Lost, new LostFile(attach.On, attach.File.Name, failure.Message)],
        };

    private static Carried Made(Carried before, string source, string? copy) =>
        copy is not null && before.Mirrors.FirstOrDefault(m => m.Source == source) is { } mirror
            ? before.Instead(mirror, mirror with { Copy = copy })
            : before;

    /// <summary>What was seen of the copy may be what it said before.</summary>
    private static Carried Edited(Carried before, Side side, string copy) =>
        before.Mirrors.FirstOrDefault(m => m.Side != side && m.Copy == copy) is { } mirror
            ? before.Instead(mirror, mirror with { Shown = null })
            : before;
}
