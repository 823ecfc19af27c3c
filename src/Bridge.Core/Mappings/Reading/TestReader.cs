using System.Collections.Immutable;
using Bridge.Core.Mappings.Format;
using Bridge.Core.Mappings.Testing;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the section "tests", of a mapping file or of a file of tests beside it.</summary>
internal sealed class TestReader
{
    private readonly Notes notes;
    private readonly GivenReader given;
    private readonly TestStepReader steps;

    private TestReader(ProcessMapping process, Notes notes)
    {
        var fields = new TestFields(process, notes);
        var moments = new TestMoments(process.Calendar, notes);
        this.notes = notes;
        this.given = new GivenReader(process, notes, fields, moments);
        this.steps = new TestStepReader(process, notes, fields, moments);
    }

    internal static ImmutableArray<MappingTest> Read(Section file, ProcessMapping process)
    {
        var node = file.Node("tests");
        if (node is not null and not YamlList)
        {
            file.Wrong(node, "tests", "a list, each with 'name', 'given' and 'steps'");
        }

        return node is YamlList list ? new TestReader(process, file.Notes).Read(list) : [];
    }

    /// <summary>Reads what a test would have under "given", as a file of its own.</summary>
    internal static Given ReadGiven(Section file, ProcessMapping process) =>
        new TestReader(process, file.Notes).given.Read(file);

    private ImmutableArray<MappingTest> Read(YamlList list)
    {
        var tests = ImmutableArray.CreateBuilder<MappingTest>();
        var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in list.Items.TakeWhile(_ => !this.notes.IsFull))
        {
            if (Section.Of(item, "a test", this.notes, TestFormat.Test) is not { } section)
            {
                continue;
            }

            var name = section.Text("name") ?? "";
            if (!lines.TryAdd(name, section.Place.Line) && name.Length > 0)
            {
                this.notes.Error(
                    section.At("name"),
                    $"two tests are called {Words.Quoted(name)}; the first is in line {lines[name]}, rename one of them"
                );
            }

            var before = this.given.Read(section.Node("given"));
            var read = this.steps.Read(section);
            this.Releases(before, read, section);
            tests.Add(new MappingTest(name, this.Place(section.Place), before, read));
        }

        return tests.ToImmutable();
    }

    /// <summary>Fix versions must be among the releases: else nobody could say when they come.</summary>
    private void Releases(Given before, ImmutableArray<TestStep> read, Section test)
    {
        var names = before.Releases.Select(r => r.Name).ToList();
        var set = read.OfType<TestStep.Sets>()
            .Where(s => s.Side == Side.Tracker)
            .Select(s => (s.Values, s.Place))
            .Append((Values: before.Item ?? FieldBag.Empty, Place: this.Place(test.At("given"))));
        foreach (var (values, place) in set)
        {
            var versions = values[FieldNames.FixVersions] is FieldValue.List list ? list.Values : [];
            foreach (var version in versions.Where(v => !names.Contains(v, StringComparer.OrdinalIgnoreCase)))
            {
                var meant = Words.Meant(version, names, "'releases' under 'given' names");
                var cure = meant.Length > 0 ? meant : "; name it under 'given', such as 'releases: { R1: 2026-03-20 }'";
                this.notes.Error(
                    new YamlPlace(place.Line, place.Column),
                    $"unknown release {Words.Quoted(version)}{cure}"
                );
            }
        }
    }

    private FilePlace Place(YamlPlace place) => new(place.File ?? this.notes.File, place.Line, place.Column);
}
