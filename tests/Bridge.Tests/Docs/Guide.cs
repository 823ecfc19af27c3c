using System.Text.RegularExpressions;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Docs;

/// <summary>The Markdown files of the repository, and what stands in them.</summary>
internal static partial class Guide
{
    /// <summary>All Markdown files, by their path from the root.</summary>
    public static IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(Repository.Root, "*.md")
            .Concat(
                Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            )
            .Append(Path.Combine(Repository.Root, "src", "README.md"))
            .Select(file => Path.GetRelativePath(Repository.Root, file));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    /// <summary>What stands under a heading, up to the next heading of its level or above.</summary>
    public static string Section(string text, string heading)
    {
        var level = Level(heading);
        var lines = text.Split('\n').SkipWhile(line => line != heading).Skip(1);
        return string.Join('\n', lines.TakeWhile(line => Level(line) is 0 || Level(line) > level));
    }

    /// <summary>The addresses of all links outside of code.</summary>
    public static IEnumerable<string> Links(string text) =>
        Link().Matches(Fence().Replace(text, "")).Select(match => match.Groups["to"].Value);

    /// <summary>All that stands between single backticks.</summary>
    public static IEnumerable<string> Codes(string text) =>
        Code().Matches(Fence().Replace(text, "")).Select(match => match.Groups["code"].Value);

    /// <summary>The fenced blocks of a language.</summary>
    public static IEnumerable<string> Blocks(string text, string language) =>
        Fence()
            .Matches(text)
            .Where(match => match.Groups["language"].Value == language)
            .Select(match => match.Groups["body"].Value);

    /// <summary>The first cells of the rows of all tables.</summary>
    public static IEnumerable<string> FirstCells(string text) =>
        Row().Matches(text).Select(match => match.Groups["cell"].Value.Trim());

    /// <summary>The anchor that a heading gets.</summary>
    public static string Anchor(string heading) =>
        string.Concat(
            heading
                .TrimStart('#')
                .Trim()
                .Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')
                .Select(c => c == ' ' ? '-' : char.ToLowerInvariant(c))
        );

    /// <summary>How many # a heading has; 0 for any other line.</summary>
    private static int Level(string line)
    {
        var count = line.TakeWhile(c => c == '#').Count();
        return line.Length > count && line[count] == ' ' ? count : 0;
    }

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("`(?<code>[^`\n]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(
        @"^ *```(?<language>\w*)\n(?<body>.*?)^ *```$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\| (?<cell>.+?) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Row();
}
