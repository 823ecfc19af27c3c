using Bridge.Sandbox.Jira;

namespace Bridge.Sandbox.Scenery;

/// <summary>A release of the project that is still to come.</summary>
public sealed record PlannedRelease(string Name, DateOnly On);

/// <summary>The Jira project of DIKSHA S2 Support. What is not there throws <see cref="KeyNotFoundException"/>.</summary>
public sealed class S2Project
{
    /// <summary>The key of the project, with which all its issues begin.</summary>
    public const string Key = "S2";

    /// <summary>The issue type that the mapping makes.</summary>
    public const string IssueType = "Bug";

    private readonly Dictionary<string, string> fields = new(StringComparer.Ordinal);

    internal S2Project(JiraSetup setup, JiraFields site, DateOnly today)
    {
        this.Releases = [.. Enumerable.Range(1, 5).Select(n => new PlannedRelease($"7.{n}", today.AddDays(14 * n)))];
        this.Choice(site, "Severity", "S1", "S2", "S3");
        this.Choice(site, "S1 Rubric", "Not S1", "S1");
        this.Choice(site, "Circle", DikshaWords.Circles);
        this.Choice(site, "Exception", DikshaWords.Exceptions);
        this.Choice(site, "Verified by L2 Lead", "Yes", "No");
        this.Choice(site, "L2 Diagnosis Correct", "Yes", "No");
        string[] paragraphs =
        [
            "Issue Details",
            "Steps to Reproduce",
            "Workaround",
            "Severity Reasoning",
            "Exception Reason",
            "Return Reason",
            "Resolution Notes",
        ];
        foreach (var name in paragraphs)
        {
            this.fields.Add(name, site.Paragraph(name));
        }

        setup.Project(Key, "DIKSHA S2 Support", design => this.Draw(design, today));
    }

    /// <summary>The unreleased versions in their order, a fortnight apart; the first is the next release.</summary>
    public IReadOnlyList<PlannedRelease> Releases { get; }

    /// <summary>The id of a custom field, such as <c>customfield_10050</c>.</summary>
    public string Field(string name) => this.fields[name];

    private void Choice(JiraFields site, string name, params string[] options) =>
        this.fields.Add(name, site.Choice(name, options));

    private void Draw(JiraProjectDesign project, DateOnly today)
    {
        project
            .IssueTypes(IssueType, "Task")
            .Fields([.. this.fields.Values])
            .Status("Issue Raised", JiraStatusCategory.ToDo)
            .Status("Severity Classification", JiraStatusCategory.InProgress)
            .Status("Severity Justification", JiraStatusCategory.InProgress)
            .Status("ETA Confirmation", JiraStatusCategory.InProgress)
            .Status("Solution Implementation", JiraStatusCategory.InProgress)
            .Status("Closure Verification", JiraStatusCategory.InProgress)
            .Status("Closed", JiraStatusCategory.Done)
            .Transition("Return to L1", "Severity Classification", "Issue Raised")
            .Transition(
                "Classify",
                "Issue Raised|Severity Justification|Closed",
                "Severity Classification",
                t => t.ClearsResolution()
            )
            .Transition("Justify", "Severity Classification", "Severity Justification")
            .Transition("Confirm the ETA", "Severity Justification|Solution Implementation", "ETA Confirmation")
            .Transition("Implement", "ETA Confirmation|Closure Verification", "Solution Implementation")
            .Transition("Verify", "Solution Implementation", "Closure Verification")
            .Transition("Close", "*", "Closed", t => t.Requires("resolution"))
            .Version("7.0", today.AddDays(-14), released: true);
        foreach (var release in this.Releases)
        {
            project.Version(release.Name, release.On);
        }
    }
}
