using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>
/// The brain: compares what is with what should be and says what to do. A pure function: the same arguments give the
/// same plan, and a plan for a case whose effects are done is empty.
/// </summary>
public static class Reconciler
{
    /// <summary>
    /// Plans for a case that is in <paramref name="process"/>, or in none and asks to come in. The plan may only be carried
    /// out when nothing of <see cref="Plan.MustRead"/> is left to read, and what <see cref="Plan.MustSearch"/> and
    /// <see cref="Plan.MustCount"/> ask is known.
    /// </summary>
    /// <param name="links">Makes the links by which customers answer; null: messages carry none.</param>
    public static Plan Plan(
        ProcessMapping process,
        Case before,
        Observation observed,
        DateTimeOffset now,
        AnswerLinks? links = null
    )
    {
        if (before.Process is null && !observed.TicketFresh)
        {
            return OfKnown(process, before, observed, now, links);
        }

        var draft = new Draft(process, before, observed, now, links);
        if (before.Process is not null)
        {
            draft.Findings.AddRange(UnsaidWords.Findings(before, process));
        }

        if (observed.Ticket.Presence != Presence.Present)
        {
            GonePlanner.TicketGone(draft);
            return draft.Finish();
        }

        FieldPlanner.Merge(draft);
        if (!EntryPlanner.Enter(draft))
        {
            // Not in the process: nothing of the merge is remembered, only what was told.
            draft.Case = before with
            {
                Notices = draft.Case.Notices,
                Told = draft.Case.Told,
            };
            return draft.Finish();
        }

        ValidationPlanner.TakeIn(draft);
        StagePlanner.Decide(draft);
        ValidationPlanner.Decide(draft);
        if (GonePlanner.ItemGone(draft))
        {
            MessagePlanner.Send(draft);
            FindingNotes.Tell(draft);
            return draft.Finish();
        }

        GonePlanner.ItemElsewhere(draft);
        EntryPlanner.MakeItem(draft);
        FieldPlanner.Write(draft);
        StagePlanner.Write(draft);
        CommentPlanner.Mirror(draft);
        MessagePlanner.Linked(draft);
        ReleasePlanner.Decide(draft);
        EtaPlanner.Decide(draft);
        FieldMessages.Decide(draft);
        KnowledgePlanner.Decide(draft);
        MessagePlanner.Send(draft);
        SlaPlanner.Decide(draft);
        FindingNotes.Tell(draft);
        return draft.Finish();
    }

    /// <summary>
    /// A ticket outside of the process has no agreed values, so it is judged by what it showed last, as if it was read just
    /// now; what it then asks for is only done once it was.
    /// </summary>
    private static Plan OfKnown(
        ProcessMapping process,
        Case before,
        Observation observed,
        DateTimeOffset now,
        AnswerLinks? links
    )
    {
        var plan = Plan(process, before, observed with { TicketFresh = true }, now, links);
        return plan.Effects.IsEmpty ? plan : plan with { MustRead = [.. plan.MustRead.Union([Side.Helpdesk]).Order()] };
    }
}
