using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

public sealed class ConditionCheckTests
{
    public static TheoryData<Condition, string> Failing =>
        new()
        {
            { new Condition.IsOneOf("type", ["Bug", "Defect"]), "type is 'Question', not one of 'Bug', 'Defect'" },
            { new Condition.IsOneOf("Severity", ["S1"]), "Severity is empty, not 'S1'" },
            {
                new Condition.Not(new Condition.IsOneOf("type", ["Question"])),
                "type is 'Question', which is ruled out"
            },
            { new Condition.Not(new Condition.Present("type")), "type is filled ('Question') and must be empty" },
            { new Condition.Contains("type", "bug"), "type is 'Question', which does not contain 'bug'" },
            {
                new Condition.Not(new Condition.Contains("type", "quest")),
                "type is 'Question', which contains 'quest'"
            },
            { new Condition.Present("Severity"), "Severity is empty" },
            {
                new Condition.All([new Condition.Present("type"), new Condition.Present("Severity")]),
                "Severity is empty"
            },
        };

    [Theory]
    [MemberData(nameof(Failing))]
    public void The_first_part_that_fails_is_said_in_a_sentence(Condition condition, string why) =>
        Assert.Equal(
            why,
            ConditionCheck.FirstFailing(condition, name => name == "type" ? new FieldValue.Choice("Question") : null)
        );
}
