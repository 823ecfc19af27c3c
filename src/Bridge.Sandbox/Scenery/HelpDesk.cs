using Bridge.Sandbox.Freshdesk;

namespace Bridge.Sandbox.Scenery;

/// <summary>The Freshdesk account by its labels. What is not there throws <see cref="KeyNotFoundException"/>.</summary>
public sealed class HelpDesk
{
    private static readonly string[] YesOrNo = ["Yes", "No"];

    private readonly Dictionary<string, FreshdeskField> fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FreshdeskGroup> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> statuses = new(StringComparer.Ordinal)
    {
        ["Open"] = 2,
        ["Pending"] = 3,
        ["Resolved"] = 4,
        ["Closed"] = 5,
    };

    private readonly FreshdeskSetup setup;

    internal HelpDesk(FreshdeskSetup setup)
    {
        this.setup = setup;
        setup.SetChoices(
            "ticket_type",
            "Bugs/Defects",
            "Infrastructure & Networking Issues",
            "Security Issues",
            "Data Issues",
            "Question"
        );
        this.AddStatuses();
        this.AddSharedFields();
        this.AddLevel2Fields();
        this.AddDikshaFields();
        this.KnownSolutions = setup.AddSolutionFolder("General", "Known solutions");
    }

    /// <summary>The folder of the knowledge base in which solved cases are written down.</summary>
    public FreshdeskSolutionFolder KnownSolutions { get; }

    /// <summary>The id of a status, as tickets carry it.</summary>
    public int Status(string label) => this.statuses[label];

    /// <summary>The name of a custom field, such as <c>cf_severity</c>.</summary>
    public string Field(string label) => this.fields[label].Name;

    /// <summary>The id of a group.</summary>
    public long Group(string name) => this.groups[name].Id;

    internal void AddGroup(string name, params FreshdeskAgent[] agents) =>
        this.groups.Add(name, this.setup.AddGroup(name, agents));

    private void AddStatuses()
    {
        string[] running =
        [
            "Elevating",
            "Validating",
            "Waiting on Client",
            "Replicating",
            "Estimating",
            "Fixing",
            "Verifying",
            "Escalated to Jira",
            "Issue Raised",
            "Severity Classification",
            "Severity Justification",
            "ETA Confirmation",
            "Solution Implementation",
            "Closure Verification",
        ];
        foreach (var label in running)
        {
            this.statuses.Add(label, this.setup.AddStatus(label, "Being Processed"));
        }

        foreach (var label in new[] { "Closed (Resolved)", "Closed (Unresolved)", "Moved to Another Pipeline", "Closed by Exception" })
        {
            this.statuses.Add(label, this.setup.AddStatus(label, "This ticket has been Closed", stopsSlaTimer: true));
        }
    }

    /// <summary>The fields that both processes use: one account has each label once.</summary>
    private void AddSharedFields()
    {
        this.Choice("Severity", "S1 - Critical", "S2 - Major", "S3 - Minor");
        this.Text("Steps to Reproduce the Issue");
        this.Text("Issue Workaround");
        this.Text("Resolution Notes");
        this.Line("Engineering Key");
    }

    private void AddLevel2Fields()
    {
        this.Choice("Ticket Subtype", "Website", "Dashboard", "Data Feed", "Integration", "Other");
        this.Text("Acceptance Criteria");
        this.Line("Target URL");
        this.Choice("Ops Can Reproduce the Issue", YesOrNo);
        this.Choice("Issue affects other clients", YesOrNo);
        this.Date("Client Target Date");
        this.Text("Device Information");
        this.Text("De-escalation Reasons");
        this.Choice("Correct Pipeline", "Client Support", "Billing", "Product Requests", "Other");
        this.Date("Estimated Delivery Date");
        this.Line("Pull Request");
        this.Choice("Merged Pull Request", YesOrNo);
    }

    private void AddDikshaFields()
    {
        this.Text("Issue Details");
        this.Choice("S1 Rubric", "Not S1", "S1");
        this.Choice("Workaround Available", YesOrNo);
        this.Text("Severity Reasoning");
        this.Choice("L2 Diagnosis Correct", YesOrNo);
        this.Choice("Escalate To", "Operations Head", "Solutions Head");
        this.Text("Escalation Reason");
        this.Choice("Circle", DikshaWords.Circles);
        this.Date("ETA");
        this.Choice("Exception", DikshaWords.Exceptions);
        this.Text("Exception Reason");
        this.Text("Return Reason");
        this.Choice("Verified by L2 Lead", YesOrNo);
    }

    private void Choice(string label, params string[] options) =>
        this.fields.Add(label, this.setup.AddField(label, FreshdeskFieldType.Dropdown, options));

    private void Text(string label) => this.fields.Add(label, this.setup.AddField(label, FreshdeskFieldType.Paragraph));

    private void Line(string label) => this.fields.Add(label, this.setup.AddField(label, FreshdeskFieldType.Text));

    private void Date(string label) => this.fields.Add(label, this.setup.AddField(label, FreshdeskFieldType.Date));
}
