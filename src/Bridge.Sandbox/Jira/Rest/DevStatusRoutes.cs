using System.Text.Json;
using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira.Rest;

/// <summary>The undocumented development information: pull requests of an issue, by numeric id.</summary>
internal sealed class DevStatusRoutes(Site site)
{
    private const string Instance = "oAuth-com.github.integration.production";

    public void Map(Router router)
    {
        router.Map("GET", "/rest/dev-status/1.0/issue/summary", this.Summary);
        router.Map("GET", "/rest/dev-status/1.0/issue/detail", this.Detail);
    }

    private Issue? Find(Call call) =>
        long.TryParse(call.Query("issueId"), System.Globalization.CultureInfo.InvariantCulture, out var id)
            ? site.Issues.Find(id)
            : null;

    private Answer Summary(Call call)
    {
        if (this.Find(call) is not { } issue)
        {
            return Answer.Refused(400, "Issue with id " + call.Query("issueId") + " does not exist.");
        }

        return Answer.Object(json =>
        {
            WriteEmpty(json, "errors");
            WriteEmpty(json, "configErrors");
            json.WriteStartObject("summary");
            WriteKind(json, "pullrequest", issue.PullRequests);
            WriteKind(json, "branch", []);
            WriteKind(json, "repository", []);
            json.WriteEndObject();
        });
    }

    private static void WriteKind(Utf8JsonWriter json, string kind, List<PullRequest> requests)
    {
        json.WriteStartObject(kind);
        json.WriteStartObject("overall");
        json.WriteNumber("count", requests.Count);
        if (kind == "pullrequest")
        {
            var isOpen = requests.Exists(r => r.Status == "OPEN");
            json.WriteString("state", isOpen ? "OPEN" : requests.LastOrDefault()?.Status ?? "OPEN");
            json.WriteBoolean("open", isOpen);
        }

        json.WriteString("dataType", kind);
        json.WriteEndObject();
        json.WriteStartObject("byInstanceType");
        if (requests.Count > 0)
        {
            json.WriteStartObject(Instance);
            json.WriteNumber("count", requests.Count);
            json.WriteString("name", "GitHub");
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEmpty(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }

    private Answer Detail(Call call)
    {
        if (this.Find(call) is not { } issue)
        {
            return Answer.Refused(400, "Issue with id " + call.Query("issueId") + " does not exist.");
        }

        var shown = call.Query("applicationType") == Instance && call.Query("dataType") == "pullrequest";
        return Answer.Object(json =>
        {
            WriteEmpty(json, "errors");
            json.WriteStartArray("detail");
            if (shown)
            {
                json.WriteStartObject();
                json.WriteStartArray("pullRequests");
                foreach (var request in issue.PullRequests)
                {
                    json.WriteStartObject();
                    json.WriteString("id", request.Id);
                    json.WriteString("name", request.Title);
                    json.WriteString("status", request.Status);
                    json.WriteString("url", request.Url);
                    json.WriteString("repositoryId", "1173031191");
                    json.WriteString("repositoryName", request.Repository);
                    json.WriteString("repositoryUrl", "https://github.com/" + request.Repository);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }
}
