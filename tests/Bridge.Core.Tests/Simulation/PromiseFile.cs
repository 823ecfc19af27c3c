using Bridge.Core.Mappings;
using Bridge.Core.Simulation;

namespace Bridge.Core.Tests.Simulation;

/// <summary>A mapping file with a validation, clocks and a knowledge base, and a test at its end.</summary>
internal static class PromiseFile
{
    internal const string Text = """
        process: Promises
        helpdesk: { connection: desk }
        tracker: { connection: jira, project: PR }
        entry:
          when: { field: status, is: Elevated }
          title: "{{ticket.subject}}"
          body: <p>{{ticket.subject}}</p>
        fields:
          Severity: { type: choice, helpdesk: Severity }
          Customer Answer: { type: choice, helpdesk: Customer Answer }
          Record: { type: text, helpdesk: Record }
        stages:
          Triage: { helpdesk: Elevated, tracker: New }
          Fixing: { helpdesk: Fixing, tracker: Doing, sla: 2 working days }
          Asking: { helpdesk: Asking, tracker: Check }
          Closed: { helpdesk: Closed, tracker: Done, outcome: resolved }
        validation:
          stage: Asking
          answer field: Customer Answer
          record: Record
          it works: { value: It works, then: Closed }
          still broken: { value: Still broken, then: Fixing }
          silence: { remind after: [1 day, 2 days], after: 5 days, value: No answer, then: Closed }
          links expire after: 10 days
          opt out tag: keep-open
        knowledge base:
          suggest: { when stage entered: Triage, at most: 2 }
          draft:
            when: resolved
            folder: Known solutions
            title: "How to mend {{ticket.subject}}"
            body: "<p>{{fields.record}}</p>"
            only if: { field: Record, is filled: true }
        messages:
          Ask: { to: customer, when: validation asked, text: { en: "<p>Fixed? {{answer.works_url}} {{answer.broken_url}}</p>" } }
          Remind: { to: customer, when: validation reminder, text: { en: "<p>Is it? {{answer.works_url}} {{answer.broken_url}}</p>" } }
          Again:
            to: engineers
            when: customer says still broken
            only if: { field: attempt, at least: 2 }
            text: { en: "<p>Attempt {{attempt}}: {{answer.remark}}</p>" }
        calendar: { zone: Europe/Dublin, hours: { monday to friday: "09:00-17:00" } }
        sla:
          warn at: [50%, 80%]
          targets:
            - { stage: Fixing, when: { field: Severity, is: High }, time: 4 hours }
          steps:
            - { at: 80%, tell: [lead@example.com] }
            - { at: 100%, group: Escalations }

        """;

    /// <summary>Runs one test of the process.</summary>
    internal static TestOutcome Run(string given, params string[] steps)
    {
        var process = Read(given, steps);
        return MappingTestRunner.Run(process, process.Tests[0]);
    }

    internal static ProcessMapping Read(string given, params string[] steps)
    {
        var text = With(given, steps);
        var reading = MappingReader.Read("promises.yaml", text);
        Assert.Equal("", MappingReport.Print(reading.Errors, text));
        return reading.Process!;
    }

    internal static string With(string given, params string[] steps) =>
        $"{Text}tests:\n  - name: One\n    given: {{ {given} }}\n    steps:\n"
        + string.Concat(steps.Select(step => $"      - {step}\n"));

    /// <summary>What the tests of a run do not use, in words.</summary>
    internal static IReadOnlySet<string> Unused(string given, params string[] steps)
    {
        var process = Read(given, steps);
        var outcome = MappingTestRunner.Run(process, process.Tests[0]);
        Assert.Empty(outcome.Failures);
        return Coverage
            .Points(process)
            .Where(p => !outcome.Covered.Contains(p.Key))
            .Select(p => p.What)
            .ToHashSet(StringComparer.Ordinal);
    }
}
