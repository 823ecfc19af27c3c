using Bridge.Core.Mappings;
using Bridge.Core.Simulation;

namespace Bridge.Core.Tests.Customers;

/// <summary>A small process with all that its customers may hear, and tests of it as a mapping file has them.</summary>
internal static class CustomerFile
{
    internal const string Text = """
        process: Customers
        helpdesk: { connection: desk }
        tracker: { connection: track, project: S2 }
        entry:
          when: { field: status, is: Elevated }
          title: "{{ticket.subject}}"
          body: <p>x</p>
        fields:
          Notes: { type: text, helpdesk: Notes, tracker: Notes }
          Kind: { type: choice, helpdesk: Kind }
          ETA: { type: date, helpdesk: ETA, tracker: fix version date, direction: to helpdesk }
          Out: { type: bool, tracker: fix version released }
          Answer: { type: choice, helpdesk: Answer }
        stages:
          Fixing: { helpdesk: [Fixing, Elevated], tracker: fixing }
          Asking: { helpdesk: Asking, tracker: asking, requires: [{ field: Notes, newly filled: true }] }
          Checking: { helpdesk: Checking, tracker: checking }
          Done:
            helpdesk: Done
            tracker: done
            outcome: resolved
            requires: [{ field: Answer, one of: [Works] }]
          Shipped: { helpdesk: Shipped, tracker: shipped, from: [Fixing, Checking, Done, Given up], outcome: resolved }
          Given up: { helpdesk: Given up, tracker: given up, outcome: unresolved }
        eta: { field: ETA }
        released: { when: { field: Out, is: "yes" }, from stage: Checking }
        shared item: { at most: 10 a minute, opt out tag: no-news }
        validation:
          stage: Asking
          answer field: Answer
          it works: { value: Works, then: Done }
          still broken:
            value: Broken
            then:
              - { when: { field: Kind, is: Money }, stage: Checking }
              - { stage: Fixing }
        messages:
          First ETA: { to: customer, when: ETA first set, text: { en: "<p>By {{eta}}</p>" } }
          New ETA: { to: customer, when: ETA changed, text: { en: "<p>Not {{eta_before}} but {{eta}}</p>" } }
          Ask: { to: customer, when: validation asked, text: { en: "<p>{{fields.notes}} <a href=\"{{answer.works_url}}\">Yes</a></p>" } }
          Shipped: { to: customer, when: resolved, text: { en: "<p>Fixed: {{fields.notes}}</p>" } }
          Released: { to: customer, when: released, text: { en: "<p>It is out.</p>" } }
        leak words: [secret]
        sla:
          warn at: [50%]
          targets: [{ stage: Fixing, time: 10 hours }, { stage: Checking, time: 10 hours }]
          steps:
            - { at: 100%, stage: Fixing, when: { field: Kind, is: Money }, post to: chat, text: "{{ticket.key}} costs money" }
            - { at: 100%, when: { field: Kind, is: Law }, tell: [law@example.com], post to: chat }

        """;

    /// <summary>Runs one test of the process.</summary>
    internal static TestOutcome Run(string given, params string[] steps)
    {
        var process = Read(With(given, steps));
        return MappingTestRunner.Run(process, process.Tests[0]);
    }

    /// <summary>Runs one that must hold.</summary>
    internal static void Holds(string given, params string[] steps) =>
        Assert.Equal(
            "",
            string.Join(
                '\n',
                Run(given, steps).Failures.Select(f => $"{f.Step}: {f.What} is {f.Actual}, not {f.Expected}")
            )
        );

    internal static ProcessMapping Read(string text)
    {
        var reading = MappingReader.Read("customers.yaml", text);
        Assert.Equal("", MappingReport.Print(reading.Errors, text));
        return reading.Process!;
    }

    internal static string With(string given, params string[] steps) =>
        $"{Text}tests:\n  - name: One\n    given: {{ {given} }}\n    steps:\n"
        + string.Concat(steps.Select(step => $"      - {step}\n"));
}
