using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Mappings.Format;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the articles of a test's knowledge base: "articles" of "given".</summary>
internal sealed class TestArticles(ProcessMapping process, Notes notes)
{
    private const string Key = "articles";

    internal ImmutableArray<Article> Read(Section given)
    {
        if (given.Node(Key) is not { } node)
        {
            return [];
        }

        if (process.Knowledge?.Suggest is null)
        {
            notes.Error(node.Place, "nothing looks for articles: this process has no 'suggest' in 'knowledge base'");
        }

        if (node is not YamlList list)
        {
            given.Wrong(node, Key, "a list of titles, or of groups with 'title' and 'folder'");
            return [];
        }

        var articles = ImmutableArray.CreateBuilder<Article>();
        foreach (var item in list.Items)
        {
            var number = (articles.Count + 1).ToString(CultureInfo.InvariantCulture);
            var url = $"https://helpdesk.example/a/solutions/articles/{number}";
            if (item is YamlText { IsEmpty: false } title)
            {
                articles.Add(new Article(title.Value.Trim(), url, "", null));
            }
            else if (Section.Of(item, "an article", notes, TestFormat.Article) is { } section)
            {
                articles.Add(new Article(section.Text("title") ?? "", url, section.Text("folder") ?? "", null));
            }
        }

        return articles.ToImmutable();
    }
}
