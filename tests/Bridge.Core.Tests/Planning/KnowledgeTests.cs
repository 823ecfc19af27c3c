using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

public sealed class KnowledgeTests
{
    private static readonly Article One = new(
        "Broken <exports>",
        "https://desk.example/1",
        "FAQ",
        new DateOnly(2026, 3, 1)
    );
    private static readonly Article Two = new("Broken totals", "https://desk.example/2", "", null);
    private static readonly Article Three = new("Broken else", "https://desk.example/3", "FAQ", null);

    [Fact]
    public void Known_solutions_are_offered_in_one_private_note_at_the_stage()
    {
        var world = Escalation.Entered(before: w => w.Library = _ => new Searched.Articles([One, Two, Three]));
        world.Signal();

        Assert.Equal(new KnowledgeQuestion("broken", 2), Assert.Single(world.Questions));
        var note = Assert.Single(world.Notes, n => n.Contains("Known solutions", StringComparison.Ordinal));
        Assert.Contains(
            "<a href=\"https://desk.example/1\">Broken &lt;exports&gt;</a> (FAQ, changed 2026-03-01)",
            note,
            StringComparison.Ordinal
        );
        Assert.Contains("https://desk.example/2", note, StringComparison.Ordinal);
        Assert.DoesNotContain("https://desk.example/3", note, StringComparison.Ordinal);
        Assert.Empty(world.Replies);
    }

    [Fact]
    public void A_case_that_comes_back_to_the_stage_is_not_searched_for_again()
    {
        var world = Escalation.Entered().Fill("Attempts", "Restarted, cleared the cache, asked for logs");
        world.Fill("Findings", "The job").AgentMoves("Tier 2").Signal().Bounces();

        Assert.Single(world.Questions);
    }

    [Fact]
    public void That_nothing_was_found_stands_in_the_story_and_nowhere_else()
    {
        var decisions = new List<Decision>();
        var world = Escalation.Entered(before: w =>
            w.Library = _ =>
            {
                decisions.Clear();
                return new Searched.Articles([]);
            }
        );

        Assert.Null(world.Case.Search);
        Assert.DoesNotContain(world.Notes, n => n.Contains("Known solutions", StringComparison.Ordinal));
        Assert.Single(world.Questions);
    }

    [Fact]
    public void A_search_that_fails_holds_nothing_up_and_is_tried_again()
    {
        var busy = new Searched.Failed(new Failure(FailureKind.Offline, "no answer"));
        var world = Escalation.Entered(before: w => w.Library = _ => busy);
        Assert.Equal("Tier 1", world.Case.Stage);
        Assert.NotNull(world.Item);
        Assert.Contains(world.Case.Deadlines, d => d.At == world.Now + TimeSpan.FromMinutes(15));
        Assert.Empty(world.Last.Findings);

        world.Library = _ => new Searched.Articles([One]);
        world.Passes(TimeSpan.FromMinutes(15)).Signal(ticketFresh: false, itemFresh: false);

        Assert.Contains(world.Notes, n => n.Contains("Known solutions", StringComparison.Ordinal));
        Assert.Empty(world.Case.Deadlines);
    }

    [Fact]
    public void A_knowledge_base_that_is_not_open_is_a_finding_for_a_day()
    {
        var shut = new Searched.Failed(new Failure(FailureKind.Forbidden, "not allowed"));
        var world = Escalation.Entered(before: w => w.Library = _ => shut);
        Assert.Contains(world.Last.Findings, f => f.Key == "knowledge/search");

        world.Passes(TimeSpan.FromDays(1)).Signal();

        Assert.Empty(world.Last.Findings);
        Assert.Null(world.Case.Search);
    }

    [Fact]
    public void Observe_mode_searches_nothing()
    {
        var world = Escalation.Entered(Escalation.Process with { Mode = Mode.Observe });

        Assert.Empty(world.Questions);
    }

    [Theory]
    [InlineData("Re: The export is broken: HTTP-500 in the export!", "The export broken HTTP-500")]
    [InlineData("Fwd: no", "no")]
    [InlineData("???", "")]
    [InlineData(null, "")]
    [InlineData("निर्यात काम नहीं करता", "निर्यात काम नहीं करता")]
    [InlineData("one two three four five six seven eight nine ten", "one two three four five six seven eight")]
    public void A_knowledge_base_is_searched_by_the_telling_words_of_the_subject(string? subject, string words) =>
        Assert.Equal(words, KnowledgeWords.Of(subject));

    [Fact]
    public void A_solved_case_becomes_a_draft_article_once_and_its_address_is_told()
    {
        var world = Solved();
        world.AgentMoves("Tier 2").Signal().AgentMoves("Solved").Signal();

        var article = Assert.Single(world.Done.OfType<Effect.DraftArticle>());
        Assert.Equal(("Known solutions", "It is broken", "desk-42"), (article.Folder, article.Title, article.Marker));
        Assert.Contains("<h3>Cause</h3><p>A full &lt;disk&gt;</p>", article.BodyHtml, StringComparison.Ordinal);
        Assert.Equal("https://desk.example/a/solutions/articles/7", world.Case.Article);
        Assert.Single(world.Notes, n => n.Contains("/a/solutions/articles/7", StringComparison.Ordinal));
    }

    [Fact]
    public void An_article_whose_condition_fails_is_drafted_when_the_case_is_solved_again()
    {
        var world = Escalation.InTier2().Fill("Solution", "The job was restarted").AgentMoves("Solved").Signal();
        Assert.Empty(world.Done.OfType<Effect.DraftArticle>());

        world.Fill("Cause", "A full disk").AgentMoves("Tier 2").Signal().AgentMoves("Solved").Signal();

        Assert.Single(world.Done.OfType<Effect.DraftArticle>());
    }

    [Fact]
    public void An_article_may_be_drafted_at_a_named_stage()
    {
        var draft = Escalation.Process.Knowledge!.Draft! with { Stage = "Engineering", OnlyIf = null };
        var process = Escalation.Process with { Knowledge = new KnowledgeRule(null, draft) };
        var world = Escalation.InTier2(process).AgentMoves("Engineering").Signal();

        Assert.Single(world.Done.OfType<Effect.DraftArticle>());
        Assert.Empty(world.Questions);
    }

    [Fact]
    public void The_address_of_the_article_is_a_name_for_templates()
    {
        var text = Escalation.Yaml.Replace(
            "knowledge base:",
            "  Article:\n    to: agents\n    when: { field changed: Cause }\n    text: { en: \"<p>See {{article.url}}</p>\" }\nknowledge base:",
            StringComparison.Ordinal
        );
        var draft = Escalation.Read(text).Knowledge!.Draft! with { Stage = "Engineering", OnlyIf = null };
        var process = Escalation.Read(text) with { Knowledge = new KnowledgeRule(null, draft) };
        var world = Escalation.InTier2(process).Fill("Cause", "A").AgentMoves("Engineering").Signal();

        world.Fill("Cause", "B").Signal();

        Assert.Contains("<p>See https://desk.example/a/solutions/articles/7</p>", world.Notes);
    }

    [Fact]
    public void An_article_effect_survives_being_written_down()
    {
        Effect article = new Effect.DraftArticle("F", "T", "<p>B</p>", "m") { Key = "article/1", Reason = "r" };

        Assert.Equal(article, CaseJson.ReadEffect(CaseJson.Write(article)));
    }

    [Fact]
    public void A_case_from_before_the_knowledge_base_can_be_read()
    {
        var world = Escalation.InTier2();
        var old = CaseJson.Write(world.Case).Replace("\"filled\":{},", "", StringComparison.Ordinal);

        Assert.DoesNotContain("filled", old, StringComparison.Ordinal);
        Assert.Empty(CaseJson.ReadCase(old).Filled);
    }

    private static World Solved() =>
        Escalation
            .InTier2()
            .Fill("Cause", "A full <disk>")
            .Fill("Solution", "The job was restarted")
            .Fill("Findings", "The job")
            .AgentMoves("Solved")
            .Signal();
}
