using Bridge.Core.Delivery;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.ClickUp;

public sealed class ClickUpCommentTests
{
    [Fact]
    public async Task A_comment_keeps_its_format_and_tells_nobody_else()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var written = await rig.DoneAsync(ClickUpRig.Comment("<p>Hello <b>you</b></p>"), id);
        var comment = Assert.Single(rig.Server.GetComments(id));
        Assert.Equal(comment.Id, written.CommentId);
        Assert.Equal("Hello you", comment.Text.Trim());
        var body = rig.Server.Calls.All[^1].Body;
        Assert.Contains("\"bold\":true", body, StringComparison.Ordinal);
        Assert.Contains("\"notify_all\":false", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_formatting_is_sent_once_more_as_plain_text()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.Server.Faults.Next(new Fault.Answer(400, """{"err":"Bad comment"}"""), "POST", "/comment");
        await rig.DoneAsync(ClickUpRig.Comment("<p>Hello <b>you</b></p>"), id);
        Assert.Equal("Hello you", Assert.Single(rig.Server.GetComments(id)).Text.Trim());
        Assert.Equal(2, rig.Calls("POST", "/comment"));
    }

    [Theory]
    [InlineData("<p>Hello <b>you</b></p><ul><li>one</li><li>two</li></ul>")]
    [InlineData("<p>See <a href=\"https://acme.example/1\">the ticket</a></p>")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr></table><p>&lt;tag&gt; 😀</p>")]
    public async Task A_comment_whose_answer_was_lost_is_found_by_its_words(string html)
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.AsDana.Comment(id, "Something else");
        rig.Server.Faults.Next(new Fault.CutAfter(), "POST", "/comment");
        Assert.True((await rig.FailedAsync(ClickUpRig.Comment(html), id)).MayHaveHappened);
        var yes = Assert.IsType<Found.Yes>(await rig.FindAsync(ClickUpRig.Comment(html), id));
        Assert.Equal(rig.Server.GetComments(id)[^1].Id, yes.Written.CommentId);
    }

    [Fact]
    public async Task Half_an_answer_to_a_comment_is_unknown()
    {
        await using var rig = await ClickUpRig.StartAsync();
        rig.Server.Faults.Next(new Fault.HalfBody(), "POST", "/comment");
        var failure = await rig.FailedAsync(ClickUpRig.Comment("x"), rig.Task());
        Assert.Equal(FailureKind.Unknown, failure.Kind);
    }

    [Fact]
    public async Task Comments_of_others_of_other_effects_and_of_before_are_not_taken_for_it()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var effect = ClickUpRig.Comment("<p>Same words</p>");
        rig.AsDana.Comment(id, "Same words");
        Assert.IsType<Found.No>(await rig.FindAsync(effect, id));
        var written = await rig.DoneAsync(effect, id);
        Assert.IsType<Found.No>(await rig.FindAsync(effect, id, claimed: written.CommentId!));
        Assert.IsType<Found.No>(await rig.FindAsync(effect, id, ago: TimeSpan.FromMinutes(-2)));
        Assert.IsType<Found.Yes>(await rig.FindAsync(effect, id));
    }

    [Fact]
    public async Task A_comment_is_found_behind_many_newer_ones()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var effect = ClickUpRig.Comment("<p>First</p>");
        await rig.DoneAsync(effect, id);
        for (var i = 0; i < 60; i++)
        {
            rig.AsDana.Comment(id, $"later {i}");
        }

        Assert.IsType<Found.Yes>(await rig.FindAsync(effect, id));
    }
}
