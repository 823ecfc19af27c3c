using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Bridge.Sandbox.Hosting;
using Bridge.Sandbox.Jira;
using Bridge.Tests.Sandbox;

namespace Bridge.Tests.Conformance;

/// <summary>What the simulated Jira answers beyond what the connector asks for, on Cloud (v3) or Data Center (v2).</summary>
internal sealed class JiraVisit(JiraSite site, JiraFlavor flavor)
{
    private bool IsCloud => flavor == JiraFlavor.Cloud;

    public static async Task<IReadOnlyList<ApiCall>> TakeAsync(JiraFlavor flavor)
    {
        await using var site = await JiraSite.StartAsync(new JiraOptions { Flavor = flavor });
        site.Server.Calls.KeepsAnswers = true;
        var visit = new JiraVisit(site, flavor);
        var id = await visit.IssueAsync();
        await visit.PlacesAsync();
        await visit.PartsAsync(id);
        await visit.CommentsAsync(id);
        await visit.FilesAsync(id);
        await visit.SearchAsync(id);
        await visit.EndAsync(id);
        return site.Server.Calls.All;
    }

    private async Task<string> IssueAsync()
    {
        var fields = new JsonObject
        {
            ["project"] = new JsonObject { ["key"] = "S2" },
            ["issuetype"] = new JsonObject { ["name"] = "Bug" },
            ["summary"] = "Printer on fire",
            ["description"] = this.Text("It burns"),
            ["labels"] = new JsonArray("fd-1"),
        };
        var id = (await this.AskAsync("POST", "issue", new JsonObject { ["fields"] = fields }))![
            "id"
        ]!.GetValue<string>();
        var edit = new JsonObject { ["summary"] = "Printer in flames", ["duedate"] = "2026-05-11" };
        await this.AskAsync("PUT", $"issue/{id}", new JsonObject { ["fields"] = edit });
        await this.AskAsync("GET", $"issue/{id}?expand=changelog,names,schema,transitions,editmeta,renderedFields");
        await this.AskAsync("GET", $"issue/{id}/editmeta");
        var open = await this.AskAsync("GET", $"issue/{id}/transitions?expand=transitions.fields");
        var way = new JsonObject { ["id"] = open!["transitions"]![0]!["id"]!.GetValue<string>() };
        await this.AskAsync("POST", $"issue/{id}/transitions", new JsonObject { ["transition"] = way });
        await this.AskAsync("GET", "issue/424242");
        return id;
    }

    private async Task PlacesAsync()
    {
        foreach (var path in new[] { "myself", "serverInfo", "field", "project/S2", "project/S2/statuses" })
        {
            await this.AskAsync("GET", path);
        }

        await this.AskAsync("GET", "project/S2/versions");
        await this.AskAsync("GET", "project/S2/version?orderBy=sequence");
        await this.AskAsync("GET", "issue/createmeta/S2/issuetypes");
        await this.AskAsync("GET", "resolution");
        await this.AskAsync("GET", "priority");
        await this.AskAsync("GET", "status");
        await this.AskAsync("GET", "statuscategory");
        await this.AskAsync("GET", "mypermissions?permissions=BROWSE_PROJECTS,ADMINISTER");
        var user = this.IsCloud ? "query" : "username";
        await this.AskAsync("GET", $"user/search?{user}=asha");
        await this.AskAsync("GET", $"user/assignable/search?project=S2&{user}=asha");
        if (this.IsCloud)
        {
            await this.AskAsync("GET", $"user?accountId={site.Engineer.AccountId}");
            await this.AskAsync("GET", "project/search");
            await this.AskAsync("GET", "priority/search");
            await this.AskAsync("GET", "label");
        }
    }

    private async Task PartsAsync(string id)
    {
        var value = new JsonObject { ["ticket"] = 1 };
        await this.AskAsync("PUT", $"issue/{id}/properties/bridge.case", value);
        await this.AskAsync("GET", $"issue/{id}/properties");
        await this.AskAsync("GET", $"issue/{id}/properties/bridge.case");
        await this.AskAsync("DELETE", $"issue/{id}/properties/bridge.case");
        var link = new JsonObject
        {
            ["globalId"] = "system=freshdesk&id=1",
            ["object"] = new JsonObject { ["url"] = "https://acme.freshdesk.com/a/tickets/1", ["title"] = "#1" },
        };
        var made = await this.AskAsync("POST", $"issue/{id}/remotelink", link);
        await this.AskAsync("POST", $"issue/{id}/remotelink", link.DeepClone());
        await this.AskAsync("GET", $"issue/{id}/remotelink");
        await this.AskAsync("GET", $"issue/{id}/remotelink/{made!["id"]}");
        await this.AskAsync("DELETE", $"issue/{id}/remotelink/{made["id"]}");
        var person = this.IsCloud ? ("accountId", site.Engineer.AccountId) : ("name", site.Engineer.Name);
        await this.AskAsync("PUT", $"issue/{id}/assignee", new JsonObject { [person.Item1] = person.Item2 });
        await this.AskAsync("GET", $"issue/{id}/watchers");
    }

    private async Task CommentsAsync(string id)
    {
        var said = await this.AskAsync("POST", $"issue/{id}/comment", new JsonObject { ["body"] = this.Text("Hot") });
        var comment = said!["id"]!.GetValue<string>();
        await this.AskAsync("PUT", $"issue/{id}/comment/{comment}", new JsonObject { ["body"] = this.Text("Cold") });
        await this.AskAsync("GET", $"issue/{id}/comment/{comment}");
        await this.AskAsync("GET", $"issue/{id}/comment?startAt=0&maxResults=100&orderBy=created");
        await this.AskAsync(
            "PUT",
            $"comment/{comment}/properties/bridge.effect",
            new JsonObject { ["key"] = "note-1" }
        );
        await this.AskAsync("GET", $"comment/{comment}/properties/bridge.effect");
        if (this.IsCloud)
        {
            var ids = new JsonArray(long.Parse(comment, System.Globalization.CultureInfo.InvariantCulture));
            await this.AskAsync("POST", "comment/list", new JsonObject { ["ids"] = ids });
        }

        await this.AskAsync("DELETE", $"issue/{id}/comment/{comment}");
    }

    private async Task FilesAsync(string id)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent([1, 2, 3]);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(file, "file", "fire.png");
        using var request = new HttpRequestMessage(HttpMethod.Post, this.Path($"issue/{id}/attachments"));
        request.Content = form;
        request.Headers.Add("X-Atlassian-Token", "no-check");
        using var answer = await site.Client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode);
        var attachment = JsonNode.Parse(await answer.Content.ReadAsStringAsync())![0]!["id"]!.GetValue<string>();
        await this.AskAsync("GET", $"attachment/{attachment}");
        await this.AskAsync("GET", "attachment/meta");
        await this.AskAsync("DELETE", $"attachment/{attachment}");
    }

    private async Task SearchAsync(string id)
    {
        const string jql = "project = S2 order by created";
        if (!this.IsCloud)
        {
            await this.AskAsync("POST", "search", new JsonObject { ["jql"] = jql, ["maxResults"] = 50 });
            await this.AskAsync("GET", "search?jql=project%20%3D%20S2&fields=summary,status");
            return;
        }

        var query = new JsonObject
        {
            ["jql"] = jql,
            ["fields"] = new JsonArray("summary"),
            ["maxResults"] = 50,
        };
        await this.AskAsync("POST", "search/jql", query);
        await this.AskAsync("POST", "search/approximate-count", new JsonObject { ["jql"] = jql });
        await this.AskAsync("GET", $"issue/{id}/changelog?startAt=0&maxResults=100");
        await this.AskAsync("POST", "issue/bulkfetch", new JsonObject { ["issueIdsOrKeys"] = new JsonArray(id) });
    }

    private Task<JsonNode?> EndAsync(string id) => this.AskAsync("DELETE", $"issue/{id}");

    private JsonNode Text(string text) => this.IsCloud ? JiraSite.Adf(text) : JsonValue.Create(text);

    private string Path(string path) => $"/rest/api/{(this.IsCloud ? 3 : 2)}/{path}";

    private async Task<JsonNode?> AskAsync(string method, string path, JsonNode? body = null)
    {
        // Jira refuses a DELETE without a content type, be it empty.
        var text = body?.ToJsonString() ?? (method == "DELETE" ? "" : null);
        var (status, answer) = await site.CallAsync(HttpMethod.Parse(method), this.Path(path), text);
        Assert.True(
            status < 400 || path.Contains("424242", StringComparison.Ordinal),
            $"{method} {path}: {status} {answer}"
        );
        return answer;
    }
}
