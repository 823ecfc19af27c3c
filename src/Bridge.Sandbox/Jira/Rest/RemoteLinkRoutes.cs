using System.Text.Json;
using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira.Rest;

internal sealed class RemoteLinkRoutes(Site site, Extras extras)
{
    private const Access Write = Access.Anyone | Access.IssueWrite;

    public void Map(Router router)
    {
        router.Api("GET", "issue/{issue}/remotelink", this.List, Access.Anyone);
        router.Api("POST", "issue/{issue}/remotelink", this.Put, Write);
        router.Api("DELETE", "issue/{issue}/remotelink", this.DeleteByGlobalId, Write | Access.NeedsContentType);
        router.Api("GET", "issue/{issue}/remotelink/{link}", this.Get, Access.Anyone);
        router.Api("DELETE", "issue/{issue}/remotelink/{link}", this.Delete, Write | Access.NeedsContentType);
    }

    private static Answer NoLink(string id) => Answer.Refused(404, $"The remote link with id '{id}' does not exist.");

    private static void WriteOne(Utf8JsonWriter json, RemoteLink link, Issue issue, Call call)
    {
        json.WriteStartObject();
        json.WriteNumber("id", link.Id);
        json.WriteString("self", call.Form.Self($"issue/{issue.State.Key}/remotelink/{link.Id}"));
        if (link.GlobalId is { } globalId)
        {
            json.WriteString("globalId", globalId);
        }

        json.WritePropertyName("application");
        json.WriteRawValue(link.Application ?? "{}");
        if (link.Relationship is { } relationship)
        {
            json.WriteString("relationship", relationship);
        }

        json.WritePropertyName("object");
        json.WriteRawValue(link.Object);
        json.WriteEndObject();
    }

    private Answer List(Call call)
    {
        if (call.Issue is not { } issue)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        if (call.Query("globalId") is not { } globalId)
        {
            return Answer.Array(issue.RemoteLinks, (json, link) => WriteOne(json, link, issue, call));
        }

        return issue.RemoteLinks.Find(l => l.GlobalId == globalId) is { } found
            ? Answer.Json(200, json => WriteOne(json, found, issue, call))
            : NoLink(globalId);
    }

    private Answer Get(Call call) =>
        call.Issue is not { } issue ? Answer.Refused(Problem.NoIssue())
        : issue.RemoteLinks.Find(l => l.Id == call.RouteId("link")) is { } found
            ? Answer.Json(200, json => WriteOne(json, found, issue, call))
        : NoLink(call.Route("link"));

    private Answer Put(Call call)
    {
        if (call.Issue is not { } issue)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        var (link, created, problem) = extras.Link(call.User, issue, call.Body);
        return link is null
            ? Answer.Refused(problem!)
            : Answer.Object(
                json =>
                {
                    json.WriteNumber("id", link.Id);
                    json.WriteString("self", call.Form.Self($"issue/{issue.State.Key}/remotelink/{link.Id}"));
                },
                created ? 201 : 200
            );
    }

    private Answer DeleteByGlobalId(Call call)
    {
        if (call.Issue is not { } issue)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        if (call.Query("globalId") is not { } globalId)
        {
            return Answer.Refused(400, "The globalId parameter is required.");
        }

        return this.Remove(call, issue, issue.RemoteLinks.Find(l => l.GlobalId == globalId), globalId);
    }

    private Answer Delete(Call call)
    {
        if (call.Issue is not { } issue)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        var id = call.RouteId("link");
        var link = issue.RemoteLinks.Find(l => l.Id == id);
        return link is null && site.Issues.All.Any(other => other.RemoteLinks.Exists(l => l.Id == id))
            ? Answer.Refused(400, $"The remote link with id '{id}' belongs to another issue.")
            : this.Remove(call, issue, link, call.Route("link"));
    }

    private Answer Remove(Call call, Issue issue, RemoteLink? link, string id)
    {
        if (link is null)
        {
            return NoLink(id);
        }

        extras.Unlink(call.User, issue, link);
        return Answer.NoContent;
    }
}
