using System.Text.RegularExpressions;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Conventions;

/// <summary>What outsiders send is compared with a secret in constant time, and nothing else compares secrets.</summary>
public sealed partial class SecretComparisonTests
{
    /// <summary>Comparisons with nothing that an outsider chose, by file and what stands on the line.</summary>
    private static readonly (string File, string Line)[] Known =
    [
        ("MappingReport.cs", "error.Rule == LintRules.Secret"),
        ("SecretWatch.cs", "string.Equals(found, used, StringComparison.Ordinal)"),
    ];

    [Fact]
    public void No_secret_is_compared_by_an_operator_or_a_method_that_stops_at_the_first_difference()
    {
        var wrong = Lines()
            .Where(line => Comparison().IsMatch(line.Text) && !Known.Any(k => Is(k, line)))
            .Select(line => $"{line.File}: {line.Text.Trim()}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Each_verification_of_a_sender_compares_in_constant_time()
    {
        var files = Lines()
            .Where(line => line.Text.Contains("CryptographicOperations.FixedTimeEquals", StringComparison.Ordinal))
            .Select(line => line.File)
            .Distinct()
            .ToList();

        foreach (
            var file in (string[])
                ["FreshdeskWebhook.cs", "JiraWebhook.cs", "ClickUpWebhook.cs", "AdminDoor.cs", "AnswerLinks.cs"]
        )
        {
            Assert.Contains(file, files);
        }
    }

    [Theory]
    [InlineData("if (given == secret)", true)]
    [InlineData("return signature != header;", true)]
    [InlineData("string.Equals(password, typed, StringComparison.Ordinal)", true)]
    [InlineData("options.WebhookSecret.Equals(value)", true)]
    [InlineData("token.SequenceEqual(other)", true)]
    [InlineData("if (secret == null || header is null)", false)]
    [InlineData("if (secret.Length == 0)", false)]
    [InlineData("CryptographicOperations.FixedTimeEquals(secret, given)", false)]
    public void The_check_knows_such_a_line(string line, bool found) => Assert.Equal(found, Comparison().IsMatch(line));

    private static bool Is((string File, string Line) known, (string File, string Text) line) =>
        known.File == line.File && line.Text.Contains(known.Line, StringComparison.Ordinal);

    private static IEnumerable<(string File, string Text)> Lines() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains("Bridge.Sandbox", StringComparison.Ordinal)
                && !file.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            )
            .SelectMany(file => File.ReadLines(file).Select(text => (Path.GetFileName(file), text)));

    /// <summary>A name that is a secret's, beside an operator or inside of a comparison; its length and null do not count.</summary>
    [GeneratedRegex(
        """
            (?x)
            \b\w*(?:[sS]ecret|[pP]assword|[aA]pi[kK]ey|[aA]pi[tT]oken|[sS]ignature|[hH]mac|\btoken|\bused)\b\s*(?:==|!=)(?!\s*(?:null\b|""|\d))
            | (?:==|!=)\s*(?:\w+\.)*\w*(?:[sS]ecret|[pP]assword|[aA]pi[kK]ey|[aA]pi[tT]oken|[sS]ignature|[hH]mac)\b(?!\s*[\.\(])
            | (?<!FixedTime)(?:string\.)?(?:SequenceEqual|SequenceCompareTo|Equals|Compare|CompareOrdinal)\((?:\w+\.)*\w*(?:[sS]ecret|[pP]assword|[aA]pi[kK]ey|[aA]pi[tT]oken|[sS]ignature|[hH]mac)\b\s*,
            | (?<!FixedTime)(?:string\.)?(?:Equals|Compare)\(found,\s*used
            | \b\w*(?:[sS]ecret|[pP]assword|[aA]pi[kK]ey|[aA]pi[tT]oken|[sS]ignature|[hH]mac|\btoken)\.(?:Equals|SequenceEqual|CompareTo)\(
            """,
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Comparison();
}
