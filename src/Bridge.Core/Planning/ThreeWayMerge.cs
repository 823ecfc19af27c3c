using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>What a merge found. Conflict is true when both sides changed to different values and the owner's stands.</summary>
public sealed record Merged(FieldBase Base, bool Conflict, Side? News);

/// <summary>Merges a field of ticket and item over their base.</summary>
public static class ThreeWayMerge
{
    /// <summary>Tells news from echo on both sides and settles what both changed.</summary>
    /// <param name="helpdesk">What the helpdesk shows; null when it is empty.</param>
    /// <param name="reads">Which sides could be read: a side that could not counts as unchanged.</param>
    /// <param name="newest">The side that was updated last, for fields that the newest owns.</param>
    public static Merged Of(
        FieldRule rule,
        FieldBase known,
        (bool Helpdesk, bool Tracker) reads,
        FieldValue? helpdesk,
        FieldValue? tracker,
        Side newest
    )
    {
        var helpdeskNews = reads.Helpdesk && IsNews(rule, known, Side.Helpdesk, helpdesk);
        var trackerNews = reads.Tracker && IsNews(rule, known, Side.Tracker, tracker);
        var now = new FieldBase(
            known.Agreed,
            reads.Helpdesk ? helpdesk : known.Helpdesk,
            reads.Tracker ? tracker : known.Tracker
        );
        return (helpdeskNews, trackerNews) switch
        {
            (false, false) => new Merged(now, false, null),
            (true, false) => new Merged(now with { Agreed = helpdesk }, false, Side.Helpdesk),
            (false, true) => new Merged(now with { Agreed = tracker }, false, Side.Tracker),
            _ when FieldValue.Same(helpdesk, tracker) => new Merged(now with { Agreed = helpdesk }, false, null),
            _ => Settled(rule, now, newest),
        };
    }

    /// <summary>
    /// News is what differs from what the side showed before and from what was agreed: the bridge's own write, seen for
    /// the first time, equals the agreed value and is none. A side that may not be a source never has news.
    /// </summary>
    private static bool IsNews(FieldRule rule, FieldBase known, Side side, FieldValue? shown)
    {
        var mayBeSource =
            rule.Direction == Direction.Both
            || rule.Direction == (side == Side.Helpdesk ? Direction.ToTracker : Direction.ToHelpdesk)
            || rule.On(side.Other()) is null;
        return mayBeSource && !FieldValue.Same(shown, known.On(side)) && !FieldValue.Same(shown, known.Agreed);
    }

    private static Merged Settled(FieldRule rule, FieldBase now, Side newest)
    {
        // Only one of them said something: an emptied field does not beat a filled one by accident of first linking.
        if (now.Agreed is null && (now.Helpdesk is null || now.Tracker is null))
        {
            var filled = now.Helpdesk is null ? Side.Tracker : Side.Helpdesk;
            return new Merged(now with { Agreed = now.On(filled) }, false, filled);
        }

        var winner = rule.Owner switch
        {
            Owner.Helpdesk => Side.Helpdesk,
            Owner.Tracker => Side.Tracker,
            _ => newest,
        };
        return new Merged(now with { Agreed = now.On(winner) }, true, winner);
    }
}
