using Bridge.Core.Mappings;

namespace Bridge.Core.Tests.Mappings;

/// <summary>A small mapping file, with a section of tests at its end.</summary>
internal static class TestFile
{
    internal const string Process = """
        process: Small
        helpdesk: { connection: desk }
        tracker: { connection: jira, project: SM }
        entry:
          when: { field: status, is: Elevated }
          title: "{{ticket.subject}}"
          body: <p>{{ticket.subject}}</p>
        fields:
          Severity: { type: choice, helpdesk: Severity, tracker: Sev, owner: helpdesk, values: { High: "1", Low: "2" } }
          Due: { type: date, helpdesk: ETA, tracker: fix version date, direction: to helpdesk }
          Versions: { type: list, tracker: fix versions }
          Ahead: { type: number, tracker: releases ahead }
        stages:
          Triage: { helpdesk: Elevated, tracker: New, sla: 1 working day }
          Fixing:
            helpdesk: Fixing
            tracker: Doing
            from: [Triage]
            requires: [Severity, { field: Ahead, at most: 2 }]
        messages:
          In work: { to: customer, when: { stage entered: Fixing }, text: { en: "<p>We work on it.</p>" } }
        calendar: { zone: Europe/Dublin, hours: { monday to friday: "09:00-17:00" } }

        """;

    /// <summary>The process; fails on any error.</summary>
    internal static ProcessMapping Read(string tests)
    {
        var reading = MappingReader.Read("small.yaml", Process + tests);
        Assert.Empty(reading.Errors);
        return reading.Process!;
    }

    /// <summary>The one error of the file, without its place.</summary>
    internal static MappingError Error(string tests) =>
        Assert.Single(MappingReader.Read("small.yaml", Process + tests).Errors);
}
