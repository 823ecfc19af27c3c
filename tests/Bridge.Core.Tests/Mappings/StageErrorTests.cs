namespace Bridge.Core.Tests.Mappings;

public sealed class StageErrorTests
{
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
        "    sla: 400 working days",
        "42:10: 'sla' in stage 'Done' must be no longer than a year (366 days), found the text '400 working days'"
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
        MappingErrorTests.Expect(line, wrong, error);
}
