using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Connectors.Freshdesk;

/// <summary>The knowledge base: looks for published articles, drafts new ones, and finds those again by their tag.</summary>
internal sealed class FreshdeskSolutions(FreshdeskApi api, string site)
{
    /// <summary>What the tool takes as a title.</summary>
    private const int LongestTitle = 240;

    /// <summary>What the tool takes as a tag.</summary>
    private const int LongestTag = 32;

    /// <summary>So many words are looked for one by one when no article has them all.</summary>
    private const int SingleWords = 3;

    private const int IsDraft = 1;
    private const int IsPublished = 2;
    private const int IsPermanent = 1;

    private volatile FreshdeskFolders? folders;

    /// <summary>Whether the agent may view solutions and the folder that drafts go to is there; reads nothing for a process without a knowledge base.</summary>
    internal async Task<Binding> BindAsync(ProcessMapping process, CancellationToken cancel)
    {
        if (process.Knowledge is not { } rule)
        {
            return new Binding([], null);
        }

        var known = rule.Draft is null
            ? (await api.SolutionCategoriesAsync(cancel)).Failure
            : (await this.FoldersAsync(anew: true, cancel)).Failure;
        var file = process.File.Length == 0 ? process.Name : process.File;
        return known switch
        {
            { Kind: FailureKind.Forbidden } => new Binding(
                [
                    new BindingProblem(
                        $"{file}: the knowledge base is not open to the API key's agent. "
                            + "Give the agent's role the right to view solutions, or take 'knowledge base' out of the file."
                    ),
                ],
                null
            ),
            { } failure => new Binding([], failure),
            null when rule.Draft is { } draft && this.folders!.Problem(draft.Folder) is { } problem => new Binding(
                [new BindingProblem($"{file}: the knowledge base's draft {problem}.")],
                null
            ),
            null => new Binding([], null),
        };
    }

    /// <summary>
    /// Published articles that the tool finds by all the words; when there are none, those that have at least two of them,
    /// found by the longest. At most four calls.
    /// </summary>
    internal async Task<Searched> SearchAsync(string text, int atMost, CancellationToken cancel)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var whole = await api.SearchSolutionsAsync(text, cancel);
        if (whole.Failure is { } failure)
        {
            return new Searched.Failed(failure);
        }

        var found = Published(whole.Value!).ToList();
        if (found.Count == 0 && words.Length > 1)
        {
            foreach (var word in words.OrderByDescending(w => w.Length).Take(SingleWords))
            {
                var some = await api.SearchSolutionsAsync(word, cancel);
                if (some.Failure is { } broken)
                {
                    return new Searched.Failed(broken);
                }

                found.AddRange(Published(some.Value!).Where(a => Held(words, a.Title + " " + a.DescriptionText) > 1));
            }
        }

        return new Searched.Articles([
            .. found
                .DistinctBy(a => a.Id)
                .OrderByDescending(a => Held(words, a.Title!) + Held(words, a.Title + " " + a.DescriptionText))
                .Take(atMost)
                .Select(this.Shown),
        ]);
    }

    /// <summary>Makes the article as a draft.</summary>
    internal async Task<Outcome> DraftAsync(Effect.DraftArticle effect, CancellationToken cancel)
    {
        var (folder, failure) = await this.FolderAsync(effect.Folder, cancel);
        if (failure is not null)
        {
            return new Outcome.Failed(failure);
        }

        var title = effect.Title.Length <= LongestTitle ? effect.Title : effect.Title[..(LongestTitle - 1)] + "…";
        var body = new JsonObject
        {
            ["title"] = title,
            ["description"] = effect.BodyHtml,
            ["type"] = IsPermanent,
            ["status"] = IsDraft,
            ["tags"] = new JsonArray(Tag(effect.Marker)),
        };
        var got = await api.CreateArticleAsync(folder!.Id, body, cancel);
        if (got.Failure is { Kind: FailureKind.Missing })
        {
            this.folders = null;
        }

        return got.Value is { } article ? new Outcome.Done(this.Made(article)) : new Outcome.Failed(got.Failure!);
    }

    /// <summary>Done when an article of the folder carries the effect's tag, published meanwhile or not.</summary>
    internal async Task<Found> FindAsync(Effect.DraftArticle effect, CancellationToken cancel)
    {
        var (folder, failure) = await this.FolderAsync(effect.Folder, cancel);
        if (failure is not null)
        {
            return new Found.Failed(failure);
        }

        var got = await api.ArticlesAsync(folder!.Id, cancel);
        if (got.Value is not { } all)
        {
            return new Found.Failed(got.Failure!);
        }

        var tag = Tag(effect.Marker);
        return all.FirstOrDefault(a => (a.Tags ?? []).Contains(tag, StringComparer.OrdinalIgnoreCase)) is { } article
            ? new Found.Yes(this.Made(article))
            : new Found.No();
    }

    private static IEnumerable<ArticleWire> Published(ArticleWire[] found) =>
        found.Where(a => a.Status == IsPublished && !string.IsNullOrWhiteSpace(a.Title));

    /// <summary>How many of the words the text has; endings of long words may differ.</summary>
    private static int Held(string[] words, string text) =>
        words.Count(word => text.Contains(word.Length > 5 ? word[..^2] : word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The end of a marker tells cases apart: it is the ticket's number.</summary>
    private static string Tag(string marker) => marker.Length <= LongestTag ? marker : marker[^LongestTag..];

    private async Task<(FreshdeskFolder? Folder, Failure? Failure)> FolderAsync(string name, CancellationToken cancel)
    {
        var known = await this.FoldersAsync(anew: false, cancel);
        if (known.Value?.Find(name) is null && known.Failure is null)
        {
            known = await this.FoldersAsync(anew: true, cancel);
        }

        return known.Failure is { } failure ? (null, failure)
            : known.Value!.Find(name) is { } folder ? (folder, null)
            : (null, new Failure(FailureKind.Refused, $"the draft {known.Value.Problem(name)}"));
    }

    private async Task<Known<FreshdeskFolders>> FoldersAsync(bool anew, CancellationToken cancel)
    {
        if (!anew && this.folders is { } known)
        {
            return new Known<FreshdeskFolders>(known, null);
        }

        var read = await FreshdeskFolders.ReadAsync(api, cancel);
        if (read.Value is { } folders)
        {
            this.folders = folders;
        }

        return read;
    }

    private Written Made(ArticleWire article) => new() { ArticleUrl = this.Url(article.Id) };

    private Article Shown(ArticleWire article) =>
        new(
            article.Title!.Trim(),
            this.Url(article.Id),
            article.FolderName ?? "",
            (article.ModifiedAt ?? article.UpdatedAt) is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null
        );

    /// <summary>Where agents open an article, drafts too.</summary>
    private string Url(long id) => $"{site}/a/solutions/articles/{id.ToString(CultureInfo.InvariantCulture)}";
}
