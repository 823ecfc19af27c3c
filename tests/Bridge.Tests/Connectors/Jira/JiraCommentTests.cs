using System.Globalization;
using Bridge.Connectors;
using Bridge.Core.Delivery;
using Bridge.Core.Planning;
using Bridge.Sandbox.Hosting;
using Bridge.Sandbox.Jira;

namespace Bridge.Tests.Connectors.Jira;

public sealed class JiraCommentTests
{
    [Fact]
    public async Task A_comment_gets_its_whole_new_text_and_keeps_its_mark()
    {
        await using var rig = await JiraRig.StartAsync();
        var (id, comment) = await SaidAsync(rig);
        Assert.IsType<Outcome.Done>(await rig.DoAsync(Edit(comment, "<p>Second <b>try</b></p>"), id));
        var seen = Assert.Single(rig.See(id).Comments);
        Assert.Equal("Second *try*", seen.Text);
        Assert.Contains("bridge.effect", seen.Properties.Keys);
        Assert.NotNull(Assert.Single((await rig.ReadAsync(id)).Comments).EditedAt);
    }

    [Fact]
    public async Task Removing_a_comment_states_a_content_type_and_twice_is_once()
    {
        await using var rig = await JiraRig.StartAsync();
        var (id, comment) = await SaidAsync(rig);
        var remove = new Effect.RemoveComment(comment) { Key = "remove-1", Reason = "a test" };
        Assert.IsType<Outcome.Done>(await rig.DoAsync(remove, id));
        Assert.Empty(rig.See(id).Comments);
        Assert.IsType<Outcome.Done>(await rig.DoAsync(remove, id));
        Assert.IsType<Outcome.Done>(await rig.DoAsync(Edit(comment, "<p>late</p>"), id));
        Assert.IsType<Found.No>(await rig.FindAsync(remove, id));
    }

    [Fact]
    public async Task An_edit_on_an_issue_that_is_hidden_is_not_taken_for_done()
    {
        await using var rig = await JiraRig.StartAsync();
        var (id, comment) = await SaidAsync(rig);
        rig.Server.As(rig.Dana).Delete(id);
        var failed = Assert.IsType<Outcome.Failed>(await rig.DoAsync(Edit(comment, "<p>late</p>"), id));
        Assert.Equal(FailureKind.Missing, failed.Failure.Kind);
    }

    [Fact]
    public async Task A_restricted_comment_is_not_read_and_one_restricted_later_counts_as_taken_back()
    {
        await using var rig = await JiraRig.StartAsync(jira: new JiraOptions { BotGroups = ["Developers"] });
        var id = rig.Issue();
        var dana = rig.Server.As(rig.Dana);
        dana.Comment(id, "for all");
        var later = dana.Comment(id, "for all, too");
        dana.Comment(id, "the password is hidden here", onlyFor: "Developers");
        Assert.Equal(2, (await rig.ReadAsync(id)).Comments.Length);
        dana.EditComment(later, "not for all", onlyFor: "Developers");
        var snapshot = await rig.ReadAsync(id);
        Assert.Contains("for all", Assert.Single(snapshot.Comments).Html);
        Assert.Null(snapshot.CommentsFrom);
    }

    [Fact]
    public async Task A_file_that_only_a_restricted_comment_shows_is_passed_over_with_it()
    {
        await using var rig = await JiraRig.StartAsync(jira: new JiraOptions { BotGroups = ["Developers"] });
        var id = rig.Issue();
        var dana = rig.Server.As(rig.Dana);
        dana.Attach(id, "dump.txt", "text/plain", [1]);
        dana.Attach(id, "shot.png", "image/png", [2]);
        dana.Comment(id, "!dump.txt!\n\n!shot.png!", onlyFor: "Developers");
        dana.Comment(id, "!shot.png!");
        Assert.Equal(["shot.png"], (await rig.ReadAsync(id)).Files.Select(f => f.Name));
    }

    [Fact]
    public async Task Comments_of_more_than_one_page_are_all_read_in_order()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        for (var i = 0; i < 250; i++)
        {
            rig.Server.As(rig.Dana).Comment(id, $"comment {i}");
        }

        var comments = (await rig.ReadAsync(id)).Comments;
        Assert.Equal(250, comments.Length);
        Assert.Equal(250, comments.Select(c => c.Id).Distinct().Count());
        Assert.Contains("comment 249", comments[^1].Html);
        Assert.Equal(2, rig.Calls("GET", "/comment"));
    }

    [Fact]
    public async Task A_limit_of_comments_is_a_refusal_for_a_person()
    {
        await using var rig = await JiraRig.StartAsync(jira: new JiraOptions { CommentsPerIssue = 1 });
        var (id, _) = await SaidAsync(rig);
        var failed = Assert.IsType<Outcome.Failed>(await rig.DoAsync(JiraRig.Comment("<p>two</p>", "c2"), id));
        Assert.Equal(FailureKind.Refused, failed.Failure.Kind);
        Assert.Contains("(413)", failed.Failure.Message);
    }

    [Fact]
    public async Task A_text_beyond_Jira_s_limit_is_cut_and_says_so()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var words = string.Join(
            ' ',
            Enumerable.Range(0, 9_000).Select(n => n.ToString("x5", CultureInfo.InvariantCulture))
        );
        Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Comment($"<p>{words}</p>"), id));
        var text = Assert.Single(rig.See(id).Comments).Text;
        Assert.InRange(text.Length, 30_000, 32_767);
        Assert.EndsWith("(Shortened: Jira takes no longer text.)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_in_a_comment_is_named_in_its_text_and_is_a_file_of_it()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var dana = rig.Server.As(rig.Dana);
        dana.Attach(id, "shot.png", "image/png", [1, 2, 3]);
        dana.Attach(id, "other.png", "image/png", [4]);
        dana.Comment(id, "Look:\n\n!shot.png!");
        var snapshot = await rig.ReadAsync(id);
        var comment = Assert.Single(snapshot.Comments);
        Assert.Contains("[image: shot.png]", comment.Html);
        Assert.Equal("shot.png", Assert.Single(comment.Files).Name);
        Assert.Equal(2, snapshot.Files.Length);
    }

    [Fact]
    public async Task A_list_of_comments_without_comments_is_a_failure_and_not_an_empty_list()
    {
        await using var rig = await JiraRig.StartAsync(jira: new JiraOptions { EmbeddedComments = 0 });
        var (id, _) = await SaidAsync(rig);
        rig.Server.Faults.Next(new Fault.Answer(200, """{"total":1}"""), "GET", "/comment\\?");
        var failed = Assert.IsType<ReadResult.Failed>(await rig.Connector.ReadAsync(id, JiraRig.None));
        Assert.Contains("a list of comments", failed.Failure.Message);
    }

    private static Effect.EditComment Edit(string comment, string html) =>
        new(comment, html) { Key = "edit-1", Reason = "a test" };

    private static async Task<(string Id, string Comment)> SaidAsync(JiraRig rig)
    {
        var id = rig.Issue();
        var done = Assert.IsType<Outcome.Done>(await rig.DoAsync(JiraRig.Comment("<p>First</p>"), id));
        return (id, done.Written.CommentId!);
    }

    [Fact]
    public async Task A_missing_comment_is_known_whatever_the_language_of_the_profile()
    {
        await using var rig = await JiraRig.StartAsync();
        var (id, comment) = await SaidAsync(rig);
        rig.Server.Faults.Next(
            new Fault.Answer(404, """{"errorMessages":["Der Kommentar wurde nicht gefunden."],"errors":{}}"""),
            "PUT",
            "/comment/"
        );
        Assert.IsType<Outcome.Done>(await rig.DoAsync(Edit(comment, "<p>late</p>"), id));
    }
}
