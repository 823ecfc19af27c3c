using Bridge.Core.Mappings;

namespace Bridge.Core.Tests.Customers;

/// <summary>Every mistake in what customers hear says where it is and what cures it. Each row replaces one text of a sound file.</summary>
public sealed class CustomerErrorTests
{
    [Theory]
    [InlineData(
        "released: { when: { field: Out, is: \"yes\" }, from stage: Checking }",
        "released: { from stage: Checking }",
        "released does not say when; write 'when: { field: NAME, is: VALUE }' or 'when stage entered: NAME'"
    )]
    [InlineData(
        "released: { when: { field: Out, is: \"yes\" }, from stage: Checking }",
        "released: { when stage entered: Chekking }",
        "unknown stage 'Chekking', did you mean 'Checking'?"
    )]
    [InlineData(
        "released: { when: { field: Out, is: \"yes\" }, from stage: Checking }",
        "released: { when stage entered: Checking, from stage: Fixing }",
        "'from stage' goes with 'when'; 'when stage entered' names its stage itself"
    )]
    [InlineData(
        "is: \"yes\" }, from stage: Checking",
        "is: \"yes\" }, from stage: Cheking",
        "unknown stage 'Cheking', did you mean 'Checking'?"
    )]
    [InlineData("{ field: Out, is:", "{ field: Ot, is:", "unknown field 'Ot', did you mean 'Out'?*")]
    [InlineData(
        "released: { when: { field: Out, is: \"yes\" }, from stage: Checking }",
        "",
        "message 'Released' is never sent: nothing says when a fix is released; add 'released: { when: ... }'"
    )]
    [InlineData(
        "shared item: { at most: 10 a minute, opt out tag: no-news }",
        "shared item: {}",
        "shared item says nothing; add 'at most' or 'opt out tag', or take it out"
    )]
    [InlineData(
        "at most: 10 a minute",
        "at most: ten",
        "'at most' in shared item must be a number and a time, such as '1 a day', '2 a week' or '1 in 3 days', found the text 'ten'"
    )]
    [InlineData(
        "      - { when: { field: Kind, is: Money }, stage: Checking }",
        "      - { stage: Checking }",
        "this way of 'Broken' is never gone: the one before it has no 'when'; give it one, or put it last"
    )]
    [InlineData(
        "      - { stage: Fixing }\n",
        "",
        "'Broken' leads nowhere when no way holds; add a last one without 'when', such as '- { stage: Checking }'"
    )]
    [InlineData(
        "      - { stage: Fixing }",
        "      - { stage: Fixxing }",
        "unknown stage 'Fixxing', did you mean 'Fixing'?"
    )]
    [InlineData(
        "      - { stage: Fixing }",
        "      - { stage: Asking }",
        "'Asking' is where the ticket waits already; name another stage"
    )]
    [InlineData(
        "      - { stage: Fixing }",
        "      - { stage: Shipped }",
        "stage 'Shipped' cannot be entered from 'Asking'; add that to its 'from'"
    )]
    [InlineData(
        "stage: Fixing, when: { field: Kind, is: Money }, post",
        "stage: Fixxing, when: { field: Kind, is: Money }, post",
        "unknown stage 'Fixxing', did you mean 'Fixing'?"
    )]
    [InlineData(
        "is: Law }, tell: [law@example.com], post to: chat }",
        "is: Law } }",
        "this step of sla does nothing; add 'tell', 'group', 'priority', 'add tags' or 'post to'"
    )]
    [InlineData(
        "is: Law }, tell: [law@example.com], post to: chat }",
        "is: Law }, tell: [law@example.com], text: x }",
        "'text' is what a webhook is told; add 'post to: NAME'"
    )]
    [InlineData(
        "{{ticket.key}} costs money",
        "{{ticket.kye}} costs money",
        "unknown name 'ticket.kye', did you mean 'ticket.key'*"
    )]
    [InlineData(
        "{ field: Notes, newly filled: true }",
        "{ field: bounces, at most: 1, newly filled: true }",
        "'bounces' is counted by the bridge, nobody fills it; take 'newly filled' out"
    )]
    [InlineData(
        "post to: chat, text:",
        "post to: https://chat.example/hook, text:",
        "'post to' names a webhook of the settings; its address stands there alone, under Bridge:Webhooks"
    )]
    public void A_mistake_says_what_cures_it(string text, string by, string expected)
    {
        Assert.Contains(text, CustomerFile.Text, StringComparison.Ordinal);

        var errors = MappingReader
            .Read("f.yaml", CustomerFile.Text.Replace(text, by, StringComparison.Ordinal))
            .Errors.Select(e => e.Message)
            .ToList();

        Assert.Contains(
            errors,
            e =>
                expected.EndsWith('*')
                    ? e.StartsWith(expected[..^1], StringComparison.Ordinal)
                    : string.Equals(e, expected, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("agent releases: Shippd", "no message 'Shippd' goes to the customer, did you mean 'Shipped'?")]
    [InlineData("agent rewrites: { message: Shipped }", "'agent rewrites' has no 'text'; write the new words")]
    public void A_step_about_a_stopped_message_names_one_with_its_words(string step, string expected)
    {
        var text = CustomerFile.With("stage: Fixing", step, "expect: { notes: 0 }");

        Assert.Contains(expected, MappingReader.Read("f.yaml", text).Errors.Select(e => e.Message));
    }

    [Fact]
    public void A_step_in_a_stage_without_a_time_limit_is_a_warning()
    {
        var text = CustomerFile.Text.Replace(
            "stage: Fixing, when: { field: Kind",
            "stage: Asking, when: { field: Kind",
            StringComparison.Ordinal
        );

        Assert.Contains(
            MappingReader.Read("f.yaml", text).Warnings,
            w => w.Message.StartsWith("stage 'Asking' has no time limit", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_release_that_no_message_tells_is_a_warning()
    {
        var text = CustomerFile.Text.Replace("when: released", "when: linked", StringComparison.Ordinal);

        Assert.Contains(
            MappingReader.Read("f.yaml", text).Warnings,
            w => w.Message.StartsWith("no message tells that a fix is released", StringComparison.Ordinal)
        );
    }
}
