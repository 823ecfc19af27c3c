using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>Between what a tool shows and the process's stages.</summary>
public static class StageReading
{
    /// <summary>
    /// The stage that a snapshot shows, by name; null when none of the process's. Where several stages share what is
    /// shown, the <paramref name="current"/> one stays, else the most particular mark (with a resolution), else the first.
    /// </summary>
    public static string? Of(ProcessMapping process, Side side, Snapshot snapshot, string? current)
    {
        var shown = process
            .Stages.Select(stage =>
                (stage.Name, Weight: Marks(stage, side).Select(mark => Weight(mark, snapshot)).DefaultIfEmpty(0).Max())
            )
            .Where(candidate => candidate.Weight > 0)
            .ToList();
        if (shown.Count == 0)
        {
            return null;
        }

        var best = shown.Max(candidate => candidate.Weight);
        return shown
            .Where(candidate => candidate.Weight == best)
            .OrderByDescending(candidate => Text.Same(candidate.Name, current))
            .First()
            .Name;
    }

    /// <summary>The mark to write so that a side shows a stage; null when the side does not carry it.</summary>
    public static StageMark? ToSide(Stage stage, Side side) => Marks(stage, side).FirstOrDefault();

    /// <summary>True when a snapshot shows the mark.</summary>
    internal static bool Says(StageMark mark, Snapshot snapshot) => Weight(mark, snapshot) > 0;

    private static ImmutableArray<StageMark> Marks(Stage stage, Side side) =>
        side == Side.Helpdesk ? stage.Helpdesk : stage.Tracker;

    /// <summary>0: does not match; more: matches more particularly.</summary>
    private static int Weight(StageMark mark, Snapshot snapshot)
    {
        if (mark.Field is { } field)
        {
            return Text.Same(snapshot.Values[field]?.Display, mark.Value) ? 1 : 0;
        }

        if (!Text.Same(snapshot.Status, mark.Status))
        {
            return 0;
        }

        return mark.Resolution is null ? 1
            : Text.Same(snapshot.Resolution, mark.Resolution) ? 2
            : 0;
    }

    private static class Text
    {
        internal static bool Same(string? a, string? b) =>
            string.Equals(a?.Trim(), b?.Trim(), StringComparison.OrdinalIgnoreCase);
    }
}
