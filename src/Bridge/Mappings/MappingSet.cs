using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Bridge.Core.Mappings;

namespace Bridge.Mappings;

/// <summary>A file of the folder of mapping files: its path in the folder, with '/' between parts, and its text.</summary>
public sealed record MappingText(string Name, string Text);

/// <summary>The mapping files of a folder: the good processes, and a report of all that is wrong.</summary>
/// <param name="Report">Each error with file, line, column and the line itself; empty when there is none.</param>
public sealed record MappingSet(ImmutableArray<ProcessMapping> Processes, int Files, int Errors, string Report)
{
    /// <summary>The texts that the processes were read from, those that they share included; empty when they were given in memory.</summary>
    public ImmutableArray<MappingText> Texts { get; init; } = [];

    /// <summary>The folder, or the one file, that it was read from; null when it was read from elsewhere: nothing is watched then.</summary>
    public string? Folder { get; init; }

    /// <summary>All that is wrong, warnings included, in the order of the files.</summary>
    public ImmutableArray<MappingError> Findings { get; init; } = [];

    /// <summary>How many of the findings do not keep the processes from running.</summary>
    public int Warnings => this.Findings.Count(f => !f.IsError);

    /// <summary>The text of a file by the name that its findings give; null when there is none.</summary>
    public string? TextOf(string file) =>
        this.Texts.FirstOrDefault(t => t.Name == file || file.EndsWith('/' + t.Name, StringComparison.Ordinal))?.Text;

    /// <summary>12 hex digits that change whenever one of the processes does, whatever the order of the files.</summary>
    public string Hash => HashOf(this.Processes);

    /// <summary>Processes that were given in memory: never stored, never watched.</summary>
    public static MappingSet Of(IEnumerable<ProcessMapping> processes)
    {
        var all = processes.ToImmutableArray();
        return new MappingSet(all, all.Length, 0, "");
    }

    /// <summary>As <see cref="Hash"/>, of processes that need not be of one set.</summary>
    public static string HashOf(IEnumerable<ProcessMapping> processes)
    {
        var lines = processes.Select(p => $"{p.Name}\0{p.Hash}").Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..12];
    }
}
