using System.Collections.Immutable;
using Bridge.Core.Mappings.Linting;
using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Checking;

/// <summary>What the checks have found, each with the place of what it is about.</summary>
internal sealed class Remarks(ProcessMapping process, Notes notes)
{
    private const int Most = 100;

    private readonly List<MappingError> all = [];
    private int errors;

    internal ImmutableArray<MappingError> All => [.. this.all];

    /// <summary>True when so much is wrong that nothing more is noted, nor worth looking for.</summary>
    internal bool IsFull => this.errors >= Most;

    /// <summary>The rule that the check at work looks after.</summary>
    internal MappingRule Rule { get; set; } = CheckRules.Process;

    /// <summary>The names that the file uses outside of 'fields'.</summary>
    internal UsedNames Uses => notes.Uses;

    /// <summary>True when a part of this could not be read.</summary>
    internal bool Doubts(object about) => notes.Places.Doubts(about);

    /// <summary>True when the part stands in the file.</summary>
    internal bool Says(object about, string part) => notes.Places.Has(about, part);

    /// <summary>Notes what is wrong with a part of the mapping.</summary>
    /// <param name="part">The key of the object that is wrong; empty for the object itself.</param>
    internal void Add(object about, string part, string message) =>
        this.Add(notes.Places.Of(about, part), this.Rule, MappingSeverity.Error, message);

    internal void Add(Template template, TemplateTag tag, string message) =>
        this.Add(notes.Places.Of(template, tag.Offset, tag.Length), this.Rule, MappingSeverity.Error, message);

    /// <summary>Notes what breaks a rule of its own.</summary>
    internal void Error(object about, string part, MappingRule rule, string message) =>
        this.Add(notes.Places.Of(about, part), rule, MappingSeverity.Error, message);

    /// <summary>Notes what a process can run with, though it will not do what it seems to.</summary>
    internal void Warn(object about, string part, MappingRule rule, string message) =>
        this.Add(notes.Places.Of(about, part), rule, MappingSeverity.Warning, message);

    /// <summary>Notes a piece of a template that breaks a rule of its own.</summary>
    internal void Error(Template template, int offset, int length, MappingRule rule, string message) =>
        this.Add(notes.Places.Of(template, offset, length), rule, MappingSeverity.Error, message);

    /// <summary>"unknown stage 'x', did you mean 'y'?"</summary>
    internal void UnknownStage(object about, string part, string name) =>
        this.Unknown(about, part, MappingRules.UnknownStage, "stage", name, process.Stages.Select(s => s.Name));

    internal void UnknownField(object about, string part, string name) =>
        this.Unknown(about, part, MappingRules.UnknownField, "field", name, process.Fields.Select(f => f.Name));

    private void Unknown(
        object about,
        string part,
        MappingRule rule,
        string what,
        string name,
        IEnumerable<string> names
    )
    {
        if (this.IsFull)
        {
            return;
        }

        string[] have = [.. names];
        var message = $"unknown {what} {Words.Quoted(name)}{Words.Meant(name, have, $"the {what}s are")}";
        var error = notes.At(notes.Places.Of(about, part), rule, message);
        this.errors++;
        this.all.Add(error with { Found = name, Allowed = [.. have], Nearest = [.. Text.Nearest.To(name, have, 2)] });
    }

    private void Add(YamlPlace place, MappingRule rule, MappingSeverity severity, string message)
    {
        var isError = severity == MappingSeverity.Error;
        if (isError ? this.IsFull : this.all.Count - this.errors >= Most)
        {
            return;
        }

        this.errors += isError ? 1 : 0;
        this.all.Add(notes.At(place, rule, message) with { Severity = severity });
    }
}
