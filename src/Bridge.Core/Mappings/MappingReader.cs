using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Bridge.Core.Mappings.Format;
using Bridge.Core.Mappings.Linting;
using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings;

/// <summary>What reading a mapping file gave: the process, or all errors in the order of the file.</summary>
/// <param name="Process">Null when there is any error.</param>
public sealed record MappingReading(ProcessMapping? Process, ImmutableArray<MappingError> Errors)
{
    /// <summary>What does not do what it seems to; the process can be used all the same.</summary>
    public ImmutableArray<MappingError> Warnings { get; init; } = [];

    /// <summary>The shared parts that it includes, such as "calendar Ireland".</summary>
    public ImmutableArray<string> SharedParts { get; init; } = [];

    /// <summary>Where its parts stand.</summary>
    internal Notes? Notes { get; init; }
}

/// <summary>Reads mapping files. It notes all errors with their places, and throws on no text.</summary>
public static class MappingReader
{
    internal static readonly IReadOnlyList<(string Word, Mode Value)> Modes =
    [
        ("observe", Mode.Observe),
        ("enforce", Mode.Enforce),
    ];

    internal static readonly IReadOnlyList<(string Word, Owner Value)> StageOwners =
    [
        ("helpdesk wins", Owner.Helpdesk),
        ("tracker wins", Owner.Tracker),
        ("newest wins", Owner.Newest),
    ];

    /// <summary>Reads and checks one file's text.</summary>
    /// <param name="fileName">For messages only.</param>
    /// <param name="side">The files that lie beside it; null: none.</param>
    public static MappingReading Read(string fileName, string text, SideFiles? side = null)
    {
        var notes = new Notes(fileName, text);
        if (YamlTree.Read(text, notes) is not { } root || root is YamlText { IsEmpty: true })
        {
            var errors = notes.With([]);
            return new MappingReading(
                null,
                errors.IsEmpty
                    ? [new MappingError(fileName, 1, 1, "the file is empty; a process begins with 'process: NAME'")]
                    : errors
            );
        }

        notes.Side = side ?? SideFiles.None;
        var whole = Includes.Into(root, notes.Side, notes);
        if (Section.Of(whole.Root, "the file", notes, FileFormat.File) is not { } file)
        {
            return new MappingReading(null, notes.With([]));
        }

        notes.Uses = UsedNames.Of(whole.Root);
        SecretLint.Check(text, notes);
        var process = Process(file) with
        {
            File = fileName,
            Hash = Hash(MappingText.WithoutTests(text, root) + whole.Taken + notes.SideTaken),
            Places = notes.Places,
        };
        process = process with { Tests = TestReader.Read(file, process) };
        var all = notes.With(MappingCheck.Check(process, notes));
        return new MappingReading(all.Any(e => e.IsError) ? null : process, [.. all.Where(e => e.IsError)])
        {
            Warnings = [.. all.Where(e => !e.IsError)],
            Notes = notes,
            SharedParts = whole.Names,
        };
    }

    private static ProcessMapping Process(Section file)
    {
        var tracker = EntryReader.ReadTracker(file);
        var conditions = new ConditionReader(file.Notes);
        return new ProcessMapping
        {
            Name = file.Text("process") ?? "",
            Owner = file.Text("owner") ?? "",
            Description = file.Text("description") ?? "",
            Mode = file.Word("mode", Modes) ?? Mode.Enforce,
            Helpdesk = Helpdesk(file),
            Tracker = tracker.Connection,
            Entry = EntryReader.Read(file, tracker, conditions),
            Fields = FieldReader.Read(file),
            Stages = StageReader.Read(file, conditions),
            StageOwner = file.Word("stage conflicts", StageOwners) ?? Owner.Tracker,
            Gates = PolicyReader.Gates(file),
            Findings = FindingReader.Read(file),
            Comments = CommentReader.Comments(file),
            Files = CommentReader.Files(file),
            Eta = PolicyReader.Eta(file),
            Released = ReleasedReader.Read(file, conditions),
            SharedItem = PolicyReader.SharedItem(file),
            Validation = ValidationReader.Read(file, conditions),
            Messages = MessageReader.Read(file, conditions),
            Knowledge = KnowledgeReader.Read(file, conditions),
            LeakWords = file.Texts("leak words"),
            Calendar = CalendarReader.Read(file),
            Sla = SlaReader.Read(file, conditions),
            Metrics = MetricReader.Read(file, conditions),
        };
    }

    private static string Helpdesk(Section file) =>
        file.Node("helpdesk") is { } node
        && Section.Of(node, "helpdesk", file.Notes, FileFormat.Helpdesk) is { } section
            ? section.Text("connection") ?? ""
            : "";

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
