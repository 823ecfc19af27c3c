using System.Text.Json;
using Bridge.Sandbox.Jira.Events;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.Rest;

/// <summary>Properties of issues and comments: any JSON, at most 32,768 characters, replaced whole. They do not bump "updated".</summary>
internal sealed class PropertyRoutes(Site site, WebhookFeed feed)
{
    private const int ValueLimit = 32_768;
    private const int KeyLimit = 255;

    public void Map(Router router)
    {
        router.Api("GET", "issue/{issue}/properties", c => Keys(c, OfIssue(c), IssuePath(c)), Access.Anyone);
        router.Api("GET", "issue/{issue}/properties/{key}", c => Get(c, OfIssue(c)), Access.Anyone);
        router.Api("PUT", "issue/{issue}/properties/{key}", this.PutOnIssue, Access.Anyone | Access.IssueWrite);
        router.Api("DELETE", "issue/{issue}/properties/{key}", this.DeleteOnIssue, Access.Anyone | Access.IssueWrite);
        router.Api(
            "GET",
            "comment/{comment}/properties",
            c => Keys(c, this.OfComment(c), CommentPath(c)),
            Access.Anyone
        );
        router.Api("GET", "comment/{comment}/properties/{key}", c => Get(c, this.OfComment(c)), Access.Anyone);
        router.Api("PUT", "comment/{comment}/properties/{key}", c => Put(c, this.OfComment(c)));
        router.Api("DELETE", "comment/{comment}/properties/{key}", c => Delete(c, this.OfComment(c)));
    }

    /// <summary>Why the "properties" of a create or edit would be refused; null means that they are good.</summary>
    public static Problem? Refusal(JsonElement body)
    {
        foreach (var property in Json.Items(body, "properties"))
        {
            var key = Json.Text(property, "key");
            if (string.IsNullOrEmpty(key) || key.Length > KeyLimit || !Json.Has(property, "value"))
            {
                return Problem.Of(400, "Each property needs a key of at most 255 characters and a value.");
            }

            if (property.GetProperty("value").GetRawText().Length > ValueLimit)
            {
                return Problem.Of(400, "The property value cannot be longer than 32,768 characters.");
            }
        }

        return null;
    }

    private static SortedDictionary<string, string>? OfIssue(Call call) => call.Issue?.Properties;

    private static string IssuePath(Call call) => $"issue/{call.Route("issue")}/properties/";

    private static string CommentPath(Call call) => $"comment/{call.Route("comment")}/properties/";

    private static Answer Keys(Call call, SortedDictionary<string, string>? properties, string path) =>
        properties is null
            ? Answer.Refused(Problem.NoIssue())
            : Answer.Object(json =>
            {
                json.WriteStartArray("keys");
                foreach (var key in properties.Keys)
                {
                    json.WriteStartObject();
                    json.WriteString("self", call.Form.Self(path + Uri.EscapeDataString(key)));
                    json.WriteString("key", key);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });

    private static Answer Get(Call call, SortedDictionary<string, string>? properties)
    {
        var key = call.Route("key");
        return properties is null ? Answer.Refused(Problem.NoIssue())
            : !properties.TryGetValue(key, out var value)
                ? Answer.Refused(404, $"The property with key '{key}' does not exist.")
            : Answer.Json(200, json => PropertyJson.Write(json, key, value));
    }

    private static Answer Put(Call call, SortedDictionary<string, string>? properties)
    {
        if (properties is null)
        {
            return Answer.Refused(Problem.NoIssue());
        }

        var key = call.Route("key");
        if (call.Body.ValueKind == JsonValueKind.Undefined || key.Length > KeyLimit)
        {
            return Answer.Refused(400, "The property value must be valid JSON, and the key at most 255 characters.");
        }

        var value = call.Body.GetRawText();
        if (value.Length > ValueLimit)
        {
            return Answer.Refused(400, "The property value cannot be longer than 32,768 characters.");
        }

        var isNew = !properties.ContainsKey(key);
        properties[key] = value;
        return new Answer(isNew ? 201 : 200, []);
    }

    private static Answer Delete(Call call, SortedDictionary<string, string>? properties) =>
        properties is null ? Answer.Refused(Problem.NoIssue())
        : properties.Remove(call.Route("key")) ? Answer.NoContent
        : Answer.Refused(404, $"The property with key '{call.Route("key")}' does not exist.");

    private SortedDictionary<string, string>? OfComment(Call call) =>
        call.Caller is not null
        && site.Comments.TryGetValue(call.RouteId("comment"), out var comment)
        && comment.VisibleTo(call.Caller)
            ? comment.Properties
            : null;

    private Answer PutOnIssue(Call call)
    {
        var answer = Put(call, OfIssue(call));
        if (answer.Status < 300)
        {
            var key = call.Route("key");
            feed.PropertyEvent("issue_property_set", call.Issue!, call.User, key, call.Body.GetRawText());
        }

        return answer;
    }

    private Answer DeleteOnIssue(Call call)
    {
        var answer = Delete(call, OfIssue(call));
        if (answer.Status < 300)
        {
            feed.PropertyEvent("issue_property_deleted", call.Issue!, call.User, call.Route("key"), null);
        }

        return answer;
    }
}
