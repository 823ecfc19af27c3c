using System.Collections.Immutable;
using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Checking;

/// <summary>What the checks have found, each with the place of what it is about.</summary>
internal sealed class Remarks(ProcessMapping process, Places places)
{
    private readonly List<MappingError> all = [];

    internal ImmutableArray<MappingError> All => [.. this.all];

    /// <summary>True when a part of this could not be read.</summary>
    internal bool Doubts(object about) => places.Doubts(about);

    /// <summary>Notes what is wrong with a part of the mapping.</summary>
    /// <param name="part">The key of the object that is wrong; empty for the object itself.</param>
    internal void Add(object about, string part, string message) => this.Add(places.Of(about, part), message);

    internal void Add(Template template, TemplateTag tag, string message) =>
        this.Add(places.Of(template, tag.Offset, tag.Length), message);

    /// <summary>"unknown stage 'x', did you mean 'y'?"</summary>
    internal void UnknownStage(object about, string part, string name) =>
        this.Add(
            about,
            part,
            $"unknown stage {Words.Quoted(name)}{Words.Meant(name, [.. process.Stages.Select(s => s.Name)], "the stages are")}"
        );

    internal void UnknownField(object about, string part, string name) =>
        this.Add(
            about,
            part,
            $"unknown field {Words.Quoted(name)}{Words.Meant(name, [.. process.Fields.Select(f => f.Name)], "the fields are")}"
        );

    private void Add(YamlPlace place, string message) =>
        this.all.Add(new MappingError(process.File, place.Line, place.Column, message));
}
