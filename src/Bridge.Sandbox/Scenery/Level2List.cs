using Bridge.Sandbox.ClickUp;

namespace Bridge.Sandbox.Scenery;

/// <summary>The ClickUp list of Level 2 Support. What is not there throws <see cref="InvalidOperationException"/>.</summary>
public sealed class Level2List
{
    /// <summary>The id of the list, as the mapping names it.</summary>
    public const string Id = "901100000001";

    private static readonly StatusSpec[] Statuses =
    [
        StatusSpec.Open("validating"),
        StatusSpec.Active("replicating"),
        StatusSpec.Active("estimating"),
        StatusSpec.Active("ready to do"),
        StatusSpec.Active("fixing"),
        StatusSpec.Active("verifying"),
        StatusSpec.Done("in production"),
        StatusSpec.Closed("closed unresolved"),
        StatusSpec.Done("moved away"),
    ];

    private static readonly FieldSpec[] Fields =
    [
        FieldSpec.ShortText("Freshdesk Ticket"),
        FieldSpec.DropDown(
            "Category",
            "Bugs/Defects",
            "Infrastructure & Networking Issues",
            "Security Issues",
            "Data Issues"
        ),
        FieldSpec.DropDown("Ticket Subtype", "Website", "Dashboard", "Data Feed", "Integration", "Other"),
        FieldSpec.DropDown("Severity", "Critical", "Major", "Minor"),
        FieldSpec.Text("Acceptance Criteria"),
        FieldSpec.Url("Target URL"),
        FieldSpec.Text("Steps to Reproduce the Issue"),
        FieldSpec.DropDown("Ops Can Reproduce the Issue", "Yes", "No"),
        FieldSpec.DropDown("Issue affects other clients", "Yes", "No"),
        FieldSpec.Date("Client Target Date"),
        FieldSpec.DropDown("Client Tier", "Basic", "Premium", "Enterprise"),
        FieldSpec.Text("Issue Workaround"),
        FieldSpec.Text("Device Information"),
        FieldSpec.Text("De-escalation Reasons"),
        FieldSpec.Url("Pull Request"),
        FieldSpec.DropDown("Merged Pull Request", "Yes", "No"),
        FieldSpec.Text("Resolution Notes"),
    ];

    private readonly ListSnapshot list;

    internal Level2List(ClickUpServer server, string space, string folder) =>
        this.list = server.AddList(space, "Level 2", Statuses, Fields, folder, Id);

    /// <summary>A custom field by its name, with the ids of its options.</summary>
    public FieldSnapshot Field(string name) => this.list.Field(name);
}
