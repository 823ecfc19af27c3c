using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Sandbox.Hosting;
using Bridge.Tests.Connectors.Jira;

namespace Bridge.Tests.Conformance;

/// <summary>Every kind of call that the Jira connector makes, once or more, and the usual ways of being refused.</summary>
internal static class JiraTour
{
    public static async Task<IReadOnlyList<ApiCall>> TakeAsync(CancellationToken cancel)
    {
        await using var rig = await JiraRig.StartAsync(bind: false);
        rig.Server.Calls.KeepsAnswers = true;
        var process = JiraRig.Process();
        Assert.Empty((await rig.Connector.BindAsync(process, cancel)).Problems);
        await rig.Connector.InspectAsync(process, cancel);
        await rig.Connector.ChangedAsync(null, cancel);

        var create = JiraRig.Create(values: [("Severity", new FieldValue.Choice("High"))]);
        var done = Assert.IsType<Core.Delivery.Outcome.Done>(await rig.DoAsync(create));
        var id = done.Written.Item!.Id;
        await rig.DoAsync(Whole(rig), id);
        await rig.DoAsync(JiraRig.Update("Triage"), id);
        await rig.DoAsync(JiraRig.Update("Done", "Done"), id);
        await rig.DoAsync(JiraRig.Comment("<p>It <b>burns</b> <a href=\"https://example.com\">here</a></p>"), id);
        await rig.DoAsync(new Effect.LinkItem("S2-1") { Key = "link-1", Reason = "a tour" });
        await rig.FindAsync(create);
        await rig.FindAsync(JiraRig.Comment("<p>never said</p>", "comment-2"), id);
        await rig.ReadAsync(id);

        var changes = await rig.Connector.ChangedAsync(null, cancel);
        await rig.Connector.ChangedAsync(changes.Watermark, cancel);
        await rig.Connector.InspectAsync(process, cancel);

        await rig.ReadAsync("424242");
        rig.Server.Options.ApiToken = "another";
        await rig.Connector.ReadAsync(id, cancel);
        return rig.Server.Calls.All;
    }

    private static Effect.Update Whole(JiraRig rig) =>
        JiraRig.Update(
            null,
            null,
            ("Severity", new FieldValue.Choice("Medium")),
            ("Root cause", new FieldValue.Rich("<p>A <i>leak</i></p><ul><li>one</li></ul>")),
            ("team", new FieldValue.Text("Blue")),
            (FieldNames.DueDate, new FieldValue.Date(new DateOnly(2026, 5, 11))),
            (FieldNames.Assignee, new FieldValue.Person("Dana Field", rig.Dana.Email, null))
        );
}
