namespace Bridge.Core.Tests.Mappings;

public sealed class PolicyErrorTests
{
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
        "gates: { on violation: revert, grace: 2 minutes }",
        "findings: { note: [refused, gone] }",
        "43:29: unknown kind of finding 'gone', did you mean 'none'?"
    )]
    [InlineData(
        "gates: { on violation: revert, grace: 2 minutes }",
        "findings: { note: [refused, none] }",
        "43:29: 'none' stands alone in note; take it out, or the others"
    )]
    [InlineData(
        "gates: { on violation: revert, grace: 2 minutes }",
        "findings: {}",
        "43:11: findings says nothing; add 'note: [refused]' or 'note: none', or take it out"
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
        "48:11: unknown value 'ETA set' of 'when'; it can be 'linked', 'ETA first set', 'ETA changed', 'ETA removed', 'resolved', 'closed unresolved', 'released', 'validation asked', 'validation reminder', 'customer confirmed', 'customer says still broken', 'customer silent', …"
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
        "  hours: { monday: \"17:00-17:00\" }",
        "54:20: the hours of 'monday' must be a span such as \"09:00-17:30\", found the text '17:00-17:00'"
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
        MappingErrorTests.Expect(line, wrong, error);
}
