using System.Text.RegularExpressions;

namespace Bridge.Tests.Docs;

/// <summary>The table of threats in docs/security.md: each has a defence and tests that exist.</summary>
public sealed partial class SecurityTableTests
{
    private const int Fewest = 40;

    [Fact]
    public void Each_threat_has_a_defence_and_tests_that_exist()
    {
        var rows = Rows();

        Assert.True(rows.Count >= Fewest, $"{rows.Count} threats");
        Assert.Empty(rows.Where(r => r.Defence.Length < 3).Select(r => $"no defence: {r.Threat}"));
        Assert.Empty(rows.Where(r => !Guide.Codes(r.Tests).Any()).Select(r => $"no test: {r.Threat}"));
        Assert.Empty(
            rows.SelectMany(r => Guide.Codes(r.Tests).Where(name => !TestNames.Exists(name)))
                .Distinct()
                .Select(name => $"no such test: {name}")
        );
    }

    [Fact]
    public void No_threat_is_told_twice()
    {
        var threats = Rows().ConvertAll(r => r.Threat);

        Assert.Equal(threats.Distinct(StringComparer.OrdinalIgnoreCase), threats);
    }

    private static List<(string Threat, string Defence, string Tests)> Rows() =>
        [
            .. Row()
                .Matches(Guide.Section(Guide.Read("docs/security.md"), "## Threats and tests"))
                .Select(m =>
                    (m.Groups["threat"].Value.Trim(), m.Groups["defence"].Value.Trim(), m.Groups["tests"].Value)
                )
                .Where(r => r.Item1 != "threat" && r.Item1.Trim('-', ' ').Length > 0),
        ];

    [GeneratedRegex(
        @"^\|(?<threat>[^|]+)\|(?<defence>[^|]+)\|(?<tests>[^|]+)\|\s*$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Row();
}
