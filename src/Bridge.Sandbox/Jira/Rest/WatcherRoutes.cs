using System.Text.Json;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.Rest;

/// <summary>Watchers. Adding takes a bare JSON text, and twice is once.</summary>
internal sealed class WatcherRoutes(Site site)
{
    private const string Path = "issue/{issue}/watchers";

    public void Map(Router router)
    {
        router.Api("GET", Path, this.List, Access.Anyone);
        router.Api("POST", Path, this.Add, Access.IssueWrite);
        router.Api("DELETE", Path, Remove, Access.IssueWrite);
    }

    private static Answer Remove(Call call)
    {
        if (call.Issue is not { } issue)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        issue.Watchers.Remove(call.Query(call.Form.IsCloud ? "accountId" : "username") ?? "");
        return Answer.NoContent;
    }

    private Answer List(Call call) =>
        call.Issue is not { } issue
            ? Answer.Refused(Problem.NoIssue())
            : Answer.Object(json =>
            {
                json.WriteString("self", call.Form.Self($"issue/{issue.State.Key}/watchers"));
                json.WriteBoolean("isWatching", call.Caller is { } me && issue.Watchers.Contains(me.AccountId));
                json.WriteNumber("watchCount", issue.Watchers.Count);
                json.WriteStartArray("watchers");
                foreach (var id in issue.Watchers)
                {
                    PersonJson.Write(json, site.FindUser(id), call.Form);
                }

                json.WriteEndArray();
            });

    private Answer Add(Call call)
    {
        if (call.Issue is not { } issue)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        var user =
            call.Body.ValueKind == JsonValueKind.String ? site.FindUser(call.Body.GetString()!)
            : call.Body.ValueKind == JsonValueKind.Undefined ? call.Caller
            : null;
        if (user is null)
        {
            return Answer.Refused(404, "The user does not exist.");
        }

        issue.Watchers.Add(user.AccountId);
        return Answer.NoContent;
    }
}
