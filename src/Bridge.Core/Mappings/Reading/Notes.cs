using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Mappings.Linting;

namespace Bridge.Core.Mappings.Reading;

/// <summary>What is noted while a file is read: its errors, and where each part of the mapping stands.</summary>
internal sealed class Notes(string file, string text)
{
    /// <summary>More errors than this nobody reads at once.</summary>
    private const int Most = 100;

    private readonly HashSet<MappingError> errors = [];
    private readonly Dictionary<string, SourceLines> sources = new(StringComparer.Ordinal)
    {
        [file] = new SourceLines(text),
    };

    internal Places Places => field ??= new Places(this);

    internal string File { get; } = file;

    /// <summary>The files beside the mapping file.</summary>
    internal SideFiles Side { get; set; } = SideFiles.None;

    /// <summary>The texts of the files beside that keys of the mapping name: they are a part of it.</summary>
    internal string SideTaken { get; private set; } = "";

    /// <summary>The text of a file that a key names; null when there is none.</summary>
    internal string? Beside(string path)
    {
        var found = this.Side.Text(path);
        this.SideTaken += found;
        return found;
    }

    /// <summary>The names that the file uses outside of 'fields'.</summary>
    internal UsedNames Uses { get; set; } = UsedNames.None;

    /// <summary>True when so much is wrong that nothing more is noted, nor worth looking for.</summary>
    internal bool IsFull => this.errors.Count >= Most;

    /// <summary>Takes in the text of a file beside, so that its places can be shown.</summary>
    internal void Open(string other, string otherText) => this.sources[other] = new SourceLines(otherText);

    internal SourceLines Lines(string? other) =>
        this.sources.GetValueOrDefault(other ?? this.File) ?? new SourceLines("");

    internal void Error(YamlPlace place, string message) => this.Error(place, MappingRules.WrongValue, message);

    internal void Error(YamlPlace place, MappingRule rule, string message) => this.Error(this.At(place, rule, message));

    /// <summary>"unknown key 'x' in y, did you mean 'z'?"</summary>
    /// <param name="what">What is unknown: "unknown key".</param>
    /// <param name="where">" in y", or nothing.</param>
    /// <param name="whatThereIs">How the list of what there is begins: "it takes".</param>
    internal void Unknown(
        YamlPlace place,
        MappingRule rule,
        string what,
        string found,
        string where,
        IReadOnlyCollection<string> have,
        string whatThereIs
    )
    {
        if (!this.IsFull)
        {
            var message = $"{what} {Words.Quoted(found)}{where}{Words.Meant(found, have, whatThereIs)}";
            this.Error(
                this.At(place, rule, message) with
                {
                    Found = found,
                    Allowed = [.. have],
                    Nearest = [.. Text.Nearest.To(found, have, 2)],
                }
            );
        }
    }

    internal void Error(MappingError error)
    {
        if (!this.IsFull)
        {
            this.errors.Add(error);
        }
    }

    /// <summary>A finding at a place, with what stands there.</summary>
    internal MappingError At(YamlPlace place, MappingRule rule, string message) =>
        new(place.File ?? this.File, place.Line, place.Column, message)
        {
            Rule = rule,
            Length = this.Lines(place.File).Length(place.Line, place.Column),
        };

    /// <summary>
    /// All findings in the order of the file. A check says nothing of a line that could not be read; where there are too many
    /// errors, nobody hears of warnings.
    /// </summary>
    internal ImmutableArray<MappingError> With(IEnumerable<MappingError> checks)
    {
        var lines = this.errors.Where(e => e.Rule != MappingRules.MissingKey).Select(e => (e.File, e.Line)).ToHashSet();
        var all = this
            .errors.Concat(checks.Where(c => !lines.Contains((c.File, c.Line))))
            .Distinct()
            .Where(e => e.IsError || !this.IsFull)
            .OrderBy(e => e.File != this.File)
            .ThenBy(e => e.File, StringComparer.Ordinal)
            .ThenBy(e => e.Line)
            .ThenBy(e => e.Column)
            .ThenBy(e => e.Message, StringComparer.Ordinal)
            .ToList();
        if (all.Count >= Most && this.IsFull)
        {
            var last = all[Most - 1];
            var more = string.Create(
                CultureInfo.InvariantCulture,
                $"there are more than {Most} errors; mend these first"
            );
            return [.. all.Take(Most), new MappingError(last.File, last.Line, last.Column, more)];
        }

        return [.. all];
    }
}
