using System.Text.RegularExpressions;

namespace Bridge.Tests.Docs;

/// <summary>
/// The mapping file that docs/mapping-guide.md builds, as a reader has it after each step: entries of fields, messages and
/// tests join those that are there, one of the same name takes its place, and so does every other section.
/// </summary>
internal sealed partial class StepByStep
{
    private const string SharedMark = "# shared/";
    private static readonly string[] Joined = ["fields", "messages", "tests"];

    private readonly List<string> order = [];
    private readonly Dictionary<string, string> sections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Name, string Text)>> entries = new(StringComparer.Ordinal);

    /// <summary>The folder of mapping files after each step that has YAML, with the step's heading.</summary>
    public static IEnumerable<(string Step, IReadOnlyDictionary<string, string> Files)> Of(string guide)
    {
        var file = new StepByStep();
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var step in guide.Split("\n## ").Skip(1))
        {
            var blocks = Guide.Blocks(step, "yaml").ToList();
            foreach (var block in blocks)
            {
                if (block.StartsWith(SharedMark, StringComparison.Ordinal))
                {
                    files[block[2..block.IndexOf('\n', StringComparison.Ordinal)]] = block;
                }
                else
                {
                    file.Take(block);
                }
            }

            if (blocks.Count > 0)
            {
                files["web-shop.yaml"] = file.Text();
                yield return (step.Split('\n')[0], new Dictionary<string, string>(files, StringComparer.Ordinal));
            }
        }
    }

    private void Take(string block)
    {
        foreach (var section in Section().Split(block).Where(s => s.Length > 0))
        {
            var key = section[..section.IndexOf(':', StringComparison.Ordinal)];
            if (!this.order.Contains(key))
            {
                this.order.Add(key);
            }

            if (Joined.Contains(key))
            {
                this.Join(key, section);
            }
            else
            {
                this.sections[key] = section;
            }
        }
    }

    private void Join(string key, string section)
    {
        var known = this.entries.GetValueOrDefault(key) ?? (this.entries[key] = []);
        foreach (var entry in Entry().Split(section).Skip(1))
        {
            var name = Name().Match(entry).Value;
            var at = known.FindIndex(e => e.Name == name);
            if (at < 0)
            {
                known.Add((name, entry));
            }
            else
            {
                known[at] = (name, entry);
            }
        }
    }

    private string Text() =>
        string.Join(
            '\n',
            this.order.Select(key =>
                this.entries.TryGetValue(key, out var joined)
                    ? $"{key}:\n{string.Concat(joined.Select(e => e.Text.TrimEnd() + "\n"))}"
                    : this.sections[key].TrimEnd() + "\n"
            )
        );

    [GeneratedRegex("^(?=[a-z])", RegexOptions.Multiline, 1000)]
    private static partial Regex Section();

    [GeneratedRegex("^(?=  [A-Z]|  - name: )", RegexOptions.Multiline, 1000)]
    private static partial Regex Entry();

    [GeneratedRegex("^  - name: .*|^  [^:]*", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
