using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridge.Tests.Sandbox.ClickUp;

public sealed class ClickUpCommentTests
{
    [Fact]
    public async Task The_id_of_a_comment_is_a_number_when_new_and_a_string_when_read()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        var posted = await desk.Post($"task/{id}/comment", new { comment_text = "**hello**", notify_all = false });
        var read = (await desk.Get($"task/{id}/comment")).Json["comments"]![0]!;
        Assert.Equal(JsonValueKind.Number, posted.Json["id"]!.GetValueKind());
        Assert.Equal(JsonValueKind.String, posted.Json["hist_id"]!.GetValueKind());
        Assert.Equal(posted.Json["id"]!.ToString(), (string?)read["id"]);
        Assert.Equal("**hello**", (string?)read["comment_text"]);
        Assert.Equal("Bridge", (string?)read["user"]!["username"]);
    }

    [Fact]
    public async Task Runs_are_kept_and_flattened()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        var runs = JsonNode.Parse(
            """{"comment":[{"text":"a","attributes":{"bold":true}},{"text":" b"}],"notify_all":false}"""
        );
        await desk.Send(HttpMethod.Post, $"task/{id}/comment", runs);
        var read = (await desk.Get($"task/{id}/comment")).Json["comments"]![0]!;
        Assert.True((bool)read["comment"]![0]!["attributes"]!["bold"]!);
        Assert.Equal("a b", (string?)read["comment_text"]);
    }

    [Fact]
    public async Task Pages_of_25_go_back_from_the_newest()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        for (var i = 0; i < 30; i++)
        {
            desk.Person.Comment(id, $"{i}");
        }

        var first = (await desk.Get($"task/{id}/comment")).Json["comments"]!.AsArray();
        var last = first[^1]!;
        var next = await desk.Get($"task/{id}/comment?start={last["date"]}&start_id={last["id"]}");
        var half = await desk.Get($"task/{id}/comment?start_id={last["id"]}");
        Assert.Equal(
            (25, "29\n", "5\n"),
            (first.Count, (string?)first[0]!["comment_text"], (string?)last["comment_text"])
        );
        Assert.Equal(5, next.Json["comments"]!.AsArray().Count);
        Assert.Equal("4\n", (string?)next.Json["comments"]![0]!["comment_text"]);
        Assert.Equal(25, half.Json["comments"]!.AsArray().Count);
    }

    [Fact]
    public async Task Replies_are_not_among_the_comments_but_counted()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        var comment = desk.Person.Comment(id, "question");
        await desk.Post($"comment/{comment}/reply", new { comment_text = "answer" });
        var comments = (await desk.Get($"task/{id}/comment")).Json["comments"]!.AsArray();
        var replies = (await desk.Get($"comment/{comment}/reply")).Json["comments"]!.AsArray();
        Assert.Equal("1", (string?)Assert.Single(comments)!["reply_count"]);
        Assert.Equal("answer", (string?)Assert.Single(replies)!["comment_text"]);
    }

    [Fact]
    public async Task A_comment_is_edited_and_deleted()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        var comment = desk.Person.Comment(id, "one");
        await desk.Put($"comment/{comment}", new { comment_text = "two", resolved = true });
        var edited = Assert.Single(desk.Server.GetComments(id));
        var deleted = await desk.Delete($"comment/{comment}");
        Assert.Equal(("two", true, "Ana Silva"), (edited.Text, edited.Resolved, edited.Author));
        Assert.Equal("{}", deleted.Text);
        Assert.Empty(desk.Server.GetComments(id));
        Assert.Equal(404, (await desk.Delete($"comment/{comment}")).Status);
    }

    [Fact]
    public async Task A_comment_without_text_is_refused()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var reply = await desk.Post($"task/{await desk.CreateAsync()}/comment", new { notify_all = false });
        Assert.Equal(400, reply.Status);
    }
}
