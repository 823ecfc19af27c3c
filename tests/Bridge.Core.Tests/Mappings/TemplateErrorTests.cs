namespace Bridge.Core.Tests.Mappings;

public sealed class TemplateErrorTests
{
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
        MappingErrorTests.Expect(line, wrong, error);
}
