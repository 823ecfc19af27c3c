using System.Globalization;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

/// <summary>Copies of comments follow them.</summary>
public sealed class MirrorTests
{
    [Fact]
    public void An_edit_gives_the_copy_its_new_text_once()
    {
        var world = Carried("<p>Look at the log</p>");

        world.Edits(Side.Tracker, "Eve", "<p>Look at the <b>second</b> log</p>").Signal().Signal();

        var edit = Assert.Single(world.Done.OfType<Effect.EditNote>());
        Assert.Equal(Copy(world).Id, edit.NoteId);
        Assert.Equal("<p><b>Eve</b> (T-1):</p><p>Look at the <strong>second</strong> log</p>", Copy(world).Html);
    }

    [Fact]
    public void An_agents_edit_is_followed_in_the_tracker()
    {
        var world = ReconcilerTests.Entered();
        world.Comments(Side.Helpdesk, "Dana", "<p>Will do</p>").Signal();

        world.Edits(Side.Helpdesk, "Dana", "<p>Will do today</p>").Signal().Signal();

        Assert.Contains("Will do today", Assert.Single(world.Item!.Comments).Html, StringComparison.Ordinal);
        Assert.Single(world.Done.OfType<Effect.EditComment>());
    }

    [Theory]
    [InlineData("<p>Look at  the&nbsp;log</p>")]
    [InlineData("<div><p>Look at <b>the</b> log</p></div>")]
    public void An_edit_that_says_the_same_plans_nothing(string html)
    {
        var world = Carried("<p>Look at the log</p>");

        world.Edits(Side.Tracker, "Eve", html).Signal();

        Assert.Empty(world.Done.OfType<Effect.EditNote>());
    }

    [Fact]
    public void Edits_are_kept_away_where_the_mapping_says_so()
    {
        var world = Carried("<p>a</p>", p => p with { Edits = CommentEdits.Keep });

        world.Edits(Side.Tracker, "Eve", "<p>b</p>").Signal();
        Assert.Contains(world.Last.Decisions, d => d.Kind == DecisionKind.Skips && Has(d.Text, "was edited"));

        Assert.DoesNotContain(world.Signal().Last.Decisions, d => Has(d.Text, "was edited"));
        Assert.Empty(world.Done.OfType<Effect.EditNote>());
    }

    [Fact]
    public void A_deleted_comment_is_marked_with_whose_it_was_and_says_nothing_else()
    {
        var world = Carried("<p>The password is in the log</p>");

        world.Deletes(Side.Tracker, "Eve").Signal().Signal();

        Assert.Equal("<p><i>The comment of <b>Eve</b> (T-1) was deleted there.</i></p>", Copy(world).Html);
        Assert.Single(world.Done.OfType<Effect.EditNote>());
    }

    [Fact]
    public void A_comment_that_comes_back_gets_its_text_back()
    {
        var world = Carried("<p>a</p>");
        var comment = world.Item!.Comments[^1];
        world.Deletes(Side.Tracker, "Eve").Signal();

        world.Shows(Side.Tracker, item => item with { Comments = item.Comments.Add(comment) }).Signal().Signal();

        Assert.Contains("<p>a</p>", Copy(world).Html, StringComparison.Ordinal);
        Assert.Equal(2, world.Done.OfType<Effect.EditNote>().Count());
    }

    [Fact]
    public void A_deleted_comment_takes_its_copy_along_where_the_mapping_says_so()
    {
        var world = Carried("<p>a</p>", p => p with { Deletions = CommentDeletions.Remove });

        world.Deletes(Side.Tracker, "Eve").Signal().Signal();

        Assert.Single(world.Done.OfType<Effect.RemoveNote>());
        Assert.DoesNotContain(world.Ticket.Comments, c => Has(c.Html, "Eve"));
    }

    [Fact]
    public void A_removed_copy_is_made_anew_when_its_comment_was_only_out_of_sight()
    {
        var world = Carried("<p>a</p>", p => p with { Deletions = CommentDeletions.Remove });
        var comment = world.Item!.Comments[^1];
        world.Deletes(Side.Tracker, "Eve").Signal();

        world.Shows(Side.Tracker, item => item with { Comments = item.Comments.Add(comment) }).Signal().Signal();

        Assert.Contains("<p>a</p>", Copy(world).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deletion_leaves_the_copy_where_the_mapping_says_so()
    {
        var world = Carried("<p>a</p>", p => p with { Deletions = CommentDeletions.Keep });

        world.Deletes(Side.Tracker, "Eve").Signal();

        Assert.Contains("<p>a</p>", Copy(world).Html, StringComparison.Ordinal);
        Assert.Contains(world.Last.Decisions, d => Has(d.Text, "was deleted: its copy stays"));
    }

    [Fact]
    public void What_a_read_does_not_cover_was_not_deleted()
    {
        var world = Carried("<p>a</p>");

        world
            .Passes(TimeSpan.FromDays(1))
            .Shows(Side.Tracker, item => item with { Comments = [], CommentsFrom = world.Now })
            .Signal();
        Assert.Empty(world.Done.OfType<Effect.EditNote>());

        world.Shows(Side.Tracker, item => item with { CommentsFrom = world.Now.AddDays(-2) }).Signal();
        Assert.Single(world.Done.OfType<Effect.EditNote>());
    }

    [Fact]
    public void What_was_not_read_at_all_was_not_deleted()
    {
        var world = Carried("<p>a</p>");

        world.Shows(Side.Tracker, item => item with { Comments = default }).Signal();

        Assert.Empty(world.Done.OfType<Effect.EditNote>());
    }

    [Fact]
    public void An_edit_waits_until_the_copy_is_known_and_then_asks_for_the_comment_again()
    {
        var world = ReconcilerTests.Entered();
        var plan = world.Comments(Side.Tracker, "Eve", "<p>a</p>").Plan();
        var note = Assert.Single(plan.Effects, p => p.Effect is Effect.AddNote);
        world.Case = plan.Next;
        world.Edits(Side.Tracker, "Eve", "<p>b</p>").Signal();
        Assert.Empty(world.Done.OfType<Effect.EditNote>());
        Assert.Contains(world.Last.Decisions, d => d.Kind == DecisionKind.Waits && Has(d.Text, "copy follows"));

        world.Case = Settle.Done(Sample.Process, world.Case, note, new Written { CommentId = "77" });
        world.Signal(ticketFresh: true, itemFresh: false);

        Assert.Equal("77", Assert.Single(world.Done.OfType<Effect.EditNote>()).NoteId);
        Assert.Empty(world.Signal(ticketFresh: true, itemFresh: false).Last.Effects);
    }

    [Fact]
    public void What_a_person_does_to_a_copy_stays_there_and_is_said_once()
    {
        var world = Carried("<p>a</p>").Signal();

        world.Edits(Side.Helpdesk, "Bridge", "<p>Eve means b</p>").Signal();
        Assert.Contains(world.Last.Decisions, d => Has(d.Text, "was edited in the helpdesk: that stays there"));

        world.Signal();
        Assert.DoesNotContain(world.Last.Decisions, d => Has(d.Text, "that stays there"));
        Assert.Equal("<p>a</p>", world.Item!.Comments[^1].Html);
    }

    [Fact]
    public void The_bridges_own_edit_is_not_taken_for_a_persons()
    {
        var world = Carried("<p>a</p>").Signal();

        world.Edits(Side.Tracker, "Eve", "<p>b</p>").Signal().Signal();

        Assert.DoesNotContain(world.Last.Decisions, d => Has(d.Text, "that stays there"));
    }

    [Fact]
    public void Nobody_is_named_where_the_mapping_says_so()
    {
        var world = Carried("<p>a</p>", p => p with { Author = CommentAuthor.None });
        Assert.Equal("<p><b>Comment</b> (T-1):</p><p>a</p>", Copy(world).Html);

        world.Deletes(Side.Tracker, "Eve").Signal();
        Assert.Equal("<p><i>The comment (T-1) was deleted there.</i></p>", Copy(world).Html);
    }

    [Fact]
    public void A_picture_that_only_its_tool_can_show_is_its_name()
    {
        var world = ReconcilerTests.Entered();

        world
            .Comments(Side.Tracker, "Eve", "<p>See <img alt=\"graph.png\" src=\"https://track.example/7\"></p>")
            .Comments(Side.Tracker, "Eve", "<p><img alt=\"logo\" src=\"https://elsewhere.example/logo.png\"></p>")
            .Signal();

        Assert.Contains(world.Notes, n => Has(n, "<p>See [image: graph.png]</p>"));
        Assert.Contains(world.Notes, n => Has(n, "https://elsewhere.example/logo.png"));
    }

    [Fact]
    public void Only_the_newest_comments_are_followed()
    {
        var world = ReconcilerTests.Entered();
        for (var i = 0; i <= Core.Model.Carried.MostFollowed; i++)
        {
            world.Comments(Side.Tracker, $"Eve {i.ToString(CultureInfo.InvariantCulture)}", "<p>a</p>");
        }

        world.Signal();
        world.Edits(Side.Tracker, "Eve 0", "<p>b</p>").Edits(Side.Tracker, "Eve 1", "<p>b</p>").Signal();

        Assert.Equal(Core.Model.Carried.MostFollowed, world.Case.Carried.Mirrors.Length);
        Assert.Contains("Eve 1", Assert.Single(world.Done.OfType<Effect.EditNote>()).Html, StringComparison.Ordinal);
    }

    /// <summary>A comment of Eve's that stands on the ticket as a note.</summary>
    private static World Carried(string html, Func<CommentPolicy, CommentPolicy>? policy = null)
    {
        var process = policy is null
            ? Sample.Process
            : Sample.Process with
            {
                Comments = policy(Sample.Process.Comments),
            };
        var world = ReconcilerTests.Entered(process).Comments(Side.Tracker, "Eve", html).Signal();
        Assert.Single(world.Done.OfType<Effect.AddNote>(), n => n.MirrorOf is not null);
        return world;
    }

    private static Comment Copy(World world) => world.Ticket.Comments[^1];

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.Ordinal);
}
