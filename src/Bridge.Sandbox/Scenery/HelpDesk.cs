using Bridge.Sandbox.Freshdesk;

namespace Bridge.Sandbox.Scenery;

/// <summary>The Freshdesk account by its labels. What is not there throws <see cref="KeyNotFoundException"/>.</summary>
public sealed class HelpDesk
{
    private static readonly string[] YesOrNo = ["Yes", "No"];
    private static readonly string[] Checked = ["Yes", "No", "Not applicable"];

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
            "Incident",
            "Service Request",
            "Question"
        );
        this.AddStatuses();
        this.AddSharedFields();
        this.AddLevel2Fields();
        this.AddDikshaFields();
        this.AddTierFields();
        this.AddValidationFields();
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
            "Tier 2 Analysis",
            "Engineering",
            "Deploy and Verify",
            "Customer Confirmation",
            "First-Level Resolution",
            "Root Cause Investigation",
            "Definitive Fix",
            "Customer Validation",
        ];
        string[] over =
        [
            "Closed (Resolved)",
            "Closed (Unresolved)",
            "Moved to Another Pipeline",
            "Closed by Exception",
            "Closed without Answer",
        ];
        foreach (var label in running)
        {
            this.statuses.Add(label, this.setup.AddStatus(label, "Being Processed"));
        }

        foreach (var label in over)
        {
            this.statuses.Add(label, this.setup.AddStatus(label, "This ticket has been Closed", stopsSlaTimer: true));
        }
    }

    /// <summary>The fields that several processes use: one account has each label once.</summary>
    private void AddSharedFields()
    {
        this.Choice("Severity", "S1 - Critical", "S2 - Major", "S3 - Minor");
        this.Text("Steps to Reproduce the Issue");
        this.Text("Issue Workaround");
        this.Text("Resolution Notes");
        this.Line("Engineering Key");
        this.Choice("Workaround Available", YesOrNo);
        this.Text("Return Reason");
        this.Text("Root Cause");
        this.Text("Fix Details");
        this.Choice("Customer Answer", "It works", "Still broken", "No answer");
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
        this.Text("Severity Reasoning");
        this.Choice("L2 Diagnosis Correct", YesOrNo);
        this.Choice("Escalate To", "Operations Head", "Solutions Head");
        this.Text("Escalation Reason");
        this.Choice("Circle", DikshaWords.Circles);
        this.Date("ETA");
        this.Choice("Exception", DikshaWords.Exceptions);
        this.Text("Exception Reason");
        this.Choice("Verified by L2 Lead", YesOrNo);
    }

    private void AddTierFields()
    {
        this.Text("Symptoms");
        this.Text("Error Messages");
        this.Text("Recent Changes");
        this.Choice("Configurations Verified", Checked);
        this.Choice("Logs Analyzed", Checked);
        this.Choice("Known Issues Checked", Checked);
        this.Text("Troubleshooting Done");
        this.Choice("Tier 1 Escalation Reason", "Needs deeper technical knowledge", "Potential bug");
        this.Choice("Replicated in Test", YesOrNo);
        this.Text("Tier 2 Findings");
        this.Choice("Other Team Involved", "None", "Network Operations", "Database Administration", "Other");
        this.Text("Other Team's Answer");
        this.Line("Workaround Approved By");
        this.Choice("Tier 2 Escalation Reason", EngProject.Reasons);
        this.Choice("Fix Tested", YesOrNo);
        this.Choice("Deployed", YesOrNo);
        this.Choice("Verified by Tier 1", YesOrNo);
        this.Choice("Verified by Tier 2", YesOrNo);
        this.Choice("Knowledge Article", "To be drafted", "Not needed");
        this.Line("Why No Article");
    }

    private void AddValidationFields()
    {
        this.Choice("Customer Impact", "Work has stopped", "Work is hindered", "Inconvenience");
        this.Choice("Business Urgency", "Today", "This week", "Can wait");
        this.Choice("Knowledge Base Search", "Known and up to date", "No match", "Deeper complexity");
        this.Text("Problem Description");
        this.Text("Attempts by L1");
        this.Text("Reproduction");
        this.Text("Renewed Findings");
        this.Choice("Kind of Fix", ValidationList.KindsOfFix);
        this.Line("Temporary Measure Approved By");
        this.Text("Permanent Solution Plan");
        this.Text("Actions Taken");
        this.Text("Observed Outcome");
        this.Text("Words for the Customer");
        this.Text("Follow-up Record");
    }

    private void Choice(string label, params string[] options) =>
        this.fields.Add(label, this.setup.AddField(label, FreshdeskFieldType.Dropdown, options));

    private void Text(string label) => this.fields.Add(label, this.setup.AddField(label, FreshdeskFieldType.Paragraph));

    private void Line(string label) => this.fields.Add(label, this.setup.AddField(label, FreshdeskFieldType.Text));

    private void Date(string label) => this.fields.Add(label, this.setup.AddField(label, FreshdeskFieldType.Date));
}
