using Bridge.Core.Mappings;

namespace Bridge.Tests.Faults;

/// <summary>One small process whose cases have every kind of effect.</summary>
internal static class FaultProcess
{
    public const string Hook = "chat";

    private const string ClickUp = """
        tracker: { connection: clickup, list: "901100000001" }
        """;

    private const string Jira = """
        tracker: { connection: jira, project: S2, issue type: Bug }
        """;

    private const string Common = """
        process: Faults
        helpdesk: { connection: freshdesk }
        TRACKER
        entry:
          when: { field: status, is: Elevating }
          title: "{{ticket.subject}}"
          body: <p>{{ticket.key}}</p>
          MARKER
          link by: Engineering Key
        fields:
          Steps: { type: text, helpdesk: Steps to Reproduce the Issue, tracker: STEPS }
          Workaround: { type: text, helpdesk: Issue Workaround, tracker: WORKAROUND }
          Solution: { type: text, helpdesk: Resolution Notes, tracker: Resolution Notes }
          Engineering Key: { type: text, helpdesk: Engineering Key }
        stages:
          Triage: { helpdesk: [Validating, Elevating], tracker: FIRST }
          Replicating: { helpdesk: Replicating, tracker: SECOND }
        comments: { to tracker: notes, to helpdesk: all, deletions: remove }
        files: { to tracker: from comments, to helpdesk: all }

        """;

    private const string Talking = """
          Solved: { helpdesk: Closed (Resolved), tracker: in production, outcome: resolved, from: [Triage] }
        messages:
          Workaround:
            to: customer
            when: { field first filled: Workaround }
            text: { en: "<p>Until it is fixed: {{fields.workaround}}</p>" }
        knowledge base:
          draft:
            when: resolved
            folder: Known solutions
            title: "{{ticket.subject}}"
            body: <p>{{fields.steps}}</p>

        """;

    private const string Escalating = """
        sla:
          targets: [{ stage: Triage, time: 1 hour }]
          steps: [{ at: 100%, post to: chat, text: "{{ticket.subject}} is late" }]

        """;

    /// <summary>With the trackers' own words. The customer is told, and an article drafted, in ClickUp's alone.</summary>
    public static ProcessMapping Of(string tracker, bool escalates)
    {
        var jira = tracker == "jira";
        var (head, tail) = (
            Common[..Common.IndexOf("comments:", StringComparison.Ordinal)],
            Common[Common.IndexOf("comments:", StringComparison.Ordinal)..]
        );
        var yaml = (head + (jira ? "" : Talking) + tail + (escalates ? Escalating : ""))
            .Replace("TRACKER", jira ? Jira : ClickUp, StringComparison.Ordinal)
            .Replace("  MARKER\n", jira ? "" : "  marker field: Freshdesk Ticket\n", StringComparison.Ordinal)
            .Replace("STEPS", jira ? "Steps to Reproduce" : "Steps to Reproduce the Issue", StringComparison.Ordinal)
            .Replace("WORKAROUND", jira ? "Workaround" : "Issue Workaround", StringComparison.Ordinal)
            .Replace("FIRST", jira ? "Issue Raised" : "validating", StringComparison.Ordinal)
            .Replace("SECOND", jira ? "Severity Classification" : "replicating", StringComparison.Ordinal);
        var reading = MappingReader.Read("faults.yaml", yaml);
        Assert.Equal("", MappingReport.Print(reading.Errors, yaml));
        return reading.Process!;
    }
}
