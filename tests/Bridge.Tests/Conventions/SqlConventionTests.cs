using System.Text.RegularExpressions;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Conventions;

/// <summary>What comes from outside gets into a statement as a parameter, never as text.</summary>
public sealed partial class SqlConventionTests
{
    /// <summary>Texts in statements that are no constants, each with where it comes from.</summary>
    private static readonly IReadOnlySet<string> Listed = new HashSet<string>(StringComparer.Ordinal)
    {
        // The names of two tables, said by this assembly's callers.
        "Store/CaseWrites.cs: table",
        // Conditions of the class's own four methods.
        "Rollout/SetStore.cs: where",
        // Conditions of the methods themselves, each with parameters.
        "Store/FindingStore.cs: Where(filter)",
        "Web/PageQueries.cs: string.Join(\" and \", where)",
    };

    [Fact]
    public void Only_constants_are_put_into_the_text_of_a_statement()
    {
        var odd = Sources()
            .SelectMany(source =>
                Interpolated()
                    .Matches(source.Text)
                    .Where(literal => IsSql(literal.Groups["text"].Value))
                    .SelectMany(literal => Hole().Matches(literal.Groups["text"].Value))
                    .Select(hole => hole.Groups["name"].Value.Trim())
                    .Where(name => !IsConstant(name, source.Text))
                    .Select(name => $"{source.Name}: {name}")
            )
            .Distinct(StringComparer.Ordinal)
            .Except(Listed, StringComparer.Ordinal);

        Assert.Empty(odd);
    }

    [Fact]
    public void No_statement_is_put_together_with_a_plus()
    {
        var odd = Sources()
            .SelectMany(source => Plain().Matches(source.Text).Select(literal => (source.Name, Literal: literal)))
            .Where(found => IsSql(found.Literal.Groups["text"].Value))
            .Select(found => $"{found.Name}: {found.Literal.Groups["text"].Value}");

        Assert.Empty(odd);
    }

    [Fact]
    public void The_check_sees_what_it_is_to_see()
    {
        const string Bad = "using Npgsql; var sql = $\"select * from cases where id = {id}\";";
        var literal = Assert.Single(Interpolated().Matches(Bad));
        Assert.True(IsSql(literal.Groups["text"].Value));
        Assert.False(IsConstant(Assert.Single(Hole().Matches(literal.Value)).Groups["name"].Value, Bad));
        Assert.Single(Plain().Matches("x = \"select * from cases where id = \" + id;"));
        Assert.True(Sources().Count() > 20, "the sources are not found");
    }

    /// <summary>The files that talk to PostgreSQL.</summary>
    private static IEnumerable<(string Name, string Text)> Sources()
    {
        var root = Path.Combine(Repository.Root, "src", "Bridge");
        return Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(root, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(file => !file.Name.StartsWith("obj/", StringComparison.Ordinal))
            .Where(file => file.Text.Contains("Npgsql", StringComparison.Ordinal));
    }

    private static bool IsSql(string text) => Statement().IsMatch(text);

    private static bool IsConstant(string name, string text)
    {
        var constant = name;
        if (name.Split('.') is [var type, var member])
        {
            constant = member;
            text = string.Concat(
                Directory
                    .EnumerateFiles(
                        Path.Combine(Repository.Root, "src", "Bridge"),
                        $"{type}.cs",
                        SearchOption.AllDirectories
                    )
                    .Select(File.ReadAllText)
            );
        }

        return Regex.IsMatch(
            text,
            $@"\b(const|static readonly) (string|int|long) {Regex.Escape(constant)}\b",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(5)
        );
    }

    [GeneratedRegex(
        @"\$\x22{3}(?<text>[\s\S]*?)\x22{3}|\$\x22(?!\x22\x22)(?<text>(\\.|[^\x22\\])*)\x22",
        RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Interpolated();

    [GeneratedRegex(@"(?<!\x22)\x22(?<text>(\\.|[^\x22\\\r\n])+)\x22\s*\+", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\{(?<name>[^{}]+)\}", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Hole();

    [GeneratedRegex(
        @"^\s*(select\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|with\s+\w+\s+as\s|(create|alter|drop)\s+(table|database|role|index)\s|grant\s|revoke\s|listen\s|copy\s|truncate\s|set\s+\w+\s*=)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Statement();
}
