using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Tests.Planning;

/// <summary>A process that puts fixes before the customer, and a case of it that waits for the answer.</summary>
internal static class ValidationSample
{
    public const string Answer = "Customer Answer";

    private const string Text = """
        process: Asking
        helpdesk: { connection: desk }
        tracker: { connection: track, project: S2 }
        entry:
          when: { field: type, is: Bug }
          title: "{{ticket.subject}}"
          body: <p>{{ticket.subject}}</p>
        fields:
          Customer Answer:
            type: choice
            helpdesk: Customer Answer
          Resolution Record:
            type: text
            helpdesk: Record
            tracker: Resolution notes
          Cause:
            type: text
            helpdesk: Cause
        stages:
          L2 Investigation:
            helpdesk: With L2
            tracker: fixing
            from: [Customer Validation, Escalation]
          Customer Validation:
            helpdesk: Customer Validation
            tracker: verify
            requires: [Resolution Record]
          Escalation:
            helpdesk: Escalated
            tracker: escalated
          Closed:
            helpdesk: Closed
            tracker: done
            from: [Customer Validation]
            outcome: resolved
            requires:
              - { field: Customer Answer, one of: [It works] }
              - Cause
          Closed (No Answer):
            helpdesk: Closed without answer
            tracker: done without answer
            from: [Customer Validation]
            outcome: resolved
        validation:
          stage: Customer Validation
          answer field: Customer Answer
          record: Resolution Record
          it works: { value: It works, then: Closed }
          still broken: { value: Still broken, then: L2 Investigation }
          silence:
            remind after: [2 working days, 4 working days]
            after: 5 working days
            value: No answer
            then: Closed (No Answer)
          links expire after: 30 days
          opt out tag: keep-open
        messages:
          Ask:
            to: customer
            when: validation asked
            text:
              en: <p>Round {{attempt}} <a href="{{answer.works_url}}">yes</a> <a href="{{answer.broken_url}}">no</a></p>
          Remind:
            to: customer
            when: validation reminder
            text: { en: "<p>Reminder {{answer.works_url}}</p>" }
          Thanks:
            to: customer
            when: customer confirmed
            text: { en: <p>Thanks</p> }
          Back:
            to: engineers
            when: customer says still broken
            text:
              en: "<p>Back:{{#each attempts}} {{number}}={{record}}/{{answer}}/{{remark}};{{/each}}</p>"
          Silent:
            to: agents
            when: customer silent
            text: { en: <p>Silent</p> }
          Judge:
            to: agents
            when: customer replied
            text: { en: <p>Judge this</p> }
        leak words: [internal]
        calendar:
          zone: Etc/UTC
          hours: { monday to friday: "09:00-17:00" }
        """;

    public static ProcessMapping Process { get; } = Read(Text);

    /// <summary>The same, with some of the file's text replaced.</summary>
    public static ProcessMapping With(params (string Text, string By)[] changes)
    {
        var all = Text;
        foreach (var (text, by) in changes)
        {
            Assert.Contains(text, all, StringComparison.Ordinal);
            all = all.Replace(text, by, StringComparison.Ordinal);
        }

        return Read(all);
    }

    /// <summary>A case that has just been put before the customer, on Monday at nine.</summary>
    public static World Asked(ProcessMapping? process = null)
    {
        var world = new World(process ?? Process)
            .Agent("type", new FieldValue.Choice("Bug"))
            .Agent(Answer, null)
            .Agent("Record", null)
            .Agent("Cause", null)
            .Signal();
        return world
            .Agent("Record", new FieldValue.Text("Cache emptied"))
            .Agent("Cause", new FieldValue.Text("A cache"))
            .AgentMoves("Customer Validation")
            .Signal();
    }

    private static ProcessMapping Read(string text)
    {
        var reading = MappingReader.Read("asking.yaml", text);
        Assert.Equal("", MappingReport.Print(reading.Errors, text));
        return reading.Process!;
    }
}
