using Bridge.Core.Reporting;

namespace Bridge.Tests.Docs;

public sealed class FindingTableTests
{
    /// <summary>The words of a finding are the same on pages, in notes, in commands and in the docs.</summary>
    [Fact]
    public void The_docs_explain_each_kind_of_finding_in_the_words_of_the_code()
    {
        var rows = Guide
            .Section(Guide.Read("docs/operate.md"), "## Findings")
            .Split('\n')
            .SkipWhile(line => !line.StartsWith("| finding | in words |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'));

        Assert.Equal(FindingWords.All.Select(w => $"| `{w.Kind}` | {w.Title} | {w.Means} | {w.Do} |"), rows);
    }
}
