using System.Text.RegularExpressions;

namespace Bridge.Tests.Sandbox.Scenery;

/// <summary>The head comment of a shipped mapping: what its accounts must have.</summary>
internal sealed partial class MappingHead
{
    private readonly Dictionary<string, IReadOnlyList<string>> lists = [];
    private readonly Dictionary<string, IReadOnlyList<HeadField>> tables = [];

    private MappingHead(string text)
    {
        this.Text = text;
        var comment = text.Split('\n').TakeWhile(l => l.StartsWith('#')).Select(l => l.Length > 2 ? l[2..] : "");
        foreach (var line in Paragraphs([.. comment]))
        {
            if (line.Count > 1 && line[1].StartsWith("---", StringComparison.Ordinal))
            {
                this.AddTable(line);
            }
            else
            {
                this.AddLists(line);
            }
        }
    }

    /// <summary>The whole file.</summary>
    public string Text { get; }

    public static MappingHead Of(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Bridge.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests are not below the repository.");
        }

        return new MappingHead(File.ReadAllText(Path.Combine(folder.FullName, "mappings", file)));
    }

    /// <summary>What stands after a title such as "Freshdesk groups".</summary>
    public IReadOnlyList<string> List(string title) => this.lists[title];

    /// <summary>The rows of the table with this title, such as "Freshdesk ticket field".</summary>
    public IReadOnlyList<HeadField> Table(string title) => this.tables[title];

    private static IEnumerable<List<string>> Paragraphs(IReadOnlyList<string> lines)
    {
        var paragraph = new List<string>();
        foreach (var line in lines.Append(""))
        {
            if (line.Trim().Length > 0)
            {
                paragraph.Add(line);
            }
            else if (paragraph.Count > 0)
            {
                yield return paragraph;
                paragraph = [];
            }
        }
    }

    private static string[] Split(string text) =>
        [.. Aside().Replace(text, "").Split(", ").Select(w => w.Trim().TrimEnd(',')).Where(w => w.Length > 0)];

    /// <summary>What is said about a thing, beside its name: (built in).</summary>
    [GeneratedRegex(@" ?\([a-z][^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Aside();

    [GeneratedRegex(
        @"^(?<title>(Freshdesk|ClickUp|Jira) \S[^A-Z]*?)\s{2,}(?<items>\S.*)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Titled();

    private void AddLists(List<string> paragraph)
    {
        string? title = null;
        var items = "";
        foreach (var line in paragraph)
        {
            var found = Titled().Match(line);
            if (found.Success)
            {
                Keep();
                title = found.Groups["title"].Value;
                items = found.Groups["items"].Value;
            }
            else
            {
                items += " " + line.Trim();
            }
        }

        Keep();

        void Keep()
        {
            if (title is not null)
            {
                this.lists.Add(title, Split(items));
            }
        }
    }

    private void AddTable(List<string> paragraph)
    {
        var second = paragraph[1].IndexOf(" -", StringComparison.Ordinal) + 1;
        var third = paragraph[1].LastIndexOf(" -", StringComparison.Ordinal) + 1;
        var rows = new List<HeadField>();
        foreach (var line in paragraph.Skip(2).Select(l => l.PadRight(third)))
        {
            var options = Split(line[third..]);
            if (line[0] == ' ')
            {
                rows[^1] = rows[^1] with { Options = [.. rows[^1].Options, .. options] };
                continue;
            }

            foreach (var name in line[..second].Split(", "))
            {
                rows.Add(
                    new HeadField(
                        Aside().Replace(name, "").Trim(),
                        line[second..third].Trim(),
                        name.Contains("(built in)", StringComparison.Ordinal),
                        options
                    )
                );
            }
        }

        this.tables.Add(paragraph[0][..second].Trim(), rows);
    }
}

/// <summary>One row: a field that an account must have.</summary>
internal sealed record HeadField(string Name, string Kind, bool IsBuiltIn, IReadOnlyList<string> Options);
