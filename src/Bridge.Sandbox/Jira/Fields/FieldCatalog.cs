namespace Bridge.Sandbox.Jira.Fields;

/// <summary>The fields that every Jira site has, in the order in which issues show them.</summary>
internal static class FieldCatalog
{
    public static IReadOnlyList<Field> System { get; } =
    [
        Of("statuscategorychangedate", "Status Category Changed", new MomentType(), canBeSet: false),
        Of("issuetype", "Issue Type", new IssueTypeType(), logName: "issuetype", clauses: ["issuetype", "type"]),
        Of("fixVersions", "Fix versions", new VersionsType(), logName: "Fix Version", clauses: ["fixVersion"]),
        Of("resolution", "Resolution", new ResolutionType(), logName: "resolution"),
        Of("resolutiondate", "Resolved", new MomentType(), canBeSet: false, clauses: ["resolutiondate", "resolved"]),
        Of("created", "Created", new MomentType(), canBeSet: false, clauses: ["created", "createdDate"]),
        Of("priority", "Priority", new PriorityType(), logName: "priority"),
        Of("labels", "Labels", new LabelsType(), logName: "labels"),
        Of("versions", "Affects versions", new VersionsType(), logName: "Version", clauses: ["affectedVersion"]),
        Of("assignee", "Assignee", new UserType(), logName: "assignee"),
        Of("updated", "Updated", new MomentType(), canBeSet: false, clauses: ["updated", "updatedDate"]),
        Of("status", "Status", new StatusType(), canBeSet: false, logName: "status"),
        Of("components", "Components", new ComponentsType(), logName: "Component", clauses: ["component"]),
        Of("description", "Description", new RichTextType(), logName: "description"),
        Of("summary", "Summary", new LineType(255, isSummary: true), logName: "summary"),
        Of("creator", "Creator", new UserType(), canBeSet: false),
        Of("reporter", "Reporter", new UserType(), logName: "reporter"),
        Of("environment", "Environment", new RichTextType(), logName: "environment"),
        Of("duedate", "Due date", new DateType(), logName: "duedate", clauses: ["due", "duedate"]),
    ];

    private static Field Of(
        string id,
        string name,
        FieldType type,
        bool canBeSet = true,
        string? logName = null,
        IReadOnlyList<string>? clauses = null
    ) =>
        new(id, name, type)
        {
            CanBeSet = canBeSet,
            LogName = logName ?? name,
            Clauses = clauses ?? [id],
        };
}
