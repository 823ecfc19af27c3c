using Bridge.Core.Mappings;

namespace Bridge.Core.Tests.Mappings;

/// <summary>
/// Every mistake says where it is, what was found and what was meant. Each row replaces one line of
/// a small process; errors are divided by "|".
/// </summary>
public sealed class MappingErrorTests
{
    internal const string Sound = """
        process: Fixes
        helpdesk: { connection: desk }
        tracker: { connection: board, list: "901" }
        entry:
          when: { field: status, is: Elevating }
          title: "{{ticket.subject}}"
          body: |
            <p>{{ticket.key}}</p>
            {{{ticket.description}}}
          marker field: Ticket
        fields:
          Severity:
            type: choice
            helpdesk: Severity
            tracker: Severity
            owner: helpdesk
            values: { S1: Critical, S2: Minor }
          Reason:
            type: text
            helpdesk: Reason
            tracker: Reason
          Due:
            type: date
            helpdesk: Due
            tracker: due date
        stages:
          Validating:
            helpdesk: [Validating, Elevating]
            tracker: validating
            sla: 1 working day
            from: [Verifying]
            requires:
              - Severity
              - { field: Reason, when coming back: true, at least: 10 characters }
          Verifying:
            helpdesk: Verifying
            tracker: verifying
            from: [Validating]
          Done:
            helpdesk: Done
            tracker: done
            outcome: resolved
        gates: { on violation: revert, grace: 2 minutes }
        eta: { field: Due, from stage: Verifying }
        messages:
          First:
            to: customer
            when: ETA first set
            text:
              en: |
                <p>By {{eta}}, {{requester.first_name}}.</p>
        calendar:
          zone: Europe/Dublin
          hours: { monday to friday: "09:00-17:30" }
          holidays: [2026-12-25]

        """;

    [Fact]
    public void A_sound_file_has_no_errors()
    {
        Assert.Equal("", MappingReport.Print(MappingReader.Read("f.yaml", Sound).Errors, Sound));
    }

    [Fact]
    public void A_sign_of_two_stages_is_an_error_when_the_other_side_does_not_tell_them_apart() =>
        Expect(
            "    helpdesk: Done\n    tracker: done",
            "    helpdesk: Verifying",
            "40:15: status 'Verifying' of the helpdesk means stage 'Verifying' and stage 'Done', and the tracker does not tell them apart; give one of them a sign of its own"
        );

    [Fact]
    public void A_stage_that_no_way_leads_to_is_an_error() =>
        Expect(
            "    from: [Validating]\n  Done:\n    helpdesk: Done",
            "    from: [Done]\n  Done:\n    from: [Verifying]\n    helpdesk: Done",
            "27:3: nothing leaves stage 'Validating': no other stage names it in 'from', and it has no outcome; a case in it is never closed|35:3: nothing can enter stage 'Verifying': no way leads from 'Validating' to 'Done'|39:3: nothing can enter stage 'Done': no way leads from 'Validating' to 'Verifying'"
        );

    [Fact]
    public void All_errors_of_a_file_come_at_once_in_the_order_of_its_lines()
    {
        var text = Sound
            .Replace("mode", "moed", StringComparison.Ordinal)
            .Replace("owner: helpdesk", "ownr: helpdesk", StringComparison.Ordinal)
            .Replace("[Verifying]", "[Verfiying]", StringComparison.Ordinal)
            .Replace("ticket.subject", "ticket.subjekt", StringComparison.Ordinal);

        Assert.Equal([6, 16, 31], MappingReader.Read("f.yaml", text).Errors.Select(e => e.Line));
    }

    internal static void Expect(string line, string wrong, string errors)
    {
        Assert.Contains(line + "\n", Sound, StringComparison.Ordinal);
        var at = Sound.IndexOf(line + "\n", StringComparison.Ordinal);
        var text = Sound[..at] + wrong + Sound[(at + line.Length)..];

        var reading = MappingReader.Read("f.yaml", text);

        Assert.Equal(errors.Split('|').Select(e => "f.yaml:" + e), reading.Errors.Select(e => e.ToString()));
        Assert.Null(reading.Process);
    }
}
