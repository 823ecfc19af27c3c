using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Bridge.Sandbox.Jira;

namespace Bridge.Tests.Sandbox;

public sealed class JiraAttachedTests
{
    [Fact]
    public async Task A_comment_is_written_read_changed_and_deleted()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        var before = site.Server.Issue("S2-1")!.Updated;

        var (added, comment) = await site.PostAsync(
            "/rest/api/3/issue/S2-1/comment",
            new
            {
                body = JiraSite.Adf("First"),
                properties = new[] { new { key = "bridge.origin", value = new { note = 7 } } },
            }
        );
        var path = $"/rest/api/3/issue/S2-1/comment/{comment!["id"]}";
        var (changed, _) = await site.PutAsync(path, new { body = JiraSite.Adf("Second") });
        var (_, read) = await site.GetAsync(path + "?expand=renderedBody,properties");
        var (deleted, _) = await site.CallAsync(HttpMethod.Delete, path);
        var (gone, _) = await site.GetAsync(path);

        Assert.Equal((201, 200, 204, 404), (added, changed, deleted, gone));
        Assert.Equal("<p>Second</p>", (string?)read!["renderedBody"]);
        Assert.Equal(7, (int?)read["properties"]![0]!["value"]!["note"]);
        Assert.Equal((string?)comment["created"], (string?)read["created"]);
        Assert.True(site.Server.Issue("S2-1")!.Updated > before);
    }

    [Fact]
    public async Task A_comment_for_others_is_not_listed()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        site.Person.Comment("S2-1", "Seen");
        site.Person.Comment("S2-1", "Unseen", onlyFor: "Developers");

        var (_, page) = await site.GetAsync("/rest/api/3/issue/S2-1/comment?orderBy=-created");
        var (bad, _) = await site.GetAsync("/rest/api/3/issue/S2-1/comment?orderBy=author");

        Assert.Equal(1, (int?)page!["total"]);
        Assert.Equal(400, bad);
        Assert.Equal(2, site.Server.Issue("S2-1")!.Comments.Count);
    }

    [Fact]
    public async Task Too_many_comments_are_refused_with_413()
    {
        await using var site = await JiraSite.StartAsync(new JiraOptions { CommentsPerIssue = 1 });
        site.Person.Create("S2", "Bug", "One");
        site.Person.Comment("S2-1", "One");

        var (status, _) = await site.PostAsync("/rest/api/3/issue/S2-1/comment", new { body = JiraSite.Adf("Two") });

        Assert.Equal(413, status);
    }

    [Fact]
    public async Task A_remote_link_with_the_same_global_id_is_replaced_whole()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        const string path = "/rest/api/3/issue/S2-1/remotelink";

        var (first, made) = await site.PostAsync(path, Link("Ticket 1", "reported by"));
        var (second, again) = await site.PostAsync(path, Link("Ticket 1, renamed", null));
        var (_, list) = await site.GetAsync(path);
        var (_, one) = await site.GetAsync(path + "?globalId=" + Uri.EscapeDataString("system=desk&id=1"));

        Assert.Equal((201, 200), (first, second));
        Assert.Equal((long?)made!["id"], (long?)again!["id"]);
        Assert.Equal("Ticket 1, renamed", (string?)Assert.Single(list!.AsArray())!["object"]!["title"]);
        Assert.Null(one!["relationship"]);

        static JsonObject Link(string title, string? relationship) =>
            new()
            {
                ["globalId"] = "system=desk&id=1",
                ["relationship"] = relationship,
                ["object"] = new JsonObject { ["url"] = "https://desk.example.com/a/tickets/1", ["title"] = title },
            };
    }

    [Fact]
    public async Task Deleting_a_remote_link_wants_a_content_type()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        const string path = "/rest/api/3/issue/S2-1/remotelink";
        await site.PostAsync(
            path,
            new { globalId = "g", @object = new { url = "https://desk.example.com", title = "T" } }
        );

        var (without, _) = await site.CallAsync(HttpMethod.Delete, path + "?globalId=g");
        var (with, _) = await site.CallAsync(HttpMethod.Delete, path + "?globalId=g", "");
        var (again, _) = await site.CallAsync(HttpMethod.Delete, path + "?globalId=g", "");

        Assert.Equal((415, 204, 404), (without, with, again));
    }

    [Fact]
    public async Task A_property_is_created_replaced_and_deleted_without_bumping_the_issue()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        var before = site.Server.Issue("S2-1")!.Updated;
        const string path = "/rest/api/3/issue/S2-1/properties/bridge.link";

        var (first, _) = await site.PutAsync(path, """{"ticket": 1.50}""");
        var (second, _) = await site.PutAsync(path, """{"ticket": 2.50}""");
        var (_, read) = await site.GetAsync(path);
        var (_, keys) = await site.GetAsync("/rest/api/3/issue/S2-1/properties");
        var kept = site.Server.Issue("S2-1")!;
        var (deleted, _) = await site.CallAsync(HttpMethod.Delete, path);
        var (gone, _) = await site.GetAsync(path);
        var (tooLong, _) = await site.PutAsync(path, $"\"{new string('x', 32_768)}\"");

        Assert.Equal((201, 200, 204, 404, 400), (first, second, deleted, gone, tooLong));
        Assert.Equal(2.5m, (decimal?)read!["value"]!["ticket"]);
        Assert.Equal("bridge.link", (string?)keys!["keys"]![0]!["key"]);
        Assert.Equal("""{"ticket": 2.50}""", kept.Properties["bridge.link"]);
        Assert.Equal(before, kept.Updated);
    }

    [Fact]
    public async Task A_file_is_uploaded_and_fetched_through_a_redirect()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        var content = Encoding.UTF8.GetBytes("line 1");

        var (refused, _) = await UploadAsync(site, content, token: null);
        var (status, added) = await UploadAsync(site, content, token: "no-check");
        var id = (string)added![0]!["id"]!;
        var (_, meta) = await site.GetAsync($"/rest/api/3/attachment/{id}");
        using var redirect = await site.Client.GetAsync($"/rest/api/3/attachment/content/{id}");
        using var stranger = new HttpClient();
        var fetched = await stranger.GetByteArrayAsync(redirect.Headers.Location);

        Assert.Equal((403, 200), (refused, status));
        Assert.Equal(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture), (long?)meta!["id"]);
        Assert.Equal(303, (int)redirect.StatusCode);
        Assert.Equal(content, fetched);
        Assert.Equal("log.txt", Assert.Single(site.Server.Issue("S2-1")!.Files).Name);
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused_with_413()
    {
        await using var site = await JiraSite.StartAsync(new JiraOptions { AttachmentLimit = 3 });
        site.Person.Create("S2", "Bug", "One");

        var (status, _) = await UploadAsync(site, [1, 2, 3, 4], token: "no-check");
        var (_, meta) = await site.GetAsync("/rest/api/3/attachment/meta");

        Assert.Equal(413, status);
        Assert.Equal(3, (long?)meta!["uploadLimit"]);
    }

    [Fact]
    public async Task Pull_requests_show_in_the_development_information()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        site.Server.AddPullRequest("S2-1", "#15", "Fix", "OPEN", "https://github.com/o/r/pull/15", "o/r");
        var id = site.Server.Issue("S2-1")!.Id;

        var (_, summary) = await site.GetAsync($"/rest/dev-status/1.0/issue/summary?issueId={id}");
        var kind = summary!["summary"]!["pullrequest"]!["byInstanceType"]!.AsObject().First().Key;
        var (_, detail) = await site.GetAsync(
            $"/rest/dev-status/1.0/issue/detail?issueId={id}&applicationType={kind}&dataType=pullrequest"
        );

        Assert.Equal("OPEN", (string?)detail!["detail"]![0]!["pullRequests"]![0]!["status"]);
    }

    private static async Task<(int Status, JsonNode? Body)> UploadAsync(JiraSite site, byte[] content, string? token)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        form.Add(file, "file", "log.txt");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/rest/api/3/issue/S2-1/attachments")
        {
            Content = form,
        };
        if (token is not null)
        {
            request.Headers.Add("X-Atlassian-Token", token);
        }

        using var response = await site.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, response.IsSuccessStatusCode ? JsonNode.Parse(text) : null);
    }
}
