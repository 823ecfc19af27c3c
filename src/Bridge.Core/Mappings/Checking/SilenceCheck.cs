namespace Bridge.Core.Mappings.Checking;

/// <summary>The response window: whether its times can be counted and follow each other, and whether anybody is asked.</summary>
internal static class SilenceCheck
{
    /// <summary>A Monday at midnight: terms are put in order by what they come to from there.</summary>
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        if (process.Validation is not { } rule)
        {
            return;
        }

        if (rule.Silence is not { } silence)
        {
            if (rule.OptOutTag is not null)
            {
                remarks.Add(
                    rule,
                    "opt out tag",
                    "there is no 'silence', so nothing reads the 'opt out tag'; take it out"
                );
            }

            return;
        }

        if (IsWorking(silence) && process.Calendar is null)
        {
            remarks.Add(
                silence,
                "after",
                "the response window is in working time, but there is no calendar; add 'calendar:' with zone and hours"
            );
        }
        else if (process.Calendar is not { } calendar || (!calendar.Hours.IsEmpty && WorkingTimeKnows(calendar)))
        {
            Order(process, silence, remarks);
        }

        Asked(process, rule, silence, remarks);
    }

    /// <summary>True when a calendar is read for the window.</summary>
    internal static bool IsWorking(SilenceRule silence) =>
        silence.After.Working is not null || silence.RemindAfter.Any(r => r.Working is not null);

    private static bool WorkingTimeKnows(CalendarRule calendar) =>
        NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(calendar.Zone) is not null;

    private static void Order(ProcessMapping process, SilenceRule silence, Remarks remarks)
    {
        var before = Monday;
        foreach (var term in silence.RemindAfter)
        {
            var at = term.From(Monday, process.Calendar);
            if (at <= before)
            {
                remarks.Add(term, "", "each reminder comes later than the one before; put them in order");
            }

            before = at > before ? at : before;
        }

        if (!remarks.Doubts(silence) && silence.After.From(Monday, process.Calendar) <= before)
        {
            remarks.Add(silence, "after", "the response window ends before its last reminder; make it longer");
        }
    }

    private static void Asked(ProcessMapping process, ValidationRule rule, SilenceRule silence, Remarks remarks)
    {
        var toCustomer = process.Messages.Where(m => m.To == Audience.Customer).ToList();
        if (
            silence.Then is not null
            && !toCustomer.Exists(m =>
                m.Trigger == TriggerKind.ValidationAsked
                || (
                    m.Trigger == TriggerKind.StageEntered
                    && string.Equals(m.Stage, rule.Stage, StringComparison.OrdinalIgnoreCase)
                )
            )
        )
        {
            remarks.Add(
                silence,
                "then",
                "silence would close tickets of customers who were never asked; add a message 'to: customer', 'when: validation asked'"
            );
        }

        if (!silence.RemindAfter.IsEmpty && !toCustomer.Exists(m => m.Trigger == TriggerKind.ValidationReminder))
        {
            remarks.Add(
                silence,
                "remind after",
                "no message reminds the customer; add one 'to: customer', 'when: validation reminder', or take 'remind after' out"
            );
        }
    }
}
