using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Tests.Planning;

namespace Bridge.Core.Tests.Customers;

/// <summary>Replies that the leak guard stops, and what people decide about them.</summary>
public sealed class StoppedMessageTests
{
    private const string Stopped = "stage: Fixing, ticket: { Notes: The secret was wrong }";
    private const string Moves = "agent sets: { status: Shipped }";

    [Fact]
    public void A_stopped_message_waits_and_a_finding_says_why() =>
        CustomerFile.Holds(
            Stopped,
            Moves,
            "expect: { stage: Shipped, messages: none, no reply: true, findings: leak stopped, finding: \"the word 'secret'\" }",
            "wait: 10 days",
            "expect: { no reply: true, findings: leak stopped }"
        );

    [Fact]
    public void What_a_person_releases_goes_out_as_it_is_and_once() =>
        CustomerFile.Holds(
            Stopped,
            Moves,
            "agent releases: Shipped",
            "expect: { messages: Shipped, reply: 'Fixed: The secret was wrong', replies: 1, findings: none, timeline: an agent released }",
            "wait: 1 day",
            "expect: { replies: 0 }"
        );

    [Fact]
    public void What_a_person_rewrites_goes_out_in_the_new_words() =>
        CustomerFile.Holds(
            Stopped,
            Moves,
            "agent rewrites: { message: Shipped, text: 'The **key** was wrong.' }",
            "expect: { messages: Shipped, reply: The key was wrong., no reply: secret, findings: none }"
        );

    [Fact]
    public void New_words_are_guarded_as_the_first_ones_and_must_be_released_knowingly() =>
        CustomerFile.Holds(
            Stopped,
            Moves,
            "agent rewrites: { message: Shipped, text: The secret was wrong indeed. }",
            "expect: { messages: none, no reply: true, findings: leak stopped }",
            "agent releases: Shipped",
            "expect: { messages: Shipped, reply: The secret was wrong indeed. }"
        );

    [Fact]
    public void What_a_person_drops_is_never_sent() =>
        CustomerFile.Holds(
            Stopped,
            Moves,
            "agent drops: Shipped",
            "expect: { messages: none, no reply: true, findings: none, timeline: an agent dropped the message 'Shipped' }",
            "wait: 1 day",
            "expect: { no reply: true }"
        );

    [Fact]
    public void A_message_whose_words_were_mended_goes_out_by_itself() =>
        CustomerFile.Holds(
            Stopped,
            Moves,
            "agent sets: { Notes: The key was wrong }",
            "expect: { messages: Shipped, findings: none }"
        );

    [Fact]
    public void Nobody_decides_about_a_message_that_is_not_stopped()
    {
        var failure = Assert.Single(
            CustomerFile.Run(Stopped, "agent releases: Shipped", "expect: { notes: 0 }").Failures
        );

        Assert.Equal("no message 'Shipped' is stopped", failure.Actual);
    }

    [Fact]
    public void A_release_of_words_that_have_changed_since_sends_nothing()
    {
        var world = Ready("The secret was wrong");
        var seen = world.Case.Held[0].Stopped!.Print();
        world.Agent("Record", new FieldValue.Text("An internal secret was wrong")).Signal();

        world.Decide(
            new MessageVerdict(1, world.Case.Held[0].Number, VerdictKind.Release, seen, null, "Kim", world.Now)
        );

        Assert.Empty(world.Replies);
        Assert.Contains(world.Last.Decisions, d => d.Text.Contains("it has changed since", StringComparison.Ordinal));
        Assert.Equal([1], world.Looks.SelectMany(p => p.HeededVerdicts));
    }

    [Fact]
    public void A_decision_about_a_message_that_is_gone_is_heeded_and_does_nothing()
    {
        var world = Ready("The secret was wrong");
        var verdict = new MessageVerdict(
            7,
            world.Case.Held[0].Number,
            VerdictKind.Drop,
            world.Case.Held[0].Stopped!.Print(),
            null,
            "Kim",
            world.Now
        );
        world.Decide(verdict);

        world.Decide(verdict with { Id = 8, Kind = VerdictKind.Release });

        Assert.Empty(world.Replies);
        Assert.Contains(world.Last.Decisions, d => d.Text.Contains("sent or dropped before", StringComparison.Ordinal));
        Assert.Equal([7, 8], world.Looks.SelectMany(p => p.HeededVerdicts));
    }

    [Fact]
    public void The_customers_links_stand_in_no_stopped_text_and_in_every_sent_one()
    {
        var world = Ready("The secret was wrong");
        Assert.Contains(AnswerPlaces.Works, world.Case.Held[0].Stopped!.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("bridge.example", world.Case.Held[0].Stopped!.Html, StringComparison.Ordinal);

        world.Decide(
            new MessageVerdict(
                1,
                world.Case.Held[0].Number,
                VerdictKind.Rewrite,
                world.Case.Held[0].Stopped!.Print(),
                $"Please try: [yes]({AnswerPlaces.Works}) or [no]({AnswerPlaces.Broken})",
                "Kim",
                world.Now
            )
        );

        var reply = Assert.Single(world.Replies);
        Assert.DoesNotContain("answer.invalid", reply, StringComparison.Ordinal);
        Assert.Equal(2, reply.Split("https://bridge.example/answer/").Length - 1);
    }

    [Fact]
    public void A_rewritten_question_is_not_asked_any_more_once_it_is_answered()
    {
        var world = Ready("The secret was wrong");
        world.Agent(ValidationSample.Answer, new FieldValue.Choice("Still broken")).Signal();

        Assert.Empty(world.Case.Held);
        Assert.Empty(world.Replies);
    }

    [Theory]
    [InlineData("The disk of server seven was full since last Sunday night", true)]
    [InlineData("the  disk of server seven was full\nsince last sunday NIGHT", true)]
    [InlineData("The disk was full", false)]
    public void Sentences_of_private_notes_and_internal_comments_are_found(string reply, bool isFound)
    {
        var note = Note("Kim: look here. The disk of server seven was full since last Sunday night. Bye");

        var found = LeakGuard.Find(ValidationSample.Process, null, $"<p>{reply}</p>", [note]);

        Assert.Equal(isFound, found.Any(f => f.OfComment));
    }

    [Fact]
    public void A_reply_that_repeats_an_agents_private_note_is_stopped_and_stays_so_when_nobody_reads_the_notes()
    {
        const string words = "The disk of server seven was full since last Sunday night";
        var world = ValidationSample.Asked(ValidationSample.With(("yes</a>", "{{fields.resolution_record}} yes</a>")));
        world.AgentMoves("With L2").Signal();
        world.Comments(Side.Helpdesk, "Kim", $"<p>{words}</p>").Signal();
        world.Agent("Record", new FieldValue.Text(words)).AgentMoves("Customer Validation").Signal();

        Assert.True(Assert.Single(world.Case.Held).Stopped!.Found.Single().OfComment);
        Assert.Empty(world.Plan(ticketFresh: false, itemFresh: false).Effects);
    }

    [Fact]
    public void A_case_with_a_stopped_message_is_stored_and_read_as_it_is()
    {
        var state = Ready("The secret was wrong").Case;

        var read = CaseJson.ReadCase(CaseJson.Write(state));

        Assert.Equal(state.Held[0].Stopped!.Print(), read.Held[0].Stopped!.Print());
        Assert.Equal(CaseJson.Write(state), CaseJson.Write(read));
    }

    /// <summary>A case whose question to the customer was stopped.</summary>
    private static World Ready(string record)
    {
        var process = ValidationSample.With(
            ("yes</a>", "{{fields.resolution_record}} yes</a>"),
            ("leak words: [internal]", "leak words: [internal, secret]")
        );
        var world = new World(process)
            .Agent("type", new FieldValue.Choice("Bug"))
            .Agent(ValidationSample.Answer, null)
            .Agent("Record", null)
            .Agent("Cause", null)
            .Signal();
        world.Agent("Record", new FieldValue.Text(record)).AgentMoves("Customer Validation").Signal();
        Assert.NotNull(Assert.Single(world.Case.Held).Stopped);
        return world;
    }

    private static Comment Note(string text) =>
        new("1", "Kim", false, false, false, Sample.Monday, null, $"<p>{text}</p>");
}
