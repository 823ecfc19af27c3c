namespace Bridge.Core.Tests.Mappings;

public sealed class EntryErrorTests
{
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
        "  marker field: Ticket",
        "  marker field: Ticket\n  make item in: [Validatin]",
        "11:18: unknown stage 'Validatin', did you mean 'Validating'?"
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
        MappingErrorTests.Expect(line, wrong, error);
}
