using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bridge.Connectors;
using Bridge.Core.Mappings;

namespace Bridge.Mappings;

/// <summary>Asks the live accounts whether they have what mapping files name. It only reads.</summary>
public sealed partial class LiveCheck(ToolSet tools)
{
    /// <summary>What is missing, each at the line that names it where one does.</summary>
    public async Task<ImmutableArray<MappingError>> AskAsync(MappingSet set, CancellationToken cancel)
    {
        var found = ImmutableArray.CreateBuilder<MappingError>();
        foreach (var process in set.Processes)
        {
            var lines = (set.TextOf(process.File) ?? "").ReplaceLineEndings("\n").Split('\n');
            foreach (var name in new[] { process.Helpdesk, process.Tracker })
            {
                await foreach (var (rule, message) in this.AskAsync(process, name, cancel))
                {
                    var (line, column, length) = Place(lines, message);
                    found.Add(
                        new MappingError(process.File, line, column, $"{name}: {message}")
                        {
                            Rule = rule,
                            Length = length,
                        }
                    );
                }
            }
        }

        return found.ToImmutable();
    }

    private async IAsyncEnumerable<(MappingRule Rule, string Message)> AskAsync(
        ProcessMapping process,
        string name,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        if (tools.Find(name) is not { } tool)
        {
            var have = string.Join(", ", tools.All.Select(t => t.Name));
            yield return (
                LiveRules.Connection,
                $"the settings have no connection '{name}'; add Bridge:Connections:{name}, or use one of: {have}"
            );
            yield break;
        }

        var binding = await tool.BindAsync(process, cancel);
        if (binding.Failure is { } failure)
        {
            yield return (LiveRules.Connection, $"'{name}' cannot be asked: {failure.Message}");
            yield break;
        }

        foreach (var problem in binding.Problems)
        {
            yield return (LiveRules.Account, problem.Message);
        }

        var closer = binding.Problems.IsEmpty ? await tool.InspectAsync(process, cancel) : new Binding([], null);
        foreach (var problem in closer.Problems)
        {
            yield return (LiveRules.Way, problem.Message);
        }

        if (closer.Failure is { } broken)
        {
            yield return (LiveRules.Connection, $"'{name}' cannot be asked: {broken.Message}");
        }
    }

    /// <summary>
    /// The first place of what the message has in quotes; else the top. Of several the one that the file names most seldom:
    /// what an account lacks stands in one line, the stage or field that it is of in many.
    /// </summary>
    private static (int Line, int Column, int Length) Place(string[] lines, string message) =>
        Quoted()
            .Matches(message)
            .Select(m => Places(lines, m.Groups["name"].Value))
            .Where(places => places.Count > 0)
            .MinBy(places => places.Count)
            ?.First()
        ?? (1, 1, 1);

    private static List<(int Line, int Column, int Length)> Places(string[] lines, string name) =>
        [
            .. lines
                .Select((line, i) => (Line: i + 1, Column: line.IndexOf(name, StringComparison.OrdinalIgnoreCase) + 1))
                .Where(found => found.Column > 0 && !lines[found.Line - 1].TrimStart().StartsWith('#'))
                .Select(found => (found.Line, found.Column, name.Length)),
        ];

    [GeneratedRegex("'(?<name>[^']{1,100})'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
