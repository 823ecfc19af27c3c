using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings;

/// <summary>What reading a mapping file gave: the process, or all errors in the order of the file.</summary>
/// <param name="Process">Null when there is any error.</param>
public sealed record MappingReading(ProcessMapping? Process, ImmutableArray<MappingError> Errors);

/// <summary>Reads mapping files. It notes all errors with their places, and throws on no text.</summary>
public static class MappingReader
{
    private static readonly string[] Keys =
    [
        "process",
        "owner",
        "description",
        "mode",
        "helpdesk",
        "tracker",
        "entry",
        "fields",
        "stages",
        "stage conflicts",
        "gates",
        "comments",
        "eta",
        "validation",
        "messages",
        "leak words",
        "calendar",
    ];

    /// <summary>Reads and checks one file's text.</summary>
    /// <param name="fileName">For messages only.</param>
    public static MappingReading Read(string fileName, string text)
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

        if (Section.Of(root, "the file", notes, Keys) is not { } file)
        {
            return new MappingReading(null, notes.With([]));
        }

        var process = Process(file) with { File = fileName, Hash = Hash(text) };
        var all = notes.With(MappingCheck.Check(process, notes.Places));
        return new MappingReading(all.IsEmpty ? process : null, all);
    }

    private static ProcessMapping Process(Section file)
    {
        file.Require("helpdesk", "write 'helpdesk: { connection: NAME }' with a connection of the settings");
        file.Require("tracker", "write 'tracker: { connection: NAME, ... }' with a connection of the settings");
        file.Require("entry", "say which tickets come in and how their item is made");
        file.Require("stages", "name the steps of the process");
        var tracker = EntryReader.ReadTracker(file);
        var conditions = new ConditionReader(file.Notes);
        return new ProcessMapping
        {
            Name = file.RequiredText("process", "write 'process: NAME' in the first line"),
            Owner = file.Text("owner") ?? "",
            Description = file.Text("description") ?? "",
            Mode = file.Word("mode", [("observe", Mode.Observe), ("enforce", Mode.Enforce)]) ?? Mode.Enforce,
            Helpdesk = Helpdesk(file),
            Tracker = tracker.Connection,
            Entry = EntryReader.Read(file, tracker, conditions),
            Fields = FieldReader.Read(file),
            Stages = StageReader.Read(file, conditions),
            StageOwner =
                file.Word(
                    "stage conflicts",
                    [("helpdesk wins", Owner.Helpdesk), ("tracker wins", Owner.Tracker), ("newest wins", Owner.Newest)]
                ) ?? Owner.Tracker,
            Gates = PolicyReader.Gates(file),
            Comments = PolicyReader.Comments(file),
            Eta = PolicyReader.Eta(file),
            Validation = ValidationReader.Read(file),
            Messages = MessageReader.Read(file),
            LeakWords = file.Texts("leak words"),
            Calendar = CalendarReader.Read(file),
        };
    }

    private static string Helpdesk(Section file) =>
        file.Node("helpdesk") is { } node && Section.Of(node, "helpdesk", file.Notes, "connection") is { } section
            ? section.RequiredText("connection", "name a connection of the settings")
            : "";

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
