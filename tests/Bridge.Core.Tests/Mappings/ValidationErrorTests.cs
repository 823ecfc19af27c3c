using Bridge.Core.Mappings;

namespace Bridge.Core.Tests.Mappings;

/// <summary>Every mistake in a validation says where it is and what cures it. Each row replaces one text of a sound file.</summary>
public sealed class ValidationErrorTests
{
    private const string Sound = """
        process: Asking
        helpdesk: { connection: desk }
        tracker: { connection: track, project: S2 }
        entry: { when: { field: type, is: Bug }, title: "{{ticket.subject}}", body: "<p>x</p>" }
        fields:
          Answer: { type: choice, helpdesk: Answer, tracker: Answer, values: { Works: w, Broken: b, Silent: s } }
          Record: { type: text, tracker: Record }
        stages:
          Fixing: { helpdesk: Fixing, tracker: fixing }
          Waiting: { helpdesk: Waiting, tracker: waiting }
          Done:
            helpdesk: Done
            tracker: done
            outcome: resolved
            requires: [{ field: Answer, one of: [Works] }]
          Silent: { helpdesk: Silent, tracker: silent, outcome: resolved, from: [Waiting] }
        validation:
          stage: Waiting
          answer field: Answer
          record: Record
          it works: { value: Works, then: Done }
          still broken: { value: Broken, then: Fixing }
          silence: { remind after: [1 day, 3 days], after: 5 days, value: Silent, then: Silent }
          opt out tag: keep
        messages:
          Ask: { to: customer, when: validation asked, text: { en: "<p>{{attempt}} {{answer.works_url}}</p>" } }
          Remind: { to: customer, when: validation reminder, text: { en: "<p>{{answer.broken_url}}</p>" } }
          Back: { to: agents, when: customer says still broken, text: { en: "<p>{{#each attempts}}{{record}}{{/each}}</p>" } }

        """;

    [Fact]
    public void A_sound_validation_has_no_errors() =>
        Assert.Equal("", MappingReport.Print(MappingReader.Read("f.yaml", Sound).Errors, Sound));

    [Theory]
    [InlineData("  stage: Waiting", "  stage: Wating", "18:10: unknown stage 'Wating', did you mean 'Waiting'?")]
    [InlineData(
        "  stage: Waiting",
        "  stage: Done",
        "18:10: stage 'Done' is an end; the customer is waited for in a stage before it|21:35: 'Done' is where the ticket waits already; name another stage|23:81: stage 'Silent' cannot be entered from 'Done'; add that to its 'from'"
    )]
    [InlineData(
        "  answer field: Answer",
        "  answer field: Answr",
        "19:17: unknown field 'Answr', did you mean 'Answer'?*"
    )]
    [InlineData(
        "  answer field: Answer",
        "  answer field: Record",
        "19:17: field 'Record' is a text; the customer's answer is a choice*"
    )]
    [InlineData("  record: Record", "  record: Recrd", "20:11: unknown field 'Recrd', did you mean 'Record'?")]
    [InlineData(
        "it works: { value: Works, ",
        "it works: { value: Wrks, ",
        "11:3: stage 'Done' can be entered from 'Waiting' without the customer's word; add to its 'requires': { field: Answer, one of: [Wrks] }|21:22: field 'Answer' has no value 'Wrks', did you mean 'Works'?|21:22: the gate of stage 'Done' wants 'Answer' to be 'Works', which this never is"
    )]
    [InlineData(
        "still broken: { value: Broken, then: Fixing }",
        "still broken: { value: Broken, then: Waiting }",
        "22:40: 'Waiting' is where the ticket waits already; name another stage"
    )]
    [InlineData(
        "still broken: { value: Broken, then: Fixing }",
        "still broken: { value: Broken }",
        "22:17: 'still broken' of validation has no 'then'; name the stage that the answer leads to*"
    )]
    [InlineData(
        "Fixing: { helpdesk: Fixing, tracker: fixing }",
        "Fixing: { helpdesk: Fixing, tracker: fixing, from: [Silent] }",
        "22:40: stage 'Fixing' cannot be entered from 'Waiting'; add that to its 'from'"
    )]
    [InlineData(
        "    requires: [{ field: Answer, one of: [Works] }]",
        "    requires: [{ field: Answer, one of: [Works, Broken] }]",
        "11:3: stage 'Done' can be entered from 'Waiting' without the customer's word; add to its 'requires': { field: Answer, one of: [Works] }"
    )]
    [InlineData(
        "    requires: [{ field: Answer, one of: [Works] }]",
        "    requires: [{ field: Answer, one of: [Works], when: { field: type, is: Bug } }]",
        "11:3: stage 'Done' can be entered from 'Waiting' without the customer's word; add to its 'requires': { field: Answer, one of: [Works] }"
    )]
    [InlineData(
        "    requires: [{ field: Answer, one of: [Works] }]",
        "    requires: [{ field: Answer, one of: [Works] }]\n    on violation: warn",
        "11:3: stage 'Done' only warns when the customer's word is missing; give it 'on violation: revert' or 'hold'"
    )]
    [InlineData(
        "outcome: resolved, from: [Waiting] }",
        "outcome: resolved, from: [Waiting], requires: [{ field: Answer, one of: [Works] }] }",
        "23:67: the gate of stage 'Silent' wants 'Answer' to be 'Works', which this never is"
    )]
    [InlineData(
        "remind after: [1 day, 3 days]",
        "remind after: [3 days, 1 day]",
        "23:37: each reminder comes later than the one before; put them in order"
    )]
    [InlineData(
        "after: 5 days",
        "after: 3 days",
        "23:52: the response window ends before its last reminder; make it longer"
    )]
    [InlineData(
        "after: 5 days",
        "after: 5 working days",
        "23:52: the response window is in working time, but there is no calendar; add 'calendar:' with zone and hours"
    )]
    [InlineData(
        "after: 5 days",
        "after: 367 days",
        "23:52: 'after' in 'silence' of validation must be no longer than a year (366 days), found the text '367 days'"
    )]
    [InlineData(
        "after: 5 days",
        "after: soon",
        "23:52: 'after' in 'silence' of validation must be a length of time such as '2 working days', '4 working hours' or '3 days', found the text 'soon'"
    )]
    [InlineData(
        "value: Silent, then",
        "value: Works, then",
        "23:67: 'Works' is an answer of the customer; silence needs a value of its own"
    )]
    [InlineData(
        "  silence: { remind after: [1 day, 3 days], after: 5 days, value: Silent, then: Silent }\n",
        "",
        "16:3: stage 'Silent' can be entered from 'Waiting' without the customer's word; add to its 'requires': { field: Answer, one of: [Works] }|23:16: there is no 'silence', so nothing reads the 'opt out tag'; take it out|26:33: message 'Remind' is never sent: the validation has no 'silence'; add it, or take the message out"
    )]
    [InlineData(
        "  Ask: { to: customer, when: validation asked, ",
        "  Ask: { to: customer, when: linked, ",
        "23:81: silence would close tickets of customers who were never asked; add a message 'to: customer', 'when: validation asked'|26:66: 'answer.works_url' is for the customer alone: in messages 'to: customer' with 'when: validation asked' or 'validation reminder'"
    )]
    [InlineData(
        "{{#each attempts}}{{record}}{{/each}}",
        "{{record}} {{attempts}} {{answer.remark}} {{answer.works_url}}",
        "28:73: unknown name 'record', did you mean 'fields.record'?|28:84: 'attempts' is a list; write '{{#each attempts}}{{number}}: {{record}}{{/each}}'|28:115: 'answer.works_url' is for the customer alone: in messages 'to: customer' with 'when: validation asked' or 'validation reminder'"
    )]
    [InlineData(
        "  opt out tag: keep",
        "  opt out tags: keep",
        "24:3: unknown key 'opt out tags' in validation, did you mean 'opt out tag'?"
    )]
    [InlineData(
        "  opt out tag: keep",
        "  links expire after: 0 days",
        "24:23: 'links expire after' in validation must be longer than nothing, such as '30 days'"
    )]
    public void A_mistake_says_where_and_what(string text, string wrong, string errors)
    {
        Assert.Contains(text, Sound, StringComparison.Ordinal);
        var file = Sound.Replace(text, wrong, StringComparison.Ordinal);

        var reading = MappingReader.Read("f.yaml", file);

        var found = reading.Errors.Select(e => e.ToString()["f.yaml:".Length..]).ToList();
        var wanted = errors.Split('|');
        Assert.True(
            wanted.All(w =>
                w.EndsWith('*') ? found.Exists(f => f.StartsWith(w[..^1], StringComparison.Ordinal)) : found.Contains(w)
            ) && (errors.Contains('*', StringComparison.Ordinal) || found.Count == wanted.Length),
            string.Join('\n', found)
        );
        Assert.Null(reading.Process);
    }

    [Fact]
    public void Messages_of_a_validation_need_one()
    {
        var from = Sound.IndexOf("validation:\n", StringComparison.Ordinal);
        var file = Sound[..from] + Sound[Sound.IndexOf("messages:", StringComparison.Ordinal)..];

        var errors = MappingReader.Read("f.yaml", file).Errors;

        Assert.Contains(
            errors,
            e => e.Message == "message 'Back' is never sent: there is no 'validation'; add it, or take the message out"
        );
        Assert.Contains(errors, e => e.Message == "'attempts' is always empty: there is no 'validation'");
    }
}
