using System.Collections.Immutable;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Simulation;

/// <summary>A knowledge base of a few articles: one is found when a word of its title is asked for, those with most words first.</summary>
internal static class SimulatedLibrary
{
    internal static Searched.Articles Search(ImmutableArray<Article> articles, KnowledgeQuestion question)
    {
        var wanted = Words(question.Words);
        return new Searched.Articles([
            .. articles
                .Select(article => (Article: article, Shared: Words(article.Title).Intersect(wanted).Count()))
                .Where(found => found.Shared > 0)
                .OrderByDescending(found => found.Shared)
                .Take(question.AtMost)
                .Select(found => found.Article),
        ]);
    }

    private static HashSet<string> Words(string text) =>
        [.. KnowledgeWords.Of(text).ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
