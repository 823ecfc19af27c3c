using System.Text.RegularExpressions;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Conventions;

/// <summary>No SQL is made of what came in: what stands in a statement's text is written in the sources.</summary>
public sealed partial class SqlTests
{
    /// <summary>Holes that are no constant by name, and why they are safe.</summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["CaseWrites.cs table"] = "one of two names of tables, given in the same file",
        ["Node.cs id"] = "the number of this node, made by the database",
        ["SetStore.cs where"] = "one of a few texts of the same file",
        ["PageQueries.cs string.Join(\" and \", where)"] = "conditions with parameters, of the same file",
    };

    [Fact]
    public void Statements_are_filled_by_parameters_alone()
    {
        var holes = Holes().Where(hole => !Constant().IsMatch(hole.Hole)).ToList();
        var unknown = holes.Select(h => $"{h.File} {h.Hole}").Distinct().Except(Known.Keys);

        Assert.Empty(unknown);
    }

    [Fact]
    public void No_exception_is_kept_that_is_not_needed() =>
        Assert.Empty(Known.Keys.Except(Holes().Select(h => $"{h.File} {h.Hole}")));

    private static IEnumerable<(string File, string Hole)> Holes() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src", "Bridge"), "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            )
            .SelectMany(file =>
                Interpolated()
                    .Matches(File.ReadAllText(file))
                    .Where(text => Statement().IsMatch(text.Value))
                    .SelectMany(text => Hole().Matches(text.Value))
                    .Select(hole => (Path.GetFileName(file), hole.Groups["hole"].Value.Trim()))
            );

    /// <summary>A raw text up to its end, any other up to the end of its line.</summary>
    [GeneratedRegex(
        """
            \$\"{3}.*?\"{3}|\$\"(?!\")[^\n]*
            """,
        RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace,
        2000
    )]
    private static partial Regex Interpolated();

    [GeneratedRegex(
        @"(?i)\b(?:select\s+[\w{(*]|insert\s+into\s|update\s+[\w{}]+\s+set\s|delete\s+from\s|alter\s+\w+\s|create\s+(?:table|index|role)\s|drop\s+\w+\s)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Statement();

    [GeneratedRegex(@"(?<!\{)\{(?<hole>[^{}]+)\}(?!\})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hole();

    /// <summary>A constant or a static text: names that begin with a capital, and nothing called.</summary>
    [GeneratedRegex(@"\A[A-Z]\w*(?:\.[A-Z]\w*)*\z", RegexOptions.None, 1000)]
    private static partial Regex Constant();
}
