using System.Globalization;
using Bridge.Core.Mappings;
using FsCheck;
using FsCheck.Fluent;

namespace Bridge.Core.Tests.Mappings;

/// <summary>
/// The shipped files, mutated as slips of an editor and as attacks would: bytes, lines, indents, swapped keys, huge
/// values, deep nesting, aliases. The environment variable FUZZ_MUTATIONS says how many in all; CI takes 10,000.
/// </summary>
public sealed class MutationFuzzTests
{
    private static readonly int Mutations = int.TryParse(
        Environment.GetEnvironmentVariable("FUZZ_MUTATIONS"),
        CultureInfo.InvariantCulture,
        out var many
    )
        ? many
        : 600;

    public static TheoryData<string> Files => [.. MappingFiles.Names];

    private static readonly Func<List<string>, int, int, string>[] Kinds =
    [
        (lines, at, with) => Line(lines, at, l => l.Length == 0 ? "x" : l.Remove(with % l.Length, 1)),
        (lines, at, with) => Line(lines, at, l => l.Insert(with % (l.Length + 1), ((char)(with % 256)).ToString())),
        (lines, at, with) => Line(lines, at, l => new string(' ', with % 9) + l.TrimStart()),
        (lines, at, _) => Line(lines, at, l => "\t" + l),
        (lines, at, _) => Remove(lines, at),
        (lines, at, with) => Insert(lines, with, lines[at % lines.Count]),
        (lines, at, with) => Swap(lines, at, with),
        (lines, at, with) => SwapKeys(lines, at, with),
        (lines, at, _) => Line(lines, at, l => Value(l, new string('9', 40_000))),
        (lines, at, _) =>
            Line(lines, at, l => Value(l, "\"" + string.Concat(Enumerable.Repeat("{{eta}}", 4_000)) + "\"")),
        (lines, at, with) =>
            Line(lines, at, l => Value(l, new string('[', with % 2_000) + new string(']', with % 2_000))),
        (lines, at, with) => Line(lines, at, l => Value(l, string.Concat(Enumerable.Repeat("{ all: [", with % 60)))),
        (lines, at, _) =>
            Insert(lines, at, "bomb: &b [[x, x, x, x], [x, x, x, x], [x, x, x, x]]\nbig: [*b, *b, *b, *b, *b]"),
        (lines, at, _) => Line(lines, at, l => Value(l, "&a")),
        (lines, at, _) => Line(lines, at, l => Value(l, "*a")),
        (lines, at, _) => Insert(lines, at, "  <<: *a"),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void No_mutation_breaks_the_reader(string name)
    {
        var text = MappingFiles.Text(name);
        var mutation =
            from kind in Gen.Choose(0, Kinds.Length - 1)
            from at in Gen.Choose(0, 10_000)
            from with in Gen.Choose(0, 10_000)
            select (kind, at, with);

        Prop.ForAll(mutation.NonEmptyListOf().Resize(4).ToArbitrary(), m => Sound(Mutated(text, m)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Math.Max(1, Mutations / MappingFiles.Names.Count)));
    }

    private static string Mutated(string text, IEnumerable<(int Kind, int At, int With)> mutations)
    {
        foreach (var (kind, at, with) in mutations)
        {
            text = Kinds[kind]([.. text.Split('\n')], at, with);
        }

        return text;
    }

    private static bool Sound(string text)
    {
        var (process, errors) = MappingReader.Read("f.yaml", text);
        MappingReport.Print(errors, text);
        foreach (var template in process?.Messages.SelectMany(m => m.Texts).Select(t => t.Text).Take(3) ?? [])
        {
            template.Render(new Dictionary<string, object?>(StringComparer.Ordinal));
        }

        return (process is null) == (errors.Length > 0)
            && errors.All(e => e is { Line: >= 1, Column: >= 1, Length: >= 1 });
    }

    private static string Line(List<string> lines, int at, Func<string, string> change)
    {
        lines[at % lines.Count] = change(lines[at % lines.Count]);
        return string.Join('\n', lines);
    }

    private static string Remove(List<string> lines, int at)
    {
        if (lines.Count > 1)
        {
            lines.RemoveAt(at % lines.Count);
        }

        return string.Join('\n', lines);
    }

    private static string Insert(List<string> lines, int at, string line)
    {
        lines.Insert(at % lines.Count, line);
        return string.Join('\n', lines);
    }

    private static string Swap(List<string> lines, int at, int with)
    {
        var (a, b) = (at % lines.Count, with % lines.Count);
        (lines[a], lines[b]) = (lines[b], lines[a]);
        return string.Join('\n', lines);
    }

    private static string SwapKeys(List<string> lines, int at, int with)
    {
        var (a, b) = (at % lines.Count, with % lines.Count);
        var (one, two) = (
            lines[a].IndexOf(':', StringComparison.Ordinal),
            lines[b].IndexOf(':', StringComparison.Ordinal)
        );
        if (one < 0 || two < 0 || a == b)
        {
            return string.Join('\n', lines);
        }

        (lines[a], lines[b]) = (lines[b][..two] + lines[a][one..], lines[a][..one] + lines[b][two..]);
        return string.Join('\n', lines);
    }

    private static string Value(string line, string value)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? line : line[..(colon + 2)] + value;
    }
}
