using Bridge.Sandbox.ClickUp;

namespace Bridge.Sandbox.Scenery;

/// <summary>The ClickUp list of L1/L2 Support, in which L2 works.</summary>
public static class ValidationList
{
    /// <summary>The id of the list, as the mapping names it.</summary>
    public const string Id = "901100000002";

    private static readonly StatusSpec[] Statuses =
    [
        StatusSpec.Open("triage"),
        StatusSpec.Active("investigating"),
        StatusSpec.Active("fixing"),
        StatusSpec.Active("handed to l1"),
        StatusSpec.Active("with customer"),
        StatusSpec.Done("closed"),
        StatusSpec.Closed("closed without answer"),
    ];

    /// <summary>What L2 may deliver, in the words of both tools.</summary>
    internal static string[] KindsOfFix { get; } = ["Definitive fix", "Temporary measure"];

    internal static void Add(ClickUpServer server, string space, string folder) =>
        server.AddList(space, "L2", Statuses, Fields(), folder, Id);

    private static FieldSpec[] Fields() =>
        [
            FieldSpec.ShortText("Freshdesk Ticket"),
            FieldSpec.DropDown("Ticket Type", "Incident", "Service Request", "Question"),
            FieldSpec.Text("Root Cause"),
            FieldSpec.Text("Reproduction"),
            FieldSpec.Text("Renewed Findings"),
            FieldSpec.DropDown("Kind of Fix", KindsOfFix),
            FieldSpec.Text("Fix Details"),
            FieldSpec.ShortText("Temporary Measure Approved By"),
            FieldSpec.Text("Permanent Solution Plan"),
        ];
}
