using Bridge.Sandbox.ClickUp;

namespace Bridge.Tests.Sandbox.ClickUp;

public sealed class ClickUpServerTests
{
    [Theory]
    [InlineData(null, 401, "OAUTH_017")]
    [InlineData("pk_wrong", 401, "OAUTH_025")]
    [InlineData("Bearer pk_1_bridge", 401, "OAUTH_025")]
    [InlineData("pk_1_bridge", 200, null)]
    [InlineData("Bearer oauth-token", 200, null)]
    [InlineData("oauth-token", 200, null)]
    public async Task A_personal_token_comes_raw_and_an_oauth_token_either_way(string? header, int status, string? code)
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        desk.Server.AddToken("oauth-token", ClickUpDesk.Ana);
        desk.Http.DefaultRequestHeaders.Remove("Authorization");
        if (header is not null)
        {
            desk.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        }

        var reply = await desk.Get("user");
        Assert.Equal((status, code), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Every_answer_tells_the_budget_and_429_ends_it_until_the_next_minute()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        desk.Server.RequestsPerMinute = 2;
        var first = await desk.Get("user");
        await desk.Get("user");
        var refused = await desk.Get("user");
        desk.Clock.Move(TimeSpan.FromMinutes(1));
        var again = await desk.Get("user");
        Assert.Equal(("2", "1"), (first.Headers["X-RateLimit-Limit"], first.Headers["X-RateLimit-Remaining"]));
        Assert.Equal(
            ClickUpDesk.Digits(ClickUpDesk.Milliseconds("2026-03-02T09:01:00Z") / 1000),
            first.Headers["X-RateLimit-Reset"]
        );
        Assert.Equal((429, "APP_002"), (refused.Status, refused.Code));
        Assert.Equal(200, again.Status);
    }

    [Fact]
    public async Task An_unknown_route_or_method_is_not_found()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var route = await desk.Get("nonsense/1.5");
        var method = await desk.Put("user", new { });
        Assert.Equal((404, """{"err":"Route not found"}"""), (route.Status, route.Text));
        Assert.Equal(404, method.Status);
    }

    [Fact]
    public async Task A_list_inherits_statuses_unless_it_has_its_own()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var folder = desk.Server.AddFolder(
            desk.SpaceId,
            "Escalations",
            [StatusSpec.Open("new"), StatusSpec.Closed("over")]
        );
        var inFolder = desk.Server.AddList(desk.SpaceId, "In folder", folderId: folder);
        var own = await desk.Get("list/" + desk.List.Id);
        var inherited = await desk.Get("list/" + inFolder.Id);
        Assert.True((bool)own.Json["override_statuses"]!);
        Assert.Equal(7, own.Json["statuses"]!.AsArray().Count);
        Assert.False((bool)inherited.Json["override_statuses"]!);
        Assert.Equal("new", (string?)inherited.Json["statuses"]![0]!["status"]);
        Assert.Equal("Escalations", (string?)inherited.Json["folder"]!["name"]);
    }

    [Fact]
    public async Task The_tree_is_read_from_the_workspace_down()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var folder = desk.Server.AddFolder(desk.SpaceId, "Escalations");
        var inFolder = desk.Server.AddList(desk.SpaceId, "In folder", folderId: folder);
        var teams = await desk.Get("team");
        var spaces = await desk.Get($"team/{desk.Server.TeamId}/space?archived=false");
        var folders = await desk.Get($"space/{desk.SpaceId}/folder?archived=false");
        var lists = await desk.Get($"space/{desk.SpaceId}/list?archived=false");
        Assert.Equal(desk.Server.TeamId, (string?)teams.Json["teams"]![0]!["id"]);
        Assert.Equal(desk.SpaceId, (string?)spaces.Json["spaces"]![0]!["id"]);
        Assert.Equal("0", (string?)folders.Json["folders"]![0]!["task_count"]);
        Assert.Equal(inFolder.Id, (string?)folders.Json["folders"]![0]!["lists"]![0]!["id"]);
        Assert.Equal(desk.List.Id, (string?)Assert.Single(lists.Json["lists"]!.AsArray())!["id"]);
    }

    [Fact]
    public async Task A_private_list_answers_401_without_meaning_the_token()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        desk.Server.HideList(desk.List.Id, desk.Server.Options.Integration);
        Assert.Equal("ACCESS_083", (await desk.Get("list/" + desk.List.Id)).Code);
        Assert.Equal("ACCESS_083", (await desk.Get("task/" + id)).Code);
        Assert.Equal(401, (await desk.Get("task/" + id)).Status);
    }

    [Fact]
    public async Task The_user_says_the_zone()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var user = (await desk.Get("user")).Json["user"]!;
        Assert.Equal((1001, "UTC"), ((int)user["id"]!, (string?)user["timezone"]));
    }
}
