using System.Text.RegularExpressions;

namespace Bridge.Tests.Docs;

/// <summary>
/// The tables of facts and tests in docs/connectors.md: each fact names the tests that hold it, or says why it does not
/// concern the bridge; the counts below a table are those of its rows.
/// </summary>
public sealed partial class FactTableTests
{
    private const string NotOurs = "does not concern us: ";

    public static TheoryData<string> Tools
    {
        get
        {
            var tools = new TheoryData<string>();
            tools.AddRange(
                Headings().Where(tool => Rows(tool).Count > 0).DefaultIfEmpty("no tool has a table").ToArray()
            );
            return tools;
        }
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public void Each_fact_names_tests_that_exist_or_says_why_it_has_none(string tool)
    {
        var wrong = Rows(tool)
            .Where(row => Problem(row.Test) is not null)
            .Select(row => $"{row.Fact}: {Problem(row.Test)}");

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public void The_counts_below_a_table_are_those_of_its_rows(string tool)
    {
        var rows = Rows(tool);
        var notOurs = rows.Count(row => row.Test.StartsWith(NotOurs, StringComparison.Ordinal));
        var said = Counts().Match(Section(tool));

        Assert.True(said.Success, $"{tool}: the line 'N facts: N tested, N do not concern the bridge.' is missing");
        Assert.Equal(
            $"{rows.Count} facts: {rows.Count - notOurs} tested, {notOurs} do not concern the bridge.",
            said.Value
        );
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public void No_fact_is_told_twice(string tool)
    {
        var facts = Rows(tool).Select(row => row.Fact).ToList();

        Assert.NotEmpty(facts);
        Assert.Equal(facts.Distinct(StringComparer.OrdinalIgnoreCase), facts);
    }

    private static string? Problem(string test)
    {
        if (test.StartsWith(NotOurs, StringComparison.Ordinal))
        {
            return test.Length > NotOurs.Length + 3 ? null : "the reason is missing";
        }

        var names = Guide.Codes(test).ToList();
        var unknown = names.Where(name => !TestNames.Exists(name)).ToList();
        return names.Count == 0 ? "neither a test nor a reason"
            : unknown.Count > 0 ? "no such test: " + string.Join(", ", unknown)
            : null;
    }

    private static IEnumerable<string> Headings() =>
        Heading().Matches(Guide.Read("docs/connectors.md")).Select(match => match.Groups["tool"].Value);

    private static string Section(string tool) =>
        Guide.Section(Guide.Read("docs/connectors.md"), $"## {tool}: facts and tests");

    private static List<(string Fact, string Test)> Rows(string tool) =>
        [
            .. Row()
                .Matches(Section(tool))
                .Select(match => (Fact: match.Groups["fact"].Value.Trim(), Test: match.Groups["test"].Value.Trim()))
                .Where(row => row.Fact != "fact" && row.Fact.Trim('-', ' ', ':').Length > 0),
        ];

    [GeneratedRegex(@"^## (?<tool>.+): facts and tests$", RegexOptions.Multiline, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\|(?<fact>[^|]+)\|(?<test>[^|]+)\|\s*$", RegexOptions.Multiline, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\d+ facts: \d+ tested, \d+ do not concern the bridge\.$", RegexOptions.Multiline, 1000)]
    private static partial Regex Counts();
}
