using System.Text.Json;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.Rest;

internal sealed class CommentRoutes(Site site, CommentBook book)
{
    private const Access Write = Access.Anyone | Access.IssueWrite;

    public void Map(Router router)
    {
        router.Api("GET", "issue/{issue}/comment", this.List, Access.Anyone);
        router.Api("POST", "issue/{issue}/comment", this.Add, Write);
        router.Api("GET", "issue/{issue}/comment/{comment}", this.Get, Access.Anyone);
        router.Api("PUT", "issue/{issue}/comment/{comment}", this.Edit, Write);
        router.Api("DELETE", "issue/{issue}/comment/{comment}", this.Delete, Access.IssueWrite);
        router.Api("POST", "comment/list", this.ByIds, Access.Anyone | Access.CloudOnly);
    }

    private static Answer NoComment(Call call) =>
        Answer.Refused(404, $"Can not find a comment for the id: {call.Route("comment")}.");

    private static void WriteOne(Utf8JsonWriter json, Comment comment, Call call)
    {
        var expand = call.QueryList("expand");
        CommentJson.Write(json, comment, call.Form, expand.Contains("renderedBody"), expand.Contains("properties"));
    }

    private static Comment? Find(Call call, Issue issue) =>
        issue.Comments.Find(c => c.Id == call.RouteId("comment") && c.VisibleTo(call.Caller));

    private Answer List(Call call)
    {
        if (call.Issue is not { } issue)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        var order = call.Query("orderBy");
        if (order is not (null or "created" or "+created" or "-created"))
        {
            return Answer.Refused(400, $"Cannot order by '{order}'. Supported: created, -created, +created.");
        }

        var seen = issue.Comments.Where(c => c.VisibleTo(call.Caller)).ToList();
        if (order == "-created")
        {
            seen.Reverse();
        }

        var page = Page.Of(call, 100, 5_000);
        return Answer.Object(json =>
        {
            json.WriteNumber("startAt", page.StartAt);
            json.WriteNumber("maxResults", page.MaxResults);
            json.WriteNumber("total", seen.Count);
            json.WriteStartArray("comments");
            foreach (var comment in seen.Skip(page.StartAt).Take(page.MaxResults))
            {
                WriteOne(json, comment, call);
            }

            json.WriteEndArray();
        });
    }

    private Answer Add(Call call)
    {
        if (call.Issue is not { } issue)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        var (comment, problem) = PropertyRoutes.Refusal(call.Body) is { } bad
            ? bad
            : book.Add(call.User, issue, call.Body, call.Form);
        return comment is null ? Answer.Refused(problem!) : Answer.Json(201, json => WriteOne(json, comment, call));
    }

    private Answer Get(Call call) =>
        call.Issue is not { } issue ? Answer.Refused(Problem.NoIssue())
        : Find(call, issue) is not { } comment ? NoComment(call)
        : Answer.Json(200, json => WriteOne(json, comment, call));

    private Answer Edit(Call call) =>
        call.Issue is not { } issue ? Answer.Refused(Problem.NoIssue())
        : Find(call, issue) is not { } comment ? NoComment(call)
        : book.Edit(call.User, comment, call.Body, call.Form) is { } problem ? Answer.Refused(problem)
        : Answer.Json(200, json => WriteOne(json, comment, call));

    private Answer Delete(Call call)
    {
        if (call.Issue is not { } issue)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        if (Find(call, issue) is not { } comment)
        {
            return NoComment(call);
        }

        book.Delete(call.User, comment);
        return Answer.NoContent;
    }

    private Answer ByIds(Call call)
    {
        var found = Json.Items(call.Body, "ids")
            .Select(id => id.TryGetInt64(out var number) ? site.Comments.GetValueOrDefault(number) : null)
            .OfType<Comment>()
            .Where(c => call.Caller is not null && c.VisibleTo(call.Caller))
            .ToList();
        return Page.Of(call, 1_000, 1_000).Answer(call, "comment/list", found, (json, c) => WriteOne(json, c, call));
    }
}
