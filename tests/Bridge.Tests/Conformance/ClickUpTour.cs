using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Sandbox.Hosting;
using Bridge.Tests.Connectors.ClickUp;

namespace Bridge.Tests.Conformance;

/// <summary>Every kind of call that the ClickUp connector makes, once or more, and the usual ways of being refused.</summary>
internal static class ClickUpTour
{
    public static async Task<IReadOnlyList<ApiCall>> TakeAsync(CancellationToken cancel)
    {
        await using var rig = await ClickUpRig.StartAsync(bind: false);
        rig.Server.Calls.KeepsAnswers = true;
        var process = rig.Process();
        Assert.Empty((await rig.Connector.BindAsync(process, cancel)).Problems);
        await rig.Connector.ChangedAsync(null, cancel);

        var create = rig.Create(values: [("Severity", new FieldValue.Choice("Sev 1"))]);
        var id = (await rig.DoneAsync(create)).Item!.Id;
        await rig.DoAsync(Whole(), id);
        await rig.DoAsync(ClickUpRig.Update(null, ("Root cause", null), ("tags", new FieldValue.List(["hot"]))), id);
        await rig.DoAsync(ClickUpRig.Comment("<p>It <b>burns</b> <a href=\"https://example.com\">here</a></p>"), id);
        await rig.DoAsync(new Effect.LinkItem(id) { Key = "link-1", Reason = "a tour" });
        await rig.FindAsync(create);
        await rig.FindAsync(ClickUpRig.Comment("<p>never said</p>", "comment-2"), id);
        await rig.ReadAsync(id);

        var changes = await rig.Connector.ChangedAsync(null, cancel);
        await rig.Connector.ChangedAsync(changes.Watermark, cancel);

        await rig.ReadAsync("nosuchtask");
        await WebhooksAsync(rig, cancel);
        return rig.Server.Calls.All;
    }

    private static async Task WebhooksAsync(ClickUpRig rig, CancellationToken cancel)
    {
        var url = new Uri("http://127.0.0.1:9/webhooks/clickup");
        await rig.Connector.MendAsync(url, cancel);
        await rig.Connector.MendAsync(url, cancel);
    }

    private static Effect.Update Whole() =>
        ClickUpRig.Update(
            "in triage",
            ("Severity", new FieldValue.Choice("sev 2")),
            ("areas", new FieldValue.List(["audio", "Video"])),
            ("Root cause", new FieldValue.Rich("<p>A <b>leak</b></p>")),
            ("Effort", new FieldValue.Number(2.5m)),
            ("Release day", new FieldValue.Date(new DateOnly(2026, 5, 31))),
            ("Outage began", new FieldValue.Moment(new DateTimeOffset(2026, 3, 1, 17, 45, 10, TimeSpan.Zero))),
            ("Regression", new FieldValue.Text("yes")),
            ("Ticket link", new FieldValue.Text("https://acme.example/1")),
            ("Reviewer", new FieldValue.Person("Dana Field", "dana@example.com", null)),
            (FieldNames.Priority, new FieldValue.Choice("urgent")),
            (FieldNames.DueDate, new FieldValue.Date(new DateOnly(2026, 5, 31))),
            (FieldNames.Assignee, new FieldValue.Person("Dana Field", "dana@example.com", null)),
            (FieldNames.Description, new FieldValue.Rich("<p>It <b>burns</b></p>")),
            (FieldNames.Tags, new FieldValue.List(["support", "printer"]))
        );
}
