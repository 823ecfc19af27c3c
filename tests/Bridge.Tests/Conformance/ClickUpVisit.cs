using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Bridge.Sandbox.Hosting;
using Bridge.Tests.Sandbox.ClickUp;

namespace Bridge.Tests.Conformance;

/// <summary>What the simulated ClickUp answers beyond what the connector asks for.</summary>
internal sealed class ClickUpVisit(ClickUpDesk desk)
{
    public static async Task<IReadOnlyList<ApiCall>> TakeAsync()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        desk.Server.Calls.KeepsAnswers = true;
        var visit = new ClickUpVisit(desk);
        await visit.PlacesAsync();
        var task = await visit.TaskAsync();
        await visit.CommentsAsync(task);
        await visit.PartsAsync(task);
        await visit.WebhooksAsync();
        await visit.AskAsync("DELETE", $"task/{task}");
        return desk.Server.Calls.All;
    }

    private async Task PlacesAsync()
    {
        var (team, space, list) = (desk.Server.TeamId, desk.SpaceId, desk.List.Id);
        await this.AskAsync("GET", "user");
        await this.AskAsync("GET", "team");
        foreach (var part in new[] { "plan", "space?archived=false", "custom_item", "field", "webhook" })
        {
            await this.AskAsync("GET", $"team/{team}/{part}");
        }

        foreach (var part in new[] { "", "/folder?archived=false", "/list?archived=false", "/field", "/tag" })
        {
            await this.AskAsync("GET", $"space/{space}{part}");
        }

        foreach (var part in new[] { "", "/field", "/member", "/task?page=0&include_closed=true" })
        {
            await this.AskAsync("GET", $"list/{list}{part}");
        }
    }

    private async Task<string> TaskAsync()
    {
        var body = new JsonObject
        {
            ["name"] = "Printer on fire",
            ["markdown_content"] = "It **burns**",
            ["priority"] = 2,
        };
        var made = await this.AskAsync("POST", $"list/{desk.List.Id}/task", body);
        var task = made!["id"]!.GetValue<string>();
        await this.AskAsync(
            "PUT",
            $"task/{task}",
            new JsonObject { ["status"] = "fixing", ["due_date"] = 1778500800000 }
        );
        await this.AskAsync("GET", $"task/{task}?include_markdown_description=true");
        await this.AskAsync("GET", $"task/{task}/member");
        await this.AskAsync("GET", $"list/{desk.List.Id}/task?page=0");
        return task;
    }

    private async Task CommentsAsync(string task)
    {
        var body = new JsonObject { ["comment_text"] = "Hot", ["notify_all"] = false };
        var comment = (await this.AskAsync("POST", $"task/{task}/comment", body))!["id"]!.ToString();
        await this.AskAsync("POST", $"comment/{comment}/reply", body.DeepClone());
        await this.AskAsync("GET", $"comment/{comment}/reply");
        await this.AskAsync(
            "PUT",
            $"comment/{comment}",
            new JsonObject
            {
                ["comment_text"] = "Cold",
                ["assignee"] = 183,
                ["resolved"] = true,
            }
        );
        await this.AskAsync("GET", $"task/{task}/comment");
        await this.AskAsync("DELETE", $"comment/{comment}");
    }

    private async Task PartsAsync(string task)
    {
        await this.AskAsync("POST", $"task/{task}/tag/hot");
        await this.AskAsync("DELETE", $"task/{task}/tag/hot");
        await this.AskAsync("GET", $"task/{task}/time_in_status");
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent([1, 2, 3]);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(file, "attachment", "fire.png");
        await this.SendAsync("POST", $"task/{task}/attachment", form);
        await this.AskAsync("GET", $"task/{task}");
    }

    private async Task WebhooksAsync()
    {
        var body = new JsonObject
        {
            ["endpoint"] = "http://127.0.0.1:9/hook",
            ["events"] = new JsonArray("taskUpdated"),
        };
        var made = await this.AskAsync("POST", $"team/{desk.Server.TeamId}/webhook", body);
        var id = made!["id"]!.GetValue<string>();
        await this.AskAsync("GET", $"team/{desk.Server.TeamId}/webhook");
        var change = new JsonObject
        {
            ["endpoint"] = "http://127.0.0.1:9/hook",
            ["events"] = "*",
            ["status"] = "active",
        };
        await this.AskAsync("PUT", $"webhook/{id}", change);
        await this.AskAsync("DELETE", $"webhook/{id}");
    }

    private Task<JsonNode?> AskAsync(string method, string path, JsonNode? body = null) =>
        this.SendAsync(
            method,
            path,
            body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json")
        );

    private async Task<JsonNode?> SendAsync(string method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Parse(method),
            new Uri($"{desk.Server.BaseUrl}/api/v2/{path}")
        );
        request.Content = content;
        using var answer = await desk.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
