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

    [Theory]
    [InlineData(
        "    from: [Validating]",
        "    from: [Validatign]",
        "38:12: unknown stage 'Validatign', did you mean 'Validating'?"
    )]
    [InlineData(
        "    from: [Validating]",
        "    from: [Xyzzy]",
        "38:12: unknown stage 'Xyzzy'; the stages are 'Validating', 'Verifying', 'Done'"
    )]
    [InlineData(
        "    from: [Validating]",
        "    from: [Verifying]",
        "38:12: stage 'Verifying' cannot be entered from itself"
    )]
    [InlineData(
        "    from: [Validating]",
        "    from: [Validating, Validating]",
        "38:24: 'Validating' stands twice in 'from' of stage 'Verifying'"
    )]
    [InlineData(
        "    outcome: resolved",
        "    outcome: resolvd",
        "42:14: unknown value 'resolvd' of 'outcome', did you mean 'resolved'?"
    )]
    [InlineData(
        "    outcome: resolved",
        "    outcom: resolved",
        "42:5: unknown key 'outcom' in stage 'Done', did you mean 'outcome'?"
    )]
    [InlineData(
        "    outcome: resolved",
        "    zzz: 1",
        "42:5: unknown key 'zzz' in stage 'Done'; it takes 'owner', 'helpdesk', 'tracker', 'sla', 'from', 'on violation', 'on entry', 'outcome', 'requires'"
    )]
    [InlineData(
        "    outcome: resolved",
        "    tracker: gone",
        "42:5: 'tracker' stands twice in stage 'Done'; the first is in line 41, keep one of them"
    )]
    [InlineData(
        "    outcome: resolved",
        "    sla:",
        "42:5: 'sla' in stage 'Done' is empty; give it a value or take the line out"
    )]
    [InlineData(
        "    outcome: resolved",
        "    sla: 1 day",
        "42:10: 'sla' in stage 'Done' must be a length of working time such as '1 working day' or '4 working hours', found the text '1 day'"
    )]
    [InlineData(
        "    outcome: resolved",
        "    from: { a: b }",
        "42:11: 'from' in stage 'Done' must be a list of texts, found a group of keys"
    )]
    [InlineData(
        "    outcome: resolved",
        "    requires: { field: Due }",
        "42:15: 'requires' in stage 'Done' must be a list, each line with a dash, such as '- Severity', found a group of keys"
    )]
    [InlineData(
        "    outcome: resolved",
        "    requires: [Sevrity]",
        "42:16: unknown field 'Sevrity', did you mean 'Severity'?"
    )]
    [InlineData("    outcome: resolved", "    requires: [Due, Due]", "42:21: stage 'Done' requires 'Due' twice")]
    [InlineData(
        "    outcome: resolved",
        "    requires: [{ field: Severity, one of: [S3] }]",
        "42:43: field 'Severity' has no value 'S3', did you mean 'S1' or 'S2'?"
    )]
    [InlineData(
        "    outcome: resolved",
        "    requires: [{ field: Severity, at least: 5 characters }]",
        "42:45: field 'Severity' is a choice; only texts have a length"
    )]
    [InlineData(
        "    outcome: resolved",
        "    requires: [{ field: Reason, at least: long }]",
        "42:43: 'at least' in a requirement of stage 'Done' must be a length such as '10 characters', found the text 'long'"
    )]
    [InlineData(
        "    outcome: resolved",
        "    requires: [{ field: Due, at most: 3 }]",
        "42:39: field 'Due' is a date; 'at most' is for numbers and lists"
    )]
    [InlineData(
        "    outcome: resolved",
        "    requires: [{ field: Due, when coming back: true }]",
        "42:48: nothing comes back to 'Done', the last stage, so 'Due' is never asked for"
    )]
    [InlineData(
        "    outcome: resolved",
        "    requires: [{ field: Due, when coming back: maybe }]",
        "42:48: 'when coming back' in a requirement of stage 'Done' must be true or false, found the text 'maybe'"
    )]
    [InlineData(
        "    outcome: resolved",
        "    requires: [{ one of: [S1] }]",
        "42:16: a requirement of stage 'Done' has no 'field'; name a field of the process"
    )]
    [InlineData(
        "    outcome: resolved",
        "    on violation: shout",
        "42:19: unknown value 'shout' of 'on violation'; it can be 'revert', 'hold', 'warn'"
    )]
    [InlineData(
        "    outcome: resolved",
        "    on entry: { gruop: QA }",
        "42:17: unknown key 'gruop' in 'on entry' of stage 'Done', did you mean 'group'?"
    )]
    [InlineData(
        "    tracker: done",
        "    tracker: { status: done, resolution: Fixed }",
        "41:14: stage 'Done': ClickUp has no resolution; take it out"
    )]
    [InlineData(
        "    tracker: done",
        "    tracker: { status: done, field: Phase }",
        "41:14: a sign of stage 'Done' in the tracker is either a 'status' or a 'field' with its 'value'"
    )]
    [InlineData(
        "    tracker: done",
        "    tracker: { field: Phase }",
        "41:14: a sign of stage 'Done' in the tracker has no 'value'; say which value of the field means this stage"
    )]
    [InlineData(
        "    helpdesk: Done",
        "    helpdesk: { status: Done, resolution: Fixed }",
        "40:15: stage 'Done': a helpdesk has no resolution; take it out"
    )]
    [InlineData("    helpdesk: Done", "    helpdesk: [Done, done]", "40:22: stage 'Done' names status 'done' twice")]
    [InlineData(
        "  Done:",
        "  validating:",
        "39:3: two stages are called 'validating'; the first is in line 27, rename one of them"
    )]
    public void A_stage_that_is_wrong_says_where_and_what(string line, string wrong, string error) =>
        Expect(line, wrong, error);

    [Theory]
    [InlineData(
        "process: Fixes",
        "proces: Fixes",
        "1:1: the file has no 'process'; write 'process: NAME' in the first line|1:1: unknown key 'proces' in the file, did you mean 'process'?"
    )]
    [InlineData(
        "tracker: { connection: board, list: \"901\" }",
        "tracker: { connection: board }",
        "3:10: tracker does not say where items are made; add 'list' (ClickUp list id) or 'project' (Jira project key)"
    )]
    [InlineData(
        "tracker: { connection: board, list: \"901\" }",
        "tracker: { connection: board, list: \"901\", project: S2 }",
        "3:10: tracker has both 'list' and 'project'; keep 'list' for ClickUp or 'project' for Jira"
    )]
    [InlineData(
        "tracker: { connection: board, list: \"901\" }",
        "tracker: { connection: board, list: \"901\", issue type: Bug }",
        "3:56: 'issue type' is for Jira; a ClickUp list has no such thing"
    )]
    [InlineData(
        "tracker: { connection: board, list: \"901\" }",
        "tracker: { connection: board, project: S2 }",
        "10:17: 'marker field' is for ClickUp; on Jira a label marks the issue"
    )]
    [InlineData(
        "helpdesk: { connection: desk }",
        "helpdesk: desk",
        "2:11: helpdesk must be a group of keys ('connection'), found the text 'desk'"
    )]
    [InlineData(
        "helpdesk: { connection: desk }",
        "helpdesk: {}",
        "2:11: helpdesk has no 'connection'; name a connection of the settings"
    )]
    [InlineData(
        "helpdesk: { connection: desk }",
        "mode: enforced",
        "1:1: the file has no 'helpdesk'; write 'helpdesk: { connection: NAME }' with a connection of the settings|2:7: unknown value 'enforced' of 'mode', did you mean 'enforce'?"
    )]
    [InlineData(
        "  marker field: Ticket",
        "  link by: Severity",
        "5:3: entry has no 'marker field'; name the ClickUp text field that holds the ticket's mark, so that a task is never made twice"
    )]
    [InlineData(
        "  marker field: Ticket",
        "  marker field: Ticket\n  link by: Kee",
        "11:12: unknown field 'Kee', did you mean 'key'? (a custom field of the helpdesk must stand under 'fields')"
    )]
    [InlineData(
        "  when: { field: status, is: Elevating }",
        "  when: { field: status, is: Elevatin }",
        "5:18: status 'Elevatin' means no stage, did you mean 'Elevating'?"
    )]
    [InlineData(
        "  when: { field: status, is: Elevating }",
        "  when: { field: stats, is: Elevating }",
        "5:18: unknown field 'stats', did you mean 'status'? (a custom field of the helpdesk must stand under 'fields')"
    )]
    [InlineData(
        "  when: { field: status, is: Elevating }",
        "  when: { field: Severity, is: S9 }",
        "5:18: field 'Severity' has no value 'S9', did you mean 'S1' or 'S2'?"
    )]
    [InlineData(
        "  when: { field: status, is: Elevating }",
        "  when: [{ field: status, is: Elevating }]",
        "5:9: a list of conditions stands under 'all:' (each must hold) or 'any:' (one must hold)"
    )]
    [InlineData(
        "  when: { field: status, is: Elevating }",
        "  when: { is: Elevating }",
        "5:9: a condition needs one of 'field', 'all', 'any' or 'not'"
    )]
    [InlineData(
        "  when: { field: status, is: Elevating }",
        "  when: { field: status }",
        "5:9: nothing is asked of field 'status'; add one of 'is', 'is not', 'is one of', 'is not one of', 'contains', 'is filled', 'at least', 'at most'"
    )]
    [InlineData(
        "  when: { field: status, is: Elevating }",
        "  when: { field: status, iz: Elevating }",
        "5:9: nothing is asked of field 'status'; add one of 'is', 'is not', 'is one of', 'is not one of', 'contains', 'is filled', 'at least', 'at most'|5:26: unknown key 'iz' in a condition, did you mean 'is'?"
    )]
    [InlineData(
        "  when: { field: status, is: Elevating }",
        "  when: { field: status, not: { field: type, is: Bug } }",
        "5:9: a condition has only one of 'not', 'field'; put each in its own line under 'all:'"
    )]
    [InlineData(
        "  when: { field: status, is: Elevating }",
        "  when: { field: type, at least: 3 }",
        "5:18: field 'type' is neither a number nor a date, so 'at least' and 'at most' cannot be asked of it"
    )]
    [InlineData(
        "  when: { field: status, is: Elevating }",
        "  when: { field: Due, at least: soon }",
        "5:18: 'soon' cannot be compared with field 'Due'; write a day such as '2026-12-25'"
    )]
    [InlineData(
        "  marker field: Ticket",
        "  marker field: Ticket\n  out of scope: [{ name: S1, when: { field: Severity, is: S1 } }]",
        "11:18: a way out of scope has no 'note'; write the private note that tells the agents where such a ticket belongs"
    )]
    public void A_head_or_entry_that_is_wrong_says_where_and_what(string line, string wrong, string error) =>
        Expect(line, wrong, error);

    [Theory]
    [InlineData("    type: date", "    type: dat", "23:11: unknown value 'dat' of 'type', did you mean 'date'?")]
    [InlineData(
        "    type: date",
        "    type: text",
        "23:11: 'due date' of the tracker is a date, but field 'Due' is a text|44:15: field 'Due' is a text; an ETA is a date"
    )]
    [InlineData(
        "    tracker: Reason",
        "    direction: to tracker",
        "21:16: field 'Reason' lives only in the helpdesk, so 'direction' says nothing; take it out, or name the field of the other side"
    )]
    [InlineData(
        "    tracker: Reason",
        "    tracker: Severity",
        "21:14: the tracker's 'Severity' is field 'Severity' already; one field of a tool is one field here"
    )]
    [InlineData(
        "    tracker: Reason",
        "    tracker: url",
        "19:11: 'url' of the tracker is a url, but field 'Reason' is a text|21:14: 'url' cannot be written in the tracker; add 'direction: to helpdesk' to field 'Reason'"
    )]
    [InlineData(
        "    tracker: Reason",
        "    tracker: releases ahead",
        "19:11: 'releases ahead' of the tracker is a number, but field 'Reason' is a text|21:14: 'releases ahead' is a field of Jira; ClickUp has none"
    )]
    [InlineData(
        "    tracker: Reason",
        "    values: { a: b }",
        "21:13: field 'Reason' is a text; only a choice, list or bool has values|21:13: field 'Reason' lives on one side only, so its values are never translated"
    )]
    [InlineData(
        "    values: { S1: Critical, S2: Minor }",
        "    values: { S1: Critical, s1: Minor }",
        "17:29: two values are called 's1'; the first is in line 17, rename one of them"
    )]
    [InlineData(
        "    values: { S1: Critical, S2: Minor }",
        "    values: { S1: Critical, S2: Critical }",
        "17:29: 'S1', 'S2' of field 'Severity' are all 'Critical' in the tracker, so nobody can tell them apart on the way back; use different words or 'direction: to tracker'"
    )]
    [InlineData(
        "    values: { S1: Critical, S2: Minor }",
        "    values: { S1: { a: b } }",
        "17:19: value 'S1' in field 'Severity' must say what the tracker calls it, found a group of keys"
    )]
    [InlineData(
        "    owner: helpdesk",
        "    owner: support",
        "16:12: unknown value 'support' of 'owner'; it can be 'helpdesk', 'tracker', 'newest'"
    )]
    [InlineData(
        "  Reason:",
        "  severity:",
        "18:3: two fields are called 'severity'; the first is in line 12, rename one of them|34:18: unknown field 'Reason'; the fields are 'Severity', 'Due'"
    )]
    public void A_field_that_is_wrong_says_where_and_what(string line, string wrong, string error) =>
        Expect(line, wrong, error);

    [Theory]
    [InlineData(
        "gates: { on violation: revert, grace: 2 minutes }",
        "gates: { grace: 2 min }",
        "43:17: 'grace' in gates must be a length of time such as '10 minutes', '2 hours' or '1 day', found the text '2 min'"
    )]
    [InlineData(
        "gates: { on violation: revert, grace: 2 minutes }",
        "gates: { at most: 0 }",
        "43:19: 'at most' in gates must be a whole number from 1 to 100, found the text '0'"
    )]
    [InlineData(
        "gates: { on violation: revert, grace: 2 minutes }",
        "gates: { within: 0 days }",
        "43:18: 'within' in gates must be longer than nothing, such as '1 day'"
    )]
    [InlineData(
        "gates: { on violation: revert, grace: 2 minutes }",
        "gates: { tell: [lead] }",
        "43:17: 'lead' is no e-mail address"
    )]
    [InlineData(
        "gates: { on violation: revert, grace: 2 minutes }",
        "comments: { to helpdesk: notes }",
        "43:26: unknown value 'notes' of 'to helpdesk'; it can be 'none', 'all'"
    )]
    [InlineData(
        "gates: { on violation: revert, grace: 2 minutes }",
        "stage conflicts: tracker",
        "43:18: unknown value 'tracker' of 'stage conflicts', did you mean 'tracker wins'?"
    )]
    [InlineData(
        "gates: { on violation: revert, grace: 2 minutes }",
        "leak words: [a, { b: c }]",
        "43:17: 'leak words' in the file must list texts, found a group of keys"
    )]
    [InlineData(
        "eta: { field: Due, from stage: Verifying }",
        "eta: { field: Duo, from stage: Verify }",
        "44:15: unknown field 'Duo', did you mean 'Due'?|44:32: unknown stage 'Verify', did you mean 'Verifying'?"
    )]
    [InlineData(
        "eta: { field: Due, from stage: Verifying }",
        "eta: { from stage: Verifying }",
        "44:6: eta has no 'field'; name the date field of the process that carries the ETA"
    )]
    [InlineData(
        "    when: ETA first set",
        "    when: ETA set",
        "48:11: unknown value 'ETA set' of 'when'; it can be 'linked', 'ETA first set', 'ETA changed', 'ETA removed', 'resolved', 'closed unresolved', 'stage entered'"
    )]
    [InlineData(
        "    when: ETA first set",
        "    when: { stage entered: Verifing }",
        "48:11: unknown stage 'Verifing', did you mean 'Verifying'?"
    )]
    [InlineData(
        "    when: ETA first set",
        "    when: stage entered",
        "48:11: a stage is named in braces: write 'when: { stage entered: NAME }'"
    )]
    [InlineData(
        "    when: ETA first set",
        "    when: closed unresolved",
        "48:11: message 'First' is never sent: no stage has 'outcome: unresolved'"
    )]
    [InlineData(
        "    when: ETA first set",
        "    when: ETA first set\n    notify: [a@b.example]",
        "49:13: message 'First': only a note to agents notifies; take 'notify' out or send it 'to: agents'"
    )]
    [InlineData(
        "    to: customer",
        "    to: customers",
        "47:9: unknown value 'customers' of 'to', did you mean 'customer'?"
    )]
    [InlineData(
        "      en: |",
        "      english: |",
        "50:7: 'english' is no language code; write two letters such as 'en', or 'pt-BR'"
    )]
    [InlineData(
        "  zone: Europe/Dublin",
        "  zone: Europe/Dublim",
        "53:9: unknown time zone 'Europe/Dublim', did you mean 'Europe/Dublin'?"
    )]
    [InlineData(
        "  hours: { monday to friday: \"09:00-17:30\" }",
        "  hours: { monday to fryday: \"09:00-17:30\" }",
        "54:12: unknown day 'fryday', did you mean 'friday'?"
    )]
    [InlineData(
        "  hours: { monday to friday: \"09:00-17:30\" }",
        "  hours: { monday: \"17:00-09:00\" }",
        "54:20: the hours of 'monday' must be a span such as \"09:00-17:30\", found the text '17:00-09:00'"
    )]
    [InlineData(
        "  hours: { monday to friday: \"09:00-17:30\" }",
        "  hours: { monday: \"09:00-17:00\", monday to friday: \"12:00-18:00\" }",
        "54:53: these hours overlap with others on monday"
    )]
    [InlineData(
        "  hours: { monday to friday: \"09:00-17:30\" }",
        "  hours: {}",
        "53:3: the calendar has no working hours, so no sla would ever be due"
    )]
    [InlineData(
        "  holidays: [2026-12-25]",
        "  holidays: [25.12.2026]",
        "55:14: '25.12.2026' is no day; write it as '2026-12-25'"
    )]
    [InlineData(
        "  holidays: [2026-12-25]",
        "  holidays: [2026-12-25, 2026-12-25]",
        "55:26: the holiday 2026-12-25 stands twice"
    )]
    [InlineData(
        "    sla: 1 working day",
        "    owner: Ops",
        "53:3: no stage has an sla, so nothing reads the calendar; add one or take the calendar out"
    )]
    public void A_policy_or_message_that_is_wrong_says_where_and_what(string line, string wrong, string error) =>
        Expect(line, wrong, error);

    [Theory]
    [InlineData(
        "  title: \"{{ticket.subject}}\"",
        "  title: \"{{ticket.subjct}}\"",
        "6:11: unknown name 'ticket.subjct', did you mean 'ticket.subject'?"
    )]
    [InlineData(
        "  title: \"{{ticket.subject}}\"",
        "  title: \"{{ticket}}\"",
        "6:11: 'ticket' is a group; name one of its parts: 'ticket.id', 'ticket.key', 'ticket.subject', 'ticket.description', 'ticket.url', 'ticket.type', 'ticket.priority', 'ticket.status'"
    )]
    [InlineData(
        "  title: \"{{ticket.subject}}\"",
        "  title: \"a {{ticket.subject\"",
        "6:13: the braces that open here are not closed"
    )]
    [InlineData(
        "  title: \"{{ticket.subject}}\"",
        "  title: {{ticket.subject}}",
        "6:10: a template must stand in quotes, such as \"{{ticket.subject}}\": bare braces are YAML's own"
    )]
    [InlineData(
        "  title: \"{{ticket.subject}}\"",
        "  title: \"{{upper ticket.subject}}\"",
        "6:11: 'upper ticket.subject' is no name; between braces stands one name, such as 'ticket.subject'"
    )]
    [InlineData(
        "    <p>{{ticket.key}}</p>",
        "    <p>{{fields.sevrity}}</p>",
        "8:8: unknown name 'fields.sevrity', did you mean 'fields.severity'?"
    )]
    [InlineData(
        "    <p>{{ticket.key}}</p>",
        "    <p>{{{fields.reason}}}</p>",
        "8:8: 'fields.reason' is no formatted text; write '{{fields.reason}}' with two braces, so that it is escaped"
    )]
    [InlineData(
        "    <p>{{ticket.key}}</p>",
        "    <p>{{#if ticket.key}}</p>",
        "8:8: '{{#if}}' is not closed; add '{{/if}}'"
    )]
    [InlineData(
        "    <p>{{ticket.key}}</p>",
        "    <p>{{#iff ticket.key}}{{/iff}}</p>",
        "8:8: unknown block '{{#iff}}', did you mean 'if'?"
    )]
    [InlineData(
        "    <p>{{ticket.key}}</p>",
        "    <p>{{#if ticket.key}}{{/each}}</p>",
        "8:26: '{{/each}}' closes '{{#if}}'; write '{{/if}}'"
    )]
    [InlineData("    <p>{{ticket.key}}</p>", "    <p>{{/if}}</p>", "8:8: '{{/if}}' closes nothing that is open")]
    [InlineData("    <p>{{ticket.key}}</p>", "    <p>{{else}}</p>", "8:8: '{{else}}' stands outside of a block")]
    [InlineData(
        "    <p>{{ticket.key}}</p>",
        "    <p>{{this}}</p>",
        "8:8: 'this' means something only inside of '{{#each}}'"
    )]
    [InlineData(
        "    <p>{{ticket.key}}</p>",
        "    <p>{{> footer}}</p>",
        "8:8: a template cannot take in another one; write its text here"
    )]
    [InlineData(
        "    <p>{{ticket.key}}</p>",
        "    <p>{{missing}}</p>",
        "8:8: 'missing' is a list; write '{{#each missing}}{{this}}{{/each}}'"
    )]
    [InlineData(
        "        <p>By {{eta}}, {{requester.first_name}}.</p>",
        "        <p>{{{ticket.description}}}</p>",
        "51:12: a customer's message may not take in raw HTML; write '{{ticket.description}}' with two braces"
    )]
    [InlineData(
        "        <p>By {{eta}}, {{requester.first_name}}.</p>",
        "        <p>{{item.url}} and {{item.key}}</p>",
        "51:12: 'item.url' is internal; a customer's message may not say it|51:29: 'item.key' is internal; a customer's message may not say it"
    )]
    [InlineData(
        "eta: { field: Due, from stage: Verifying }",
        "owner: Ops",
        "48:11: message 'First' is never sent: there is no ETA; add 'eta: { field: ... }'|51:15: 'eta' is always empty: there is no ETA; add 'eta: { field: ... }'"
    )]
    public void A_template_that_is_wrong_says_where_and_what(string line, string wrong, string error) =>
        Expect(line, wrong, error);

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
            "35:3: nothing can enter stage 'Verifying': no way leads from 'Validating' to 'Done'|39:3: nothing can enter stage 'Done': no way leads from 'Validating' to 'Verifying'"
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
