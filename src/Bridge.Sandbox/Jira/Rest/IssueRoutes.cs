using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.Rest;

/// <summary>Issues: create, read, edit, delete, assign, transitions, changelog, bulk fetch.</summary>
internal sealed class IssueRoutes(Site site, IssueWriter writer, Workflow workflow)
{
    private const Access Write = Access.Anyone | Access.IssueWrite;

    public void Map(Router router)
    {
        router.Api("POST", "issue", this.Create, Access.Anyone);
        router.Api("POST", "issue/bulkfetch", this.BulkFetch, Access.Anyone | Access.CloudOnly);
        router.Api("GET", "issue/{issue}", this.Get, Access.Anyone);
        router.Api("PUT", "issue/{issue}", this.Edit, Write);
        router.Api("DELETE", "issue/{issue}", this.Delete, Write);
        router.Api("PUT", "issue/{issue}/assignee", this.Assign, Write);
        router.Api("GET", "issue/{issue}/editmeta", this.EditMeta, Access.Anyone);
        router.Api("GET", "issue/{issue}/transitions", this.Transitions, Access.Anyone);
        router.Api("POST", "issue/{issue}/transitions", this.Transition, Write);
        router.Api("GET", "issue/{issue}/changelog", this.Changelog, Access.Anyone | Access.CloudOnly);
    }

    private Answer Create(Call call)
    {
        if (call.Caller is not { } caller)
        {
            const string text =
                "Anonymous users do not have permission to create issues in this project. Please try logging in first.";
            return Json.Has(call.Body, "fields")
                ? Answer.Refused(Problem.OfField("project", text))
                : Answer.Refused(400, "No Issue Create payload supplied");
        }

        var (issue, problem) = PropertyRoutes.Refusal(call.Body) is { } bad
            ? bad
            : writer.Create(caller, call.Body, call.Form);
        if (issue is null)
        {
            return Answer.Refused(problem!);
        }

        var asked = Json.Has(call.Body, "transition");
        var refused = asked ? workflow.Run(caller, issue, TransitionOnly(call.Body), call.Form) : null;
        return Answer.Object(
            json =>
            {
                json.WriteString("id", issue.Id.ToString(CultureInfo.InvariantCulture));
                json.WriteString("key", issue.State.Key);
                json.WriteString("self", call.Form.Self("issue/" + issue.Id));
                if (asked)
                {
                    json.WriteStartObject("transition");
                    json.WriteNumber("status", refused?.Status ?? 200);
                    json.WritePropertyName("errorCollection");
                    var none = new Problem(200, [], ImmutableDictionary<string, string>.Empty);
                    json.WriteRawValue(Answer.Refused(refused ?? none).Body);
                    json.WriteEndObject();
                }
            },
            201
        );
    }

    private static JsonElement TransitionOnly(JsonElement body) =>
        JsonSerializer.SerializeToElement(
            new System.Text.Json.Nodes.JsonObject
            {
                ["transition"] = System.Text.Json.Nodes.JsonNode.Parse(body.GetProperty("transition").GetRawText()),
            }
        );

    private Answer Get(Call call) => call.Issue is { } issue ? Show(call, issue) : Answer.Refused(Problem.NoIssue());

    private static Answer Show(Call call, Issue issue)
    {
        var view = call.View(new FieldSelection(call.QueryList("fields"), "*all")) with
        {
            Expand = call.QueryList("expand").ToHashSet(StringComparer.Ordinal),
            Properties = call.QueryList("properties"),
        };
        return Answer.Json(200, json => IssueJson.Write(json, issue, issue.State, view));
    }

    private Answer Edit(Call call)
    {
        if (call.Issue is not { } issue)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        if (!call.Form.IsCloud && call.Query("notifyUsers") == "false")
        {
            return Answer.Refused(
                403,
                "To discard the user notification either admin or project admin permissions are required."
            );
        }

        var problem = PropertyRoutes.Refusal(call.Body) ?? writer.Edit(call.User, issue, call.Body, call.Form);
        return problem is not null ? Answer.Refused(problem)
            : call.Form.IsCloud && call.QueryFlag("returnIssue") ? Show(call, issue)
            : Answer.NoContent;
    }

    private Answer Delete(Call call)
    {
        if (call.Issue is not { } issue)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        writer.Delete(call.User, issue);
        return Answer.NoContent;
    }

    private Answer Assign(Call call)
    {
        if (call.Issue is not { } issue)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        var id = Json.Text(call.Body, call.Form.IsCloud ? "accountId" : "name");
        var user = id is null or "-1" ? null : site.FindUser(id);
        if (user is null && id is not (null or "-1"))
        {
            return Answer.Refused(Problem.OfField("assignee", $"User '{id}' does not exist."));
        }

        var values = issue.State.Values;
        writer.Commit(call.User, issue, user is null ? values.Remove("assignee") : values.SetItem("assignee", user));
        return Answer.NoContent;
    }

    private Answer EditMeta(Call call) =>
        call.Issue is { } issue
            ? Answer.Json(200, json => MetaJson.WriteEditMeta(json, issue, call.View(new FieldSelection([], "*all"))))
            : Answer.Refused(Problem.NoIssue());

    private Answer Transitions(Call call)
    {
        if (call.Issue is not { } issue)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        var withFields = call.QueryList("expand").Contains("transitions.fields");
        var wanted = call.Query("transitionId");
        var view = call.View(new FieldSelection([], "*all"));
        return Answer.Object(json =>
        {
            json.WriteString("expand", "transitions");
            json.WriteStartArray("transitions");
            foreach (var transition in Workflow.Open(issue, call.Caller))
            {
                if (wanted is null || wanted == transition.Id)
                {
                    MetaJson.WriteTransition(json, transition, issue, view, withFields);
                }
            }

            json.WriteEndArray();
        });
    }

    private Answer Transition(Call call) =>
        call.Issue is not { } issue ? Answer.Refused(Problem.NoIssue())
        : workflow.Run(call.User, issue, call.Body, call.Form) is { } problem ? Answer.Refused(problem)
        : Answer.NoContent;

    private Answer Changelog(Call call)
    {
        if (call.Issue is not { } issue)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        var page = Page.Of(call, 100, 100);
        return page.Answer(
            call,
            $"issue/{call.Route("issue")}/changelog",
            issue.Histories,
            (json, history) => ChangelogJson.WriteHistory(json, history, call.Form)
        );
    }

    private Answer BulkFetch(Call call)
    {
        var asked = Json.Items(call.Body, "issueIdsOrKeys").Select(e => e.ToString()).ToList();
        if (asked.Count is 0 or > 100)
        {
            return Answer.Refused(400, "The number of issue IDs or keys must be between 1 and 100.");
        }

        var fields = Json.Items(call.Body, "fields").Select(e => e.ToString());
        var view = call.View(new FieldSelection(fields, "*all")) with
        {
            Expand = Json.Items(call.Body, "expand").Select(e => e.ToString()).ToHashSet(StringComparer.Ordinal),
            Properties = [.. Json.Items(call.Body, "properties").Select(e => e.ToString())],
        };
        var found = asked.Select(id => (Id: id, Issue: call.Caller is null ? null : site.Issues.Find(id))).ToList();
        return Answer.Object(json =>
        {
            json.WriteString("expand", "schema,names");
            json.WriteStartArray("issues");
            foreach (var issue in found.Select(f => f.Issue).OfType<Issue>().Distinct())
            {
                IssueJson.Write(json, issue, issue.State, view);
            }

            json.WriteEndArray();
            json.WriteStartArray("issueErrors");
            foreach (var (id, _) in found.Where(f => f.Issue is null))
            {
                json.WriteStartObject();
                json.WriteString("id", id);
                json.WriteString("errorMessage", "Issue does not exist or you do not have permission to see it.");
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }
}
