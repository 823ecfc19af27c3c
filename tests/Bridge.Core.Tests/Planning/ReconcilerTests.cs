using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

public sealed class ReconcilerTests
{
    private static readonly FieldValue Due = new FieldValue.Date(new DateOnly(2026, 11, 20));
    private static readonly FieldValue Later = new FieldValue.Date(new DateOnly(2026, 11, 27));

    [Fact]
    public void A_ticket_that_does_not_meet_the_entry_rule_stays_out_and_says_why()
    {
        var world = new World().Signal();

        Assert.Null(world.Case.Stage);
        Assert.Contains(world.Last.Decisions, d => d.Text == "not in Sample: type is 'Question', not 'Bug'");
    }

    [Fact]
    public void A_ticket_that_meets_the_entry_rule_gets_an_item_with_its_fields_and_a_note_with_the_link()
    {
        var world = Entered();

        Assert.Equal("Triage", world.Case.Stage);
        Assert.Equal("2", world.Item!.Values["Sev"]!.Display);
        Assert.Equal("Gold", world.Item.Values["Tier"]!.Display);
        Assert.Equal("to triage", world.Item.Status);
        Assert.Equal("Triage", world.Ticket.Status);
        Assert.Contains(world.Notes, n => n.Contains("https://track.example/T-1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_ticket_out_of_scope_gets_one_note_and_no_item()
    {
        var world = new World()
            .Agent("type", new FieldValue.Choice("Bug"))
            .Agent("Severity", new FieldValue.Choice("S1"));

        world.Signal().Signal();

        Assert.Null(world.Item);
        Assert.Single(world.Notes);
    }

    [Fact]
    public void A_typed_key_links_instead_of_making_an_item()
    {
        var world = new World()
            .ItemExists("to triage")
            .Agent("type", new FieldValue.Choice("Bug"))
            .Agent("Existing key", new FieldValue.Text("T-1"))
            .Signal();

        Assert.IsType<Effect.LinkItem>(world.Done[0]);
        Assert.Equal("t1", world.Case.Item!.Id);
    }

    [Fact]
    public void A_ticket_that_is_linked_to_an_item_in_work_follows_to_its_stage_and_does_not_put_it_back()
    {
        var world = new World()
            .ItemExists("fixing")
            .Agent("type", new FieldValue.Choice("Bug"))
            .Agent("Existing key", new FieldValue.Text("T-1"))
            .Signal();

        Assert.Equal(("Fix", "fixing", "Fixing"), (world.Case.Stage, world.Item!.Status, world.Ticket.Status));
        Assert.Null(world.Case.Gate);
    }

    [Fact]
    public void A_change_of_a_field_goes_to_the_other_side_in_its_words()
    {
        var world = Entered();

        world.Agent("Severity", new FieldValue.Choice("S3")).Signal(itemFresh: false);

        Assert.Equal("3", world.Item!.Values["Sev"]!.Display);
    }

    [Fact]
    public void An_emptied_field_is_emptied_on_the_other_side()
    {
        var world = Entered();

        world.Engineer("Sev", null).Signal(ticketFresh: false);

        Assert.Null(world.Ticket.Values["Severity"]);
    }

    [Fact]
    public void A_conflict_is_settled_by_the_owner_and_reported()
    {
        var world = Entered();

        world.Agent("Severity", new FieldValue.Choice("S3")).Engineer("Sev", new FieldValue.Choice("1"));
        var plan = world.Plan();
        world.Signal();

        Assert.Contains(plan.Findings, f => f.Kind == FindingKind.Conflict);
        Assert.Equal("3", world.Item!.Values["Sev"]!.Display);
    }

    [Fact]
    public void A_one_way_copy_that_somebody_edits_is_put_right()
    {
        var world = Entered();

        world.Engineer("Tier", new FieldValue.Text("Lead")).Signal();

        Assert.Equal("Gold", world.Item!.Values["Tier"]!.Display);
        Assert.Equal("Gold", world.Ticket.Values[FieldNames.CompanyTier]!.Display);
    }

    [Fact]
    public void An_unknown_word_is_a_finding_and_is_not_overwritten()
    {
        var world = Entered();

        world.Engineer("Sev", new FieldValue.Choice("9")).Signal();

        Assert.Contains(world.Last.Findings, f => f.Kind == FindingKind.UnmappedValue);
        Assert.Equal("9", world.Item!.Values["Sev"]!.Display);
    }

    [Fact]
    public void An_echo_of_the_own_write_plans_nothing_even_when_its_settlement_was_lost()
    {
        var world = Entered();

        world.Agent("Severity", new FieldValue.Choice("S3")).CrashAfter(effects: 1);

        Assert.Empty(world.Plan().Effects);
    }

    [Fact]
    public void A_real_edit_next_to_an_unsettled_own_write_is_not_swallowed()
    {
        var world = Entered();

        world.Agent("ETA", Due).CrashAfter(effects: 1);
        world.Agent("ETA", Later).Signal();

        Assert.Equal(Later, world.Item!.Values[FieldNames.DueDate]);
        Assert.Equal(Later, world.Ticket.Values["ETA"]);
    }

    [Fact]
    public void The_customer_hears_the_eta_its_change_and_the_resolution_once_each()
    {
        var world = Entered();

        world.Engineer(FieldNames.DueDate, Due).EngineerMoves("fixing").Signal().Signal();
        Assert.Equal(["<p>By 20 November 2026.</p>"], world.Replies);

        world.Engineer(FieldNames.DueDate, Later).Signal().Signal();
        Assert.Equal("<p>Not 20 November 2026: 27 November 2026.</p>", world.Replies.Last());

        world.EngineerMoves("verify").Signal();
        world
            .Engineer("Resolution notes", new FieldValue.Text("The cache <was> stale"))
            .EngineerMoves("done")
            .Signal()
            .Signal();
        Assert.Equal("<p>Fixed: The cache &lt;was&gt; stale</p>", world.Replies.Last());
        Assert.Equal(3, world.Replies.Count());
        Assert.Equal("Closed", world.Ticket.Status);
    }

    [Fact]
    public void A_date_that_is_dragged_about_is_told_once_it_stands()
    {
        var eta = Sample.Process.Eta! with { Settle = TimeSpan.FromMinutes(10) };
        var world = Entered(Sample.Process with { Eta = eta });

        world.Engineer(FieldNames.DueDate, Due).EngineerMoves("fixing").Signal();
        world.Passes(TimeSpan.FromMinutes(8)).Engineer(FieldNames.DueDate, Later).Signal();
        world.Passes(TimeSpan.FromMinutes(8)).Signal();
        Assert.Empty(world.Replies);

        world.Passes(TimeSpan.FromMinutes(2)).Signal(ticketFresh: false, itemFresh: false);
        Assert.Equal(["<p>By 27 November 2026.</p>"], world.Replies);
    }

    [Fact]
    public void A_small_slip_stays_quiet_until_slips_add_up()
    {
        var eta = Sample.Process.Eta! with { QuietDays = 2 };
        var world = Entered(Sample.Process with { Eta = eta });

        world.Engineer(FieldNames.DueDate, Due).EngineerMoves("fixing").Signal();
        world.Engineer(FieldNames.DueDate, new FieldValue.Date(new DateOnly(2026, 11, 22))).Signal();
        Assert.Single(world.Replies);

        world.Engineer(FieldNames.DueDate, new FieldValue.Date(new DateOnly(2026, 11, 23))).Signal();
        Assert.Equal(2, world.Replies.Count());
    }

    [Theory]
    [InlineData("see https://track.example/x")]
    [InlineData("as in T-1.")]
    [InlineData("ask @dana")]
    [InlineData("an INTERNAL matter")]
    public void A_leak_stops_the_reply_until_it_is_mended(string notes)
    {
        var world = Entered();
        world.Engineer(FieldNames.DueDate, Due).EngineerMoves("fixing").Signal();
        world.EngineerMoves("verify").Signal();

        world.Engineer("Resolution notes", new FieldValue.Text(notes)).EngineerMoves("done").Signal();
        Assert.Single(world.Replies);
        Assert.Contains(world.Last.Findings, f => f.Kind == FindingKind.LeakStopped);

        world.Engineer("Resolution notes", new FieldValue.Text("Works again")).Signal();
        Assert.Equal("<p>Fixed: Works again</p>", world.Replies.Last());
    }

    [Fact]
    public void Comments_go_over_once_with_their_author_and_never_come_back()
    {
        var world = Entered();

        world.Comments(Side.Tracker, "Eve", "<p>Look at the log</p>").Signal().Signal();
        world.Comments(Side.Helpdesk, "Dana", "<p>Will do</p>").Signal().Signal();

        Assert.Single(world.Notes, n => n.Contains("Eve", StringComparison.Ordinal));
        Assert.Single(world.Done.OfType<Effect.AddComment>());
        Assert.DoesNotContain(world.Replies, r => r.Contains("log", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_tool_refuses_waits_for_a_person_and_holds_up_nothing_else()
    {
        var world = Entered();
        world.Answer = effect =>
            effect is Effect.Update { On: Side.Tracker } update && update.Values.Has("Sev")
                ? new Outcome.Partly(
                    Written.Nothing,
                    FieldBag.Of(("Sev", null)),
                    false,
                    new Failure(FailureKind.Refused, "no such option")
                )
                : null;

        world
            .Agent("Severity", new FieldValue.Choice("S3"))
            .Agent("Steps", new FieldValue.Rich("<p>a</p>"))
            .Signal()
            .Signal();
        Assert.Contains(world.Last.Findings, f => f.Message.Contains("no such option", StringComparison.Ordinal));

        world.Answer = _ => null;
        world.Signal();
        Assert.Equal("2", world.Item!.Values["Sev"]!.Display);

        world.Case = Repair.Retry(world.Case);
        world.Signal();
        Assert.Equal("3", world.Item.Values["Sev"]!.Display);
    }

    [Fact]
    public void An_item_that_cannot_be_made_is_tried_again_when_the_ticket_changes()
    {
        var world = new World { Answer = e => e is Effect.CreateItem ? Refused("no such list") : null };
        world.Agent("type", new FieldValue.Choice("Bug")).Signal().Signal();
        Assert.Contains(world.Last.Findings, f => f.Kind == FindingKind.Refused);

        world.Answer = _ => null;
        world.Signal();
        Assert.Null(world.Item);

        world.Agent("Severity", new FieldValue.Choice("S2")).Signal();
        Assert.NotNull(world.Item);
    }

    [Fact]
    public void A_status_of_nobodys_is_left_alone_and_reported()
    {
        var world = Entered();

        world.AgentMoves("Waiting on customer").Signal();

        Assert.Equal("Waiting on customer", world.Ticket.Status);
        Assert.Contains(world.Last.Findings, f => f.Kind == FindingKind.UnmappedStatus);
    }

    [Fact]
    public void An_item_that_was_moved_out_of_every_process_is_reported_until_it_is_back_and_still_followed()
    {
        var world = Entered();

        world.ItemMovesTo("the list 'Backlog' (7)").Signal();
        var finding = Assert.Single(world.Last.Findings, f => f.Kind == FindingKind.Elsewhere);
        Assert.Contains("the list 'Backlog' (7)", finding.Message, StringComparison.Ordinal);
        world.EngineerMoves("verify").Signal();
        Assert.Equal("Verifying", world.Ticket.Status);

        world.ItemMovesTo(null).Signal();
        Assert.DoesNotContain(world.Last.Findings, f => f.Kind == FindingKind.Elsewhere);
    }

    [Fact]
    public void The_next_stage_overwrites_a_status_of_nobodys_even_when_its_first_write_is_lost()
    {
        var world = Entered().AgentMoves("Waiting on customer").Signal();
        world.EngineerMoves("verify");

        world.CrashAfter(0).Signal();

        Assert.Equal("Verifying", world.Ticket.Status);
    }

    [Fact]
    public void A_deleted_ticket_is_told_to_the_engineers_once()
    {
        var world = Entered().Deleted(Presence.Deleted);

        world.Signal().Signal();

        Assert.Single(world.Done.OfType<Effect.AddComment>());
    }

    internal static World Entered(Core.Mappings.ProcessMapping? process = null)
    {
        var world = new World(process)
            .AgentMoves("Triage")
            .Agent("type", new FieldValue.Choice("Bug"))
            .Agent("Severity", new FieldValue.Choice("S2"))
            .Signal();
        Assert.NotNull(world.Item);
        return world;
    }

    private static Outcome.Failed Refused(string why) => new(new Failure(FailureKind.Refused, why));
}
