namespace Bridge.Core.Tests.Mappings;

public sealed class FieldErrorTests
{
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
        MappingErrorTests.Expect(line, wrong, error);
}
