namespace Bridge.Core.Tests.Mappings;

public sealed class KnowledgeErrorTests
{
    private const string Here = "  holidays: [2026-12-25]";
    private const string When = "    when: ETA first set";
    private const string Reason = "      - { field: Reason, when coming back: true, at least: 10 characters }";

    [Theory]
    [InlineData("knowledge base: {}", "56:17: knowledge base does nothing; add 'suggest' or 'draft', or take it out")]
    [InlineData(
        "knowledge base: { suggest: { when stage entered: Verifing } }",
        "56:50: unknown stage 'Verifing', did you mean 'Verifying'?"
    )]
    [InlineData(
        "knowledge base: { suggest: { when stage entered: Verifying, at most: 30 } }",
        "56:70: 'at most' in suggest must be a whole number from 1 to 10, found the text '30'"
    )]
    [InlineData(
        "knowledge base: { suggest: { at most: 3 } }",
        "56:28: suggest has no 'when stage entered'; name the stage at which known solutions are looked for"
    )]
    [InlineData(
        "knowledge base: { draft: { folder: F, title: T, body: B } }",
        "56:26: draft does not say when; write 'when: resolved' or 'when stage entered: NAME'"
    )]
    [InlineData(
        "knowledge base: { draft: { when: resolved, when stage entered: Done, folder: F, title: T, body: B } }",
        "56:26: draft has both 'when' and 'when stage entered'; keep one of them"
    )]
    [InlineData(
        "knowledge base: { draft: { when: closed, folder: F, title: T, body: B } }",
        "56:34: unknown value 'closed' of 'when'; it can be 'resolved'"
    )]
    [InlineData(
        "knowledge base: { draft: { when stage entered: Dome, folder: F, title: T, body: B } }",
        "56:48: unknown stage 'Dome', did you mean 'Done'?"
    )]
    [InlineData(
        "knowledge base: { draft: { when: resolved, folder: F, title: \"{{fields.reson}}\", body: \"{{article.url}}\" } }",
        "56:63: unknown name 'fields.reson', did you mean 'fields.reason'?|56:89: 'article.url' is always empty here: it is known once an article was made, as 'draft' of 'knowledge base' asks"
    )]
    [InlineData(
        "knowledge base: { draft: { when: resolved, folder: F, title: T, body: B, only if: { field: Reson, is: x } } }",
        "56:92: unknown field 'Reson', did you mean 'Reason'? (a custom field of the helpdesk must stand under 'fields')"
    )]
    public void A_knowledge_base_that_is_wrong_says_where_and_what(string wrong, string errors) =>
        MappingErrorTests.Expect(Here, $"{Here}\n{wrong}", errors);

    [Theory]
    [InlineData("    when: { field first filled: Reson }", "48:11: unknown field 'Reson', did you mean 'Reason'?")]
    [InlineData(
        "    when: { field changed: Reason, from stage: Validatign }",
        "48:11: unknown stage 'Validatign', did you mean 'Validating'?"
    )]
    [InlineData(
        "    when: { field changed: Reason, stage entered: Done }",
        "48:11: 'when' of message 'First' has only one of 'stage entered', 'field changed'; write a message for each"
    )]
    [InlineData(
        "    when: { from stage: Done }",
        "48:11: 'when' of message 'First' names nothing; write one of 'stage entered', 'field first filled', 'field changed' with a name"
    )]
    [InlineData(
        "    when: { stage entered: Done, from stage: Verifying }",
        "48:46: 'from stage' goes with a field; 'stage entered' names its stage itself"
    )]
    [InlineData(
        "    when: field changed Reason",
        "48:11: a field is named in braces: write 'when: { field changed: Reason }'"
    )]
    [InlineData(
        "    when: ETA first set\n    only if: { field: bounces, is: many, at least: x }",
        "49:23: 'x' cannot be compared with field 'bounces'; write a number"
    )]
    public void A_trigger_that_is_wrong_says_where_and_what(string wrong, string errors) =>
        MappingErrorTests.Expect(When, wrong, errors);

    [Theory]
    [InlineData(
        "      - bounces",
        "34:9: 'bounces' is a number that is always there; ask for 'at most', such as '{ field: bounces, at most: 2 }'"
    )]
    [InlineData(
        "      - { field: Reason, when: { field: bouncs, at least: 1 } }",
        "34:41: unknown field 'bouncs', did you mean 'bounces'? (a custom field of the helpdesk must stand under 'fields')"
    )]
    public void A_gate_that_asks_wrongly_for_bounces_says_so(string wrong, string errors) =>
        MappingErrorTests.Expect(Reason, wrong, errors);

    [Fact]
    public void Tickets_that_come_in_have_no_bounces() =>
        MappingErrorTests.Expect(
            "  when: { field: status, is: Elevating }",
            "  when: { field: bounces, at least: 1 }",
            "5:18: 'bounces' is known of cases in the process, not of a ticket that comes in; ask for a field of the helpdesk"
        );

    [Fact]
    public void No_field_is_called_by_a_name_of_the_bridge() =>
        MappingErrorTests.Expect(
            "  Severity:",
            "  Bounces:\n    type: number\n    helpdesk: Bounces\n  Severity:",
            "12:3: 'Bounces' is what the bridge itself knows of a case; call the field something else"
        );

    [Fact]
    public void A_customer_does_not_read_of_bounces() =>
        MappingErrorTests.Expect(
            "        <p>By {{eta}}, {{requester.first_name}}.</p>",
            "        <p>By {{eta}}, {{bounces}}.</p>",
            "51:24: 'bounces' is internal; a customer's message may not say it"
        );
}
