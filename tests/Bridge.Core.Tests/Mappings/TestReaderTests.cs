using Bridge.Core.Mappings;

namespace Bridge.Core.Tests.Mappings;

public sealed class TestReaderTests
{
    private static readonly int Lines = TestFile.Process.Split('\n').Length - 1;

    [Theory]
    [InlineData("agent sets: { Severty: High }", "unknown field 'Severty' of the ticket, did you mean 'Severity'?")]
    [InlineData("engineer sets: { releases ahead: 2 }", "'releases ahead' follows from 'fix versions'; set those")]
    [InlineData("engineer sets: { fix versions: R9 }", "unknown release 'R9'; name it under 'given'")]
    [InlineData("agent sets: { ETA: tomorrow }", "'ETA' must be a day such as 2026-03-20, found the text 'tomorrow'")]
    [InlineData("agent set: { Severity: High }", "unknown key 'agent set' in a step, did you mean 'agent sets'?")]
    [InlineData("wait: a while", "'wait' in a step must be a length of time")]
    [InlineData("clock: Moonday 09:00", "'clock' in a step must be 'Monday 09:00'")]
    [InlineData("expect: { stage: Fixin }", "unknown stage 'Fixin', did you mean 'Fixing'?")]
    [InlineData("expect: { messages: In wrok }", "unknown message 'In wrok', did you mean 'In work'?")]
    [InlineData("expect: { findings: gate violations }", "unknown kind of finding 'gate violations', did you mean")]
    [InlineData("expect: { sla: late }", "unknown value 'late' of 'sla'")]
    [InlineData("expect: { gate: shut }", "'gate' is 'open', or says")]
    [InlineData("expect: { notes: many }", "'notes' in expect must be a whole number")]
    [InlineData("agent attaches: { size: 3 MB }", "a file has no 'name'; write its name")]
    [InlineData("engineer attaches: { name: a.log, size: 3 }", "'size' in a file must be a size such as '500 KB'")]
    [InlineData("agent edits notes: x", "unknown key 'agent edits notes' in a step, did you mean 'agent edits note'")]
    [InlineData("expect: { files to tracker: a.log }", "unknown key 'files to tracker' in expect, did you mean")]
    [InlineData("expect: {}", "this expects nothing")]
    [InlineData("{ wait: 1 day, clock: Monday 09:00 }", "a step does one thing")]
    public void A_mistake_in_a_step_is_named_with_its_cure(string step, string message)
    {
        var error = TestFile.Error(
            $"tests: [{{ name: One, steps: [ {{ expect: {{ notes: 0 }} }}, {Braced(step)} ] }}]"
        );

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(Lines + 1, error.Line);
    }

    [Theory]
    [InlineData("given: { stage: Nowhere }", "unknown stage 'Nowhere'")]
    [InlineData("given: { eta told: 2026-03-20 }", "'eta told' needs a 'stage'")]
    [InlineData("given: { now: yesterday }", "'now' in given must be a moment such as '2026-03-02 09:00'")]
    [InlineData(
        "given: { stage: Fixing, ticket: { status: Elevated } }",
        "is of stage 'Triage', and the case is in 'Fixing'"
    )]
    [InlineData("given: { stage: Fixing, files: a.log }", "go over when its item is made; leave 'stage' out")]
    [InlineData("given: { releases: { R1: soon } }", "must be the release's day")]
    public void A_mistake_in_what_is_given_is_named(string given, string message)
    {
        var error = TestFile.Error($"tests: [{{ name: One, {given}, steps: [ {{ expect: {{ notes: 0 }} }} ] }}]");

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_that_expects_nothing_is_an_error() =>
        Assert.Contains(
            "can never fail",
            TestFile.Error("tests: [{ name: One, steps: [ { wait: 1 day } ] }]").Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Two_tests_of_one_name_are_an_error()
    {
        var one = "{ name: One, steps: [ { expect: { notes: 0 } } ] }";

        Assert.Contains(
            "two tests are called 'One'",
            TestFile.Error($"tests: [{one}, {one}]").Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_hash_of_a_process_does_not_change_with_its_tests()
    {
        var without = TestFile.Read("");
        var with = TestFile.Read("\n# How it works.\ntests:\n  - name: One\n    steps: [ { expect: { notes: 0 } } ]\n");

        Assert.Equal(without.Hash, with.Hash);
        Assert.NotEqual(without.Hash, TestFile.Read("owner: Somebody\n").Hash);
    }

    [Fact]
    public void A_file_of_tests_names_its_process()
    {
        var process = TestFile.Read("");
        const string tests = "tests: [{ name: One, steps: [ { expect: { notes: 0 } } ] }]";

        var good = MappingTests.Read("small.tests.yaml", "process: small\n" + tests, [process]);
        var bad = MappingTests.Read("small.tests.yaml", "process: Smal\n" + tests, [process]);

        Assert.Equal("small.tests.yaml:2:9", Assert.Single(good.Tests).Place.ToString());
        Assert.Contains(
            "unknown process 'Smal', did you mean 'Small'?",
            Assert.Single(bad.Errors).Message,
            StringComparison.Ordinal
        );
    }

    private static string Braced(string step) => step.StartsWith('{') ? step : $"{{ {step} }}";
}
