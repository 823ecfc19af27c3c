using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Tests.Planning;

/// <summary>Three tiers as support teams run them: context at every handover, workarounds told early, articles from solved cases.</summary>
internal static class Escalation
{
    public const string Yaml = """
        process: Escalation
        helpdesk: { connection: desk }
        tracker: { connection: track, list: L1 }
        entry:
          when: { field: type, is: Bug }
          title: "{{ticket.subject}}"
          body: |
            <p>Tried: {{fields.attempts}}</p>
            {{{fields.steps}}}
          marker field: Ticket
        fields:
          Steps: { type: html, helpdesk: Steps, tracker: Steps }
          Attempts: { type: text, helpdesk: Attempts }
          Findings: { type: text, helpdesk: Findings }
          Workaround: { type: text, helpdesk: Workaround, tracker: Workaround }
          Fix: { type: choice, helpdesk: Fix }
          Approved By: { type: text, helpdesk: Approved By }
          Symptom: { type: text, helpdesk: Symptom }
          Cause: { type: text, helpdesk: Cause }
          Resolution: { type: text, helpdesk: Solution }
        stages:
          Tier 1: { helpdesk: Tier 1, tracker: to triage }
          Tier 2:
            helpdesk: Tier 2
            tracker: fixing
            requires:
              - { field: Attempts, at least: 20 characters }
              - { field: Findings, when: { field: bounces, at least: 1 } }
          Engineering:
            helpdesk: Engineering
            tracker: verify
            requires: [{ field: bounces, at most: 2 }]
          Solved:
            helpdesk: Solved
            tracker: done
            outcome: resolved
            requires:
              - { field: Approved By, when: { field: Fix, is: Temporary measure } }
              - { field: Resolution, at least: 15 characters }
        messages:
          Handover:
            to: engineers
            when: { stage entered: Tier 2 }
            only if: { field: bounces, at least: 1 }
            text: { en: "<p>Back for the {{bounces}}. time: {{fields.findings}}</p>" }
          Workaround:
            to: customer
            when: { field first filled: Workaround, from stage: Tier 2 }
            only if: { field: Approved By, is filled: true }
            text: { en: "<p>Until it is fixed: {{fields.workaround}}</p>" }
          Workaround changed:
            to: agents
            when: { field changed: Workaround }
            text: { en: "<p>Now: {{fields.workaround}}</p>" }
        knowledge base:
          suggest: { when stage entered: Tier 1, at most: 2 }
          draft:
            when: resolved
            folder: Known solutions
            title: "{{ticket.subject}}"
            body: |
              <h3>Symptom</h3><p>{{fields.symptom}}</p><h3>Cause</h3><p>{{fields.cause}}</p>
              <h3>Resolution</h3><p>{{fields.resolution}}</p>
            only if: { field: Cause, is filled: true }

        """;

    public static ProcessMapping Process { get; } = Read(Yaml);

    public static ProcessMapping Read(string yaml)
    {
        var reading = MappingReader.Read("escalation.yaml", yaml);
        Assert.Equal("", MappingReport.Print(reading.Errors, yaml));
        return reading.Process!;
    }

    /// <summary>A ticket with its item, in Tier 1.</summary>
    public static World Entered(ProcessMapping? process = null, Action<World>? before = null)
    {
        var world = new World(process ?? Process);
        before?.Invoke(world);
        foreach (
            var name in new[]
            {
                "Attempts",
                "Findings",
                "Workaround",
                "Fix",
                "Approved By",
                "Symptom",
                "Cause",
                "Solution",
            }
        )
        {
            world.Agent(name, null);
        }

        return world.AgentMoves("Tier 1").Agent("type", new FieldValue.Choice("Bug")).Signal();
    }

    /// <summary>One in Tier 2, with what Tier 1 has tried.</summary>
    public static World InTier2(ProcessMapping? process = null) =>
        Entered(process).Fill("Attempts", "Restarted, cleared the cache, asked for logs").AgentMoves("Tier 2").Signal();

    public static World Fill(this World world, string field, string? text) =>
        world.Agent(field, text is null ? null : new FieldValue.Text(text));

    /// <summary>Back to the first tier, and up again.</summary>
    public static World Bounces(this World world) => world.AgentMoves("Tier 1").Signal().AgentMoves("Tier 2").Signal();
}
