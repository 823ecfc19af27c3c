using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.Freshdesk;

public sealed class FreshdeskSolutionTests
{
    private static readonly Effect.DraftArticle Draft = new(
        "Known solutions",
        "Login loop",
        "<p>Clear it</p>",
        "desk-42"
    )
    {
        Key = "article/1",
        Reason = "a test",
    };

    [Fact]
    public async Task Published_articles_are_found_by_the_words_with_what_an_agent_needs_to_open_them()
    {
        await using var desk = await Desk.StartAsync();
        var folder = desk.Server.Setup.AddSolutionFolder("General", "FAQ");
        var made = desk.Server.Setup.AddArticle(folder, "Login loop after an update", "<p>Clear the cookies</p>");
        desk.Server.Setup.AddArticle(folder, "Login loop, unchecked", "<p>Clear it</p>", isDraft: true);

        var found = await SearchAsync(desk, "login loop");

        Assert.Equal(
            new Article(
                "Login loop after an update",
                $"{desk.Server.BaseUrl}/a/solutions/articles/{made.Id}",
                "FAQ",
                new DateOnly(2026, 3, 2)
            ),
            Assert.Single(found)
        );
        Assert.Equal(1, desk.Calls("GET", "search/solutions"));
    }

    [Fact]
    public async Task Without_an_article_of_all_words_those_with_two_of_them_are_found_the_best_first()
    {
        await using var desk = await Desk.StartAsync();
        var folder = desk.Server.Setup.AddSolutionFolder("General", "FAQ");
        desk.Server.Setup.AddArticle(folder, "Prices", "<p>An invoice shows the price of the export.</p>");
        desk.Server.Setup.AddArticle(folder, "Missing invoices", "<p>Run the export again.</p>");
        desk.Server.Setup.AddArticle(folder, "Missing people", "<p>Call somebody.</p>");

        var found = await SearchAsync(desk, "Invoice missing export yesterday");

        Assert.Equal(["Missing invoices", "Prices"], found.Select(a => a.Title));
        Assert.Equal(4, desk.Calls("GET", "search/solutions"));
    }

    [Fact]
    public async Task No_more_are_given_than_were_asked_for()
    {
        await using var desk = await Desk.StartAsync();
        var folder = desk.Server.Setup.AddSolutionFolder("General", "FAQ");
        foreach (var n in Enumerable.Range(1, 5))
        {
            desk.Server.Setup.AddArticle(folder, $"Login loop {n}", "<p>Clear it</p>");
        }

        Assert.Equal(3, (await SearchAsync(desk, "login")).Count);
    }

    [Fact]
    public async Task A_search_that_fails_says_why()
    {
        await using var desk = await Desk.StartAsync(new FreshdeskOptions { AgentSeesSolutions = false });

        var failed = Assert.IsType<Searched.Failed>(await desk.Tool.SearchAsync("login", 3, default));

        Assert.Equal(FailureKind.Forbidden, failed.Failure.Kind);
    }

    [Fact]
    public async Task An_article_is_made_as_a_draft_in_its_folder_with_the_mark_of_the_case()
    {
        await using var desk = await Desk.StartAsync();
        var folder = desk.Server.Setup.AddSolutionFolder("General", "Known solutions");

        var done = Assert.IsType<Outcome.Done>(await desk.DoAsync(1, Draft));

        var article = Assert.Single(desk.Server.Articles);
        Assert.Equal((folder.Id, 1, "Login loop"), (article.FolderId, article.Status, article.Title));
        Assert.Equal(["desk-42"], article.Tags);
        Assert.Equal($"{desk.Server.BaseUrl}/a/solutions/articles/{article.Id}", done.Written.ArticleUrl);
    }

    [Fact]
    public async Task A_title_that_is_too_long_is_cut()
    {
        await using var desk = await Desk.StartAsync();
        desk.Server.Setup.AddSolutionFolder("General", "Known solutions");

        Assert.IsType<Outcome.Done>(await desk.DoAsync(1, Draft with { Title = new string('x', 300) }));

        Assert.Equal(240, Assert.Single(desk.Server.Articles).Title.Length);
    }

    [Fact]
    public async Task An_article_whose_answer_was_lost_is_found_by_its_mark_published_or_not()
    {
        await using var desk = await Desk.StartAsync();
        desk.Server.Setup.AddSolutionFolder("General", "Known solutions");
        desk.Server.Faults.Next(new Fault.CutAfter(), "POST");
        Assert.True(Assert.IsType<Outcome.Failed>(await desk.DoAsync(1, Draft)).Failure.MayHaveHappened);

        var found = Assert.IsType<Found.Yes>(await desk.FindAsync(1, Draft, desk.Clock.GetUtcNow()));

        Assert.EndsWith($"/{desk.Server.Articles[0].Id}", found.Written.ArticleUrl, StringComparison.Ordinal);
        Assert.IsType<Found.No>(await desk.FindAsync(1, Draft with { Marker = "desk-4" }, desk.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_folder_that_is_gone_is_refused_with_the_near_names()
    {
        await using var desk = await Desk.StartAsync();
        desk.Server.Setup.AddSolutionFolder("General", "Known solution");

        var failed = Assert.IsType<Outcome.Failed>(await desk.DoAsync(1, Draft));

        Assert.Equal(FailureKind.Refused, failed.Failure.Kind);
        Assert.Contains("near: 'Known solution'", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Known solutions")]
    [InlineData("faq > known solutions")]
    [InlineData("General > FAQ > Known solutions")]
    public async Task A_folder_is_bound_by_its_name_or_its_path(string folder)
    {
        await using var desk = await Desk.StartAsync();
        desk.Server.Setup.AddSolutionFolder("General", "FAQ");
        desk.Server.Setup.AddSolutionFolder("General", "Known solutions", "FAQ");

        Assert.Empty(await ProblemsAsync(desk, folder));
    }

    [Fact]
    public async Task A_folder_that_is_missing_or_not_the_only_one_is_a_problem_with_its_cure()
    {
        await using var desk = await Desk.StartAsync();
        desk.Server.Setup.AddSolutionFolder("General", "Known solutions");
        desk.Server.Setup.AddSolutionFolder("Products", "Known solutions");

        var several = Assert.Single(await ProblemsAsync(desk, "Known solutions"));
        var missing = Assert.Single(await ProblemsAsync(desk, "Products > Known solution"));

        Assert.Contains(
            "Write the category too: 'General > Known solutions', 'Products > Known solutions'",
            several,
            StringComparison.Ordinal
        );
        Assert.Contains("(near: 'Known solutions')", missing, StringComparison.Ordinal);
        Assert.Empty(await ProblemsAsync(desk, "Products > Known solutions"));
    }

    [Fact]
    public async Task A_knowledge_base_that_is_shut_to_the_agent_is_a_problem_and_no_failure()
    {
        await using var desk = await Desk.StartAsync(new FreshdeskOptions { AgentSeesSolutions = false });

        Assert.Contains(
            "right to view solutions",
            Assert.Single(await ProblemsAsync(desk, "F")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_process_without_a_knowledge_base_asks_for_none()
    {
        await using var desk = await Desk.StartAsync();

        await desk.Tool.BindAsync(Desk.Process(), default);

        Assert.Equal(0, desk.Calls("GET", "solutions"));
    }

    [Fact]
    public async Task What_the_bridge_knows_of_a_case_is_no_field_of_the_account()
    {
        await using var desk = await Desk.StartAsync();
        var process = Desk.Process() with
        {
            Messages =
            [
                new MessageRule
                {
                    Name = "Back",
                    To = Audience.Agents,
                    Trigger = TriggerKind.Linked,
                    OnlyIf = new Condition.All([
                        new Condition.AtLeast(CaseNames.Bounces, "1"),
                        new Condition.Present("Severty"),
                    ]),
                    Texts = [("en", Template.OfHtml("<p>Back</p>"))],
                },
            ],
        };

        var problem = Assert.Single((await desk.Tool.BindAsync(process, default)).Problems);

        Assert.Contains(
            "the condition of message 'Back' names the field 'Severty'",
            problem.Message,
            StringComparison.Ordinal
        );
    }

    private static async Task<IReadOnlyList<Article>> SearchAsync(Desk desk, string words) =>
        Assert.IsType<Searched.Articles>(await desk.Tool.SearchAsync(words, 3, default)).Found;

    private static async Task<IReadOnlyList<string>> ProblemsAsync(Desk desk, string folder)
    {
        var draft = new DraftRule
        {
            Folder = folder,
            Title = Template.OfText("t"),
            Body = Template.OfHtml("b"),
        };
        var binding = await desk.Tool.BindAsync(
            Desk.Process() with
            {
                Knowledge = new KnowledgeRule(null, draft),
            },
            default
        );
        Assert.Null(binding.Failure);
        return [.. binding.Problems.Select(p => p.Message)];
    }
}
