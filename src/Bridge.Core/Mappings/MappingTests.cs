using System.Collections.Immutable;
using Bridge.Core.Mappings.Format;
using Bridge.Core.Mappings.Reading;
using Bridge.Core.Mappings.Testing;

namespace Bridge.Core.Mappings;

/// <summary>What reading a file of tests gave.</summary>
/// <param name="Process">The process that it tests; null when it names none that is known.</param>
/// <param name="Tests">Empty when there is any error.</param>
public sealed record MappingTestReading(
    ProcessMapping? Process,
    ImmutableArray<MappingTest> Tests,
    ImmutableArray<MappingError> Errors
);

/// <summary>What reading a situation ("given" as a file of its own) gave; null with any error.</summary>
public sealed record GivenReading(ProcessMapping? Process, Given? Given, ImmutableArray<MappingError> Errors);

/// <summary>Reads files of tests beside mapping files, and situations.</summary>
public static class MappingTests
{
    /// <summary>How the names of files of tests end.</summary>
    public const string Ending = ".tests.yaml";

    /// <summary>Reads a file with the keys "process" and "tests". It notes all errors with their places.</summary>
    public static MappingTestReading Read(string fileName, string text, IReadOnlyCollection<ProcessMapping> processes)
    {
        var notes = new Notes(fileName, text);
        if (Open(notes, text, "tests") is not { } file)
        {
            return new MappingTestReading(null, [], notes.With([]));
        }

        file.Require("tests", "list the tests");
        var process = Process(file, processes, isNeeded: true);
        var tests = process is null ? [] : TestReader.Read(file, process);
        var errors = notes.With([]);
        return new MappingTestReading(process, errors.IsEmpty ? tests : [], errors);
    }

    /// <summary>
    /// Reads one situation, YAML or JSON, with the keys of a test's "given", and "process" where there are several.
    /// </summary>
    public static GivenReading ReadGiven(string fileName, string text, IReadOnlyCollection<ProcessMapping> processes)
    {
        var notes = new Notes(fileName, text);
        if (Open(notes, text, [.. TestFormat.Given.Names]) is not { } file)
        {
            return new GivenReading(null, null, notes.With([]));
        }

        file.Require("ticket", "say what the ticket shows, such as 'ticket: { status: Open }'");
        var process = Process(file, processes, isNeeded: processes.Count != 1) ?? processes.FirstOrDefault();
        if (process is null || !notes.With([]).IsEmpty)
        {
            return new GivenReading(null, null, notes.With([]));
        }

        var given = TestReader.ReadGiven(file, process);
        var errors = notes.With([]);
        return new GivenReading(process, errors.IsEmpty ? given : null, errors);
    }

    private static Section? Open(Notes notes, string text, params string[] keys)
    {
        if (YamlTree.Read(text, notes) is not { } root)
        {
            return null;
        }

        return Section.Of(root, "the file", notes, [.. keys, "process"]);
    }

    private static ProcessMapping? Process(Section file, IReadOnlyCollection<ProcessMapping> processes, bool isNeeded)
    {
        if (isNeeded)
        {
            file.Require("process", "name the process that is meant");
        }

        if (file.TextNode("process") is not { } node)
        {
            return null;
        }

        var process = processes.FirstOrDefault(p =>
            string.Equals(p.Name, node.Value.Trim(), StringComparison.OrdinalIgnoreCase)
        );
        if (process is null)
        {
            var meant = Words.Meant(node.Value, [.. processes.Select(p => p.Name)], "the processes are");
            var error = $"unknown process {Words.Quoted(node.Value)}{meant}";
            file.Notes.Error(node.Place, MappingRules.UnknownProcess, error);
        }

        return process;
    }
}
