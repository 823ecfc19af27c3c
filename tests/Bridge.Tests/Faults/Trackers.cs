using System.Globalization;
using Bridge.Sandbox.Scenery;

namespace Bridge.Tests.Faults;

/// <summary>ClickUp as it is seen from outside of the bridge.</summary>
internal sealed record ClickUpTracker(FaultWorld World) : Tracker("clickup")
{
    public static TrackerPaths Paths { get; } =
        new(
            Create: "/list/[0-9]+/task$",
            Link: "/field/",
            Fields: "/field/",
            FieldsBy: "POST",
            Status: "$",
            StatusBy: "PUT",
            File: "/attachment$",
            Expected.Link("clickup", Meaning.Done, Meaning.Done)
        );

    public override IReadOnlyList<string> Items(string title) =>
        [.. this.World.City.ClickUp.GetTasks().Where(t => t.Name == title).Select(t => t.Id)];

    public override (string Id, string Key) Make(string title)
    {
        var id = this.World.City.Engineers.Eve.InClickUp.CreateTask(Level2List.Id, title);
        return (id, id);
    }

    public override IEnumerable<string> Comments(string item) =>
        this.World.City.ClickUp.GetComments(item).Select(c => c.Text);

    public override IEnumerable<string> Files(string item) => this.World.City.ClickUp.GetTask(item).Attachments;

    public override string? Workaround(string item) =>
        this.World.City.ClickUp.GetTask(item).Fields.GetValueOrDefault("Issue Workaround");

    public override bool IsReplicating(string item) => this.World.City.ClickUp.GetTask(item).Status == "replicating";

    public override string PathOf(string item) => $"/task/{item}";
}

/// <summary>Jira as it is seen from outside of the bridge.</summary>
internal sealed record JiraTracker(FaultWorld World) : Tracker("jira")
{
    public static TrackerPaths Paths { get; } =
        new(
            Create: "/issue$",
            Link: "/remotelink$",
            Fields: @"(\?.*)?$",
            FieldsBy: "PUT",
            Status: "/transitions$",
            StatusBy: "POST",
            File: "/attachments$",
            Expected.Link("jira", Meaning.Without, Meaning.Person)
        );

    public override IReadOnlyList<string> Items(string title) =>
        [
            .. this
                .World.City.Jira.Keys.Select(key => this.World.City.Jira.Issue(key)!)
                .Where(issue => issue.Summary == title)
                .Select(issue => issue.Id.ToString(CultureInfo.InvariantCulture)),
        ];

    public override (string Id, string Key) Make(string title)
    {
        var key = this.World.City.Engineers.Eve.InJira.Create("S2", "Bug", title);
        return (this.World.City.Jira.Issue(key)!.Id.ToString(CultureInfo.InvariantCulture), key);
    }

    public override IEnumerable<string> Comments(string item) =>
        this.World.City.Jira.Issue(item)!.Comments.Select(c => c.Text);

    public override IEnumerable<string> Files(string item) =>
        this.World.City.Jira.Issue(item)!.Files.Select(f => f.Name);

    public override string? Workaround(string item) =>
        this.World.City.Jira.Issue(item)!.Fields.GetValueOrDefault(this.World.City.Project.Field("Workaround"));

    public override bool IsReplicating(string item) =>
        this.World.City.Jira.Issue(item)!.Status == "Severity Classification";

    public override string PathOf(string item) => $"/issue/{item}";
}
