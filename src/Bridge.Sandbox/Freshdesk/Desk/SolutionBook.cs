using System.Collections.Frozen;

namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>The knowledge base: categories, folders in folders, articles. Begins with one category and one folder.</summary>
internal sealed class SolutionBook(HtmlBody html)
{
    public const long CategoryId = 501_000_047_273;
    public const long FolderId = 501_000_080_541;
    public const string CategoryName = "General";
    public const string FolderName = "Getting Started";

    private static readonly FrozenSet<string> Keys = FrozenSet.Create(
        "title",
        "description",
        "status",
        "type",
        "tags",
        "seo_data",
        "agent_id",
        "folder_id",
        "user_id"
    );

    private static readonly string[] Mandatory = ["title", "description"];

    private readonly SortedDictionary<long, FreshdeskArticle> articles = [];
    private readonly List<FreshdeskSolutionCategory> categories = [new(CategoryId, CategoryName)];
    private readonly List<FreshdeskSolutionFolder> folders =
    [
        new(FolderId, FolderName, new FreshdeskSolutionCategory(CategoryId, CategoryName), null),
    ];

    private long lastId = 501_000_272_100;

    public IEnumerable<FreshdeskArticle> All => this.articles.Values;

    public IEnumerable<FreshdeskSolutionCategory> Categories => this.categories;

    public IEnumerable<FreshdeskSolutionFolder> Folders => this.folders;

    public FreshdeskSolutionFolder? Folder(long id) => this.folders.Find(f => f.Id == id);

    /// <summary>From the category down to the folder itself.</summary>
    public IReadOnlyList<FreshdeskSolutionFolder> Way(FreshdeskSolutionFolder folder) =>
        folder.ParentId is { } parent && this.Folder(parent) is { } above ? [.. this.Way(above), folder] : [folder];

    public FreshdeskSolutionFolder AddFolder(string category, string name, string? parent)
    {
        var shelf = this.categories.Find(c => c.Name == category);
        if (shelf is null)
        {
            shelf = new FreshdeskSolutionCategory(++this.lastId, category);
            this.categories.Add(shelf);
        }

        var above = parent is null ? null : this.folders.Find(f => f.Category == shelf && f.Name == parent);
        var folder = new FreshdeskSolutionFolder(++this.lastId, name, shelf, above?.Id);
        this.folders.Add(folder);
        return folder;
    }

    public FreshdeskArticle? Find(long id) => this.articles.GetValueOrDefault(id);

    /// <summary>Articles that have all words of the term, drafts too.</summary>
    public IEnumerable<FreshdeskArticle> Search(string term)
    {
        var words = term.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return this.articles.Values.Where(a =>
            words.Length > 0
            && words.All(word =>
                a.Title.Contains(word, StringComparison.OrdinalIgnoreCase)
                || a.DescriptionText.Contains(word, StringComparison.OrdinalIgnoreCase)
            )
        );
    }

    public Outcome<FreshdeskArticle> Create(long agentId, long folderId, Payload payload, DateTimeOffset now)
    {
        if (this.Folder(folderId) is null)
        {
            return Refusal.NotFound;
        }

        var empty = new FreshdeskArticle(0, folderId, "", "", "", 0, agentId, [], now, now);
        var read = new PayloadReader(payload);
        var filled = this.Fill(empty, read, now);
        foreach (var name in Mandatory.Where(n => !read.Has(n)))
        {
            read.Add(name, "It should be a/an String", "missing_field");
        }

        if (!read.Has("status"))
        {
            read.Add("status", "It should be one of these values: '1,2'", "missing_field");
        }

        if (read.Errors.Count > 0)
        {
            return Refusal.Invalid(read.Errors);
        }

        var article = filled with { Id = ++this.lastId };
        this.articles.Add(article.Id, article);
        return article;
    }

    public Outcome<FreshdeskArticle> Update(long id, Payload payload, DateTimeOffset now)
    {
        if (this.Find(id) is not { } before)
        {
            return Refusal.NotFound;
        }

        var read = new PayloadReader(payload);
        var article = this.Fill(before, read, now);
        if (read.Errors.Count > 0)
        {
            return Refusal.Invalid(read.Errors);
        }

        this.articles[id] = article;
        return article;
    }

    private FreshdeskArticle Fill(FreshdeskArticle article, PayloadReader read, DateTimeOffset now)
    {
        read.Only(Keys);
        if (read.Text("description") is { } description)
        {
            article = article with { Description = description, DescriptionText = html.Store(description, true).Text };
        }

        if (read.Integer("status") is { } status)
        {
            if (status is not (1 or 2))
            {
                read.Add("status", "It should be one of these values: '1,2'");
            }

            article = article with { Status = (int)status };
        }

        return article with
        {
            Title = read.Text("title", 240) ?? article.Title,
            Tags = read.Texts("tags") ?? article.Tags,
            UpdatedAt = now,
        };
    }
}
