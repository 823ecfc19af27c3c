using Bridge.Core.Mappings;
using Bridge.Core.Simulation;

namespace Bridge.Core.Tests.Simulation;

/// <summary>Steps and expectations of mapping tests about comments and files, and what counts as used.</summary>
public sealed class CommentSimulationTests
{
    private const string Text = """
        process: Talk
        helpdesk: { connection: desk }
        tracker: { connection: jira, project: TK }
        entry: { when: { field: status, is: Elevated }, title: "{{ticket.subject}}", body: "{{ticket.subject}}" }
        stages:
          Triage: { helpdesk: Elevated, tracker: New }
          Fixing: { helpdesk: Fixing, tracker: Doing }
        comments: { to tracker: all, to helpdesk: all, edits: follow, deletions: remove }
        files: { to tracker: all, to helpdesk: all, largest: 5 MB }

        """;

    private static readonly string[] All =
    [
        "a copy that follows the edit of its comment",
        "a copy that follows the deletion of its comment",
        "a file carried to the item",
        "a file carried to the ticket",
        "a file that stays where it is",
    ];

    [Theory]
    [InlineData("engineer comments: It is slow.", "engineer edits comment: It is fast.", "edited note: It is fast.")]
    [InlineData("agent notes: It is slow.", "agent edits note: It is fast.", "edited comment: It is fast.")]
    [InlineData("agent replies: It is slow.", "agent edits note: It is fast.", "edited comments: 1, comments: 1")]
    [InlineData("engineer comments: It is slow.", "engineer deletes comment: slow", "removed notes: 1, notes: 1")]
    [InlineData("agent notes: It is slow.", "agent deletes note: slow", "removed comments: 1, edited comments: 0")]
    [InlineData("wait: 1 day", "customer attaches: a.log", "files to item: a.log, comments: 1")]
    [InlineData("wait: 1 day", "agent attaches: { name: a.log, with: See }", "files to item: a.log, comment: See")]
    [InlineData("wait: 1 day", "engineer attaches: a.log", "files to ticket: [a.log], files to item: none, notes: 0")]
    [InlineData("wait: 1 day", "engineer attaches: { name: a.log, with: See }", "files to ticket: a.log, note: See")]
    [InlineData("wait: 1 day", "engineer attaches: { name: a.zip, size: 6 MB }", "files to ticket: none, note: 6 MB")]
    public void What_people_do_is_done_and_what_comes_of_it_is_seen(string first, string second, string expected) =>
        Assert.Empty(Run("stage: Fixing", first, second, $"expect: {{ {expected} }}").Failures);

    [Theory]
    [InlineData("customer attaches: a.log", "files to item: none", "file to item", "a.log")]
    [InlineData("customer attaches: a.log", "files to item: [a.log, b.log]", "file to item", "a.log")]
    [InlineData("engineer comments: It is slow.", "edited notes: 1", "number of edited notes", "0")]
    public void What_does_not_hold_is_shown(string step, string expected, string what, string actual)
    {
        var failure = Assert.Single(Run("stage: Fixing", step, $"expect: {{ {expected} }}").Failures);

        Assert.Equal((what, actual), (failure.What, failure.Actual));
    }

    [Fact]
    public void Nobody_edits_what_they_did_not_write() =>
        Assert.Equal(
            "none that fits",
            Assert
                .Single(Run("stage: Fixing", "engineer deletes comment: slow", "expect: { notes: 0 }").Failures)
                .Actual
        );

    [Fact]
    public void Files_that_are_given_go_along_with_the_item() =>
        Assert.Empty(
            Run(
                "ticket: { status: Elevated }, files: [a.png, { name: b.zip, size: 9 MB }]",
                "expect: { item: made, files to item: a.png, comment: b.zip }"
            ).Failures
        );

    [Fact]
    public void A_test_that_does_nothing_uses_no_policy() =>
        Assert.Equal(
            All.Order(StringComparer.Ordinal),
            Unused("stage: Fixing", "expect: { stage: Fixing }").Order(StringComparer.Ordinal)
        );

    [Fact]
    public void What_the_file_does_not_name_need_not_be_tested()
    {
        var process = Read(
            Text.Replace(", edits: follow, deletions: remove", "", StringComparison.Ordinal)
                .Replace(", largest: 5 MB", "", StringComparison.Ordinal)
        );

        Assert.Equal(
            ["a file carried to the item", "a file carried to the ticket"],
            Coverage.Points(process).Select(p => p.What).Intersect(All).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("a copy that follows the edit of its comment", "agent notes: a", "agent edits note: b")]
    [InlineData("a copy that follows the deletion of its comment", "agent notes: a", "agent deletes note: a")]
    [InlineData("a file carried to the item", "wait: 1 day", "customer attaches: a.log")]
    [InlineData("a file carried to the ticket", "wait: 1 day", "engineer attaches: a.log")]
    [InlineData("a file that stays where it is", "wait: 1 day", "engineer attaches: { name: a, size: 6 MB }")]
    public void What_happens_in_a_test_is_used_and_nothing_else(string what, string first, string second) =>
        Assert.Equal(
            All.Except([what]).Order(StringComparer.Ordinal),
            Unused("stage: Fixing", first, second, "expect: { stage: Fixing }").Order(StringComparer.Ordinal)
        );

    private static TestOutcome Run(string given, params string[] steps)
    {
        var process = With(given, steps);
        return MappingTestRunner.Run(process, process.Tests[0]);
    }

    private static IEnumerable<string> Unused(string given, params string[] steps)
    {
        var process = With(given, steps);
        var outcome = MappingTestRunner.Run(process, process.Tests[0]);
        Assert.Empty(outcome.Failures);
        return Coverage.Points(process).Where(p => !outcome.Covered.Contains(p.Key)).Select(p => p.What).Intersect(All);
    }

    private static ProcessMapping With(string given, string[] steps) =>
        Read(
            $"{Text}tests:\n  - name: One\n    given: {{ {given} }}\n    steps:\n"
                + string.Concat(steps.Select(step => $"      - {step}\n"))
        );

    private static ProcessMapping Read(string text)
    {
        var reading = MappingReader.Read("talk.yaml", text);
        Assert.Equal("", MappingReport.Print(reading.Errors, text));
        return reading.Process!;
    }
}
