using System.Collections.Immutable;
using System.Net;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>Offers known solutions when a case comes to the stage that asks for them, and drafts an article when it is solved.</summary>
internal static class KnowledgePlanner
{
    /// <summary>A search that fails is tried again after so long.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(15);

    /// <summary>Known solutions are of no use at a triage that is long over.</summary>
    private static readonly TimeSpan GiveUp = TimeSpan.FromDays(1);

    /// <summary>The reason of the note that offers known solutions.</summary>
    internal const string Offered = "known solutions that may fit";

    /// <summary>Takes in that a stage was entered.</summary>
    public static void Entered(Draft draft, Stage stage)
    {
        if (draft.Process.Knowledge is not { } rule)
        {
            return;
        }

        if (rule.Suggest is { } suggest && Same(suggest.Stage, stage.Name) && draft.FirstTime("known solutions"))
        {
            var words = KnowledgeWords.Of(draft.Observed.Ticket.Values[FieldNames.Subject]?.Display);
            draft.Case = draft.Case with { Search = words.Length == 0 ? null : new KnowledgeSearch(words, draft.Now) };
            if (words.Length == 0)
            {
                draft.Decide(DecisionKind.Skips, "known solutions are not looked for: the subject has no words");
            }
        }

        if (rule.Draft is { } article && (article.Stage is { } at ? Same(at, stage.Name) : Resolves(stage)))
        {
            Article(draft, article);
        }
    }

    /// <summary>Offers what the search found, and tells once of the article that was made.</summary>
    public static void Decide(Draft draft)
    {
        if (draft.Case.Search is { } search)
        {
            Offer(draft, search);
        }

        if (draft.Case.Article is { } url && draft.FirstTime("article told"))
        {
            draft.Note(
                $"<p><b>A draft article was made</b> of this case: <a href=\"{E(url)}\">{E(url)}</a></p>"
                    + "<p>Check it, and publish it if it will help the next one.</p>",
                "a draft article was made"
            );
        }
    }

    private static void Offer(Draft draft, KnowledgeSearch search)
    {
        switch (draft.Process)
        {
            case { Knowledge.Suggest: null }:
                draft.Decide(DecisionKind.Skips, "the mapping no longer asks for known solutions");
                break;
            case { Mode: Mode.Observe }:
                draft.Decide(DecisionKind.Does, $"looks for known solutions by '{search.Words}'");
                break;
            case { Knowledge.Suggest: { } rule }:
                switch (draft.Observed.Searched)
                {
                    case null:
                        draft.MustSearch = new KnowledgeQuestion(search.Words, rule.AtMost);
                        return;
                    case Searched.Failed { Failure: var failure } when draft.Now - search.Since < GiveUp:
                        Wait(draft, failure);
                        return;
                    case Searched.Failed { Failure: var failure }:
                        draft.Decide(DecisionKind.Skips, $"known solutions are not looked for: {failure.Message}");
                        break;
                    case Searched.Articles { Found: [] }:
                        draft.Decide(DecisionKind.Notes, $"no known solution was found by '{search.Words}'");
                        break;
                    case Searched.Articles { Found: var found }:
                        Note(draft, search, [.. found.Take(rule.AtMost)]);
                        break;
                }

                break;
        }

        draft.Case = draft.Case with { Search = null };
    }

    private static void Wait(Draft draft, Failure failure)
    {
        if (RetryPolicy.After(failure, 1, draft.Now) is not NextTry.At)
        {
            draft.Find(
                FindingKind.Refused,
                "knowledge/search",
                $"The knowledge base cannot be searched: {failure.Message} Let the bridge's agent view solutions, or take "
                    + "'suggest' out of the mapping file."
            );
        }

        draft.WakeAt(draft.Now + Again, "search the knowledge base again");
        draft.Decide(DecisionKind.Waits, $"known solutions are looked for again later: {failure.Message}");
    }

    private static void Note(Draft draft, KnowledgeSearch search, ImmutableArray<Article> found)
    {
        var lines = found.Select(article =>
        {
            string[] facts = [article.Folder, article.ChangedOn is { } day ? $"changed {day:yyyy-MM-dd}" : ""];
            var about = string.Join(", ", facts.Where(f => f.Length > 0));
            return $"<li><a href=\"{E(article.Url)}\">{E(article.Title)}</a>{(about.Length > 0 ? $" ({E(about)})" : "")}</li>";
        });
        draft.Note(
            $"<p><b>Known solutions that may fit</b>, found by: {E(search.Words)}</p><ul>{string.Concat(lines)}</ul>",
            Offered
        );
        draft.Decide(DecisionKind.Does, $"offers {found.Length} known solutions, found by '{search.Words}'");
    }

    private static void Article(Draft draft, DraftRule rule)
    {
        if (draft.Case.Notices.Contains("article"))
        {
            draft.Decide(DecisionKind.Skips, "no article is drafted: there was one of this case already");
        }
        else if (rule.OnlyIf is { } onlyIf && draft.Against(onlyIf) is { } why)
        {
            draft.Decide(DecisionKind.Skips, $"no article is drafted: {why}");
        }
        else if (draft.FirstTime("article"))
        {
            var values = TemplateValues.Of(draft);
            var title = WebUtility.HtmlDecode(rule.Title.Render(values)).ReplaceLineEndings(" ").Trim();
            draft.Article(
                rule.Folder,
                title.Length > 0 ? title : draft.Observed.Ticket.Key,
                rule.Body.Render(values),
                EntryPlanner.Marker(draft),
                $"the case came to {draft.Case.Stage}"
            );
            draft.Decide(DecisionKind.Does, $"drafts the article '{FieldPlanner.Short(title)}' in {rule.Folder}");
        }
    }

    private static bool Resolves(Stage stage) => stage.Outcome == StageOutcome.Resolved;

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
