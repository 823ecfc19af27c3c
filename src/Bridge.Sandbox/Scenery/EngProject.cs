using Bridge.Sandbox.Jira;

namespace Bridge.Sandbox.Scenery;

/// <summary>The Jira project of engineering, the third tier. What is not there throws <see cref="KeyNotFoundException"/>.</summary>
public sealed class EngProject
{
    /// <summary>The key of the project, with which all its issues begin.</summary>
    public const string Key = "ENG";

    /// <summary>The issue type that the mapping makes.</summary>
    public const string IssueType = "Bug";

    private static readonly string[] YesOrNo = ["Yes", "No"];

    private static readonly string[] Paragraphs =
    [
        "Steps to Reproduce",
        "Root Cause",
        "Findings",
        "Workaround",
        "Return Reason",
        "Fix Details",
    ];

    private readonly Dictionary<string, string> fields;

    internal EngProject(JiraSetup setup, JiraFields site)
    {
        this.fields = Paragraphs.ToDictionary(name => name, site.Paragraph, StringComparer.Ordinal);
        this.fields.Add("Escalation Reason", site.Choice("Escalation Reason", Reasons));
        this.fields.Add("Fix Tested", site.Choice("Fix Tested", YesOrNo));
        this.fields.Add("Deployed", site.Choice("Deployed", YesOrNo));
        setup.Project(Key, "Engineering", this.Draw);
    }

    /// <summary>Why Tier 2 hands a ticket over, in the words of both tools.</summary>
    internal static string[] Reasons { get; } =
    ["Software bug", "Code change required", "System performance", "Security concern"];

    /// <summary>The id of a custom field, such as <c>customfield_10050</c>.</summary>
    public string Field(string name) => this.fields[name];

    private void Draw(JiraProjectDesign project) =>
        project
            .IssueTypes(IssueType, "Task")
            .Fields([.. this.fields.Values])
            .Status("To Do", JiraStatusCategory.ToDo)
            .Status("In Progress", JiraStatusCategory.InProgress)
            .Status("Deploy and Verify", JiraStatusCategory.InProgress)
            .Status("With Customer", JiraStatusCategory.InProgress)
            .Status("Tier 1", JiraStatusCategory.ToDo)
            .Status("Tier 2", JiraStatusCategory.ToDo)
            .Status("Closed", JiraStatusCategory.Done)
            .Transition("Plan", "Tier 2|In Progress|Deploy and Verify|With Customer", "To Do")
            .Transition("Start", "To Do|Tier 2|Deploy and Verify|With Customer", "In Progress")
            .Transition("Deploy", "To Do|In Progress", "Deploy and Verify")
            .Transition("Ask the Customer", "Tier 1|Tier 2|Deploy and Verify", "With Customer")
            .Transition("Return to Tier 1", "Tier 2|With Customer|Closed", "Tier 1", t => t.ClearsResolution())
            .Transition("Return to Tier 2", "Tier 1|To Do|In Progress|Deploy and Verify|With Customer", "Tier 2")
            .Transition("Close", "With Customer", "Closed", t => t.Requires("resolution"));
}
