using System.Collections.Immutable;

namespace Bridge.Core.Mappings;

/// <summary>All rules that mapping files are checked by.</summary>
public static class MappingRules
{
    public static readonly MappingRule Syntax = new(
        "not-yaml",
        "The file is not YAML",
        "Look at quotes, colons and indents of the line and of the one above."
    );

    public static readonly MappingRule TooBig = new(
        "too-big",
        "More than a process ever needs",
        "Files, groups, texts and what aliases stand for have a bound, so that no file can stop the bridge. Split the process."
    );

    public static readonly MappingRule UnknownKey = new(
        "unknown-key",
        "A key that nothing reads",
        "A key that nothing reads is a slip or a wish. Write the key that is meant, or take it out."
    );

    public static readonly MappingRule KeyTwice = new(
        "key-twice",
        "A key stands twice",
        "Only one of the two can count. Keep one."
    );

    public static readonly MappingRule EmptyKey = new(
        "empty-key",
        "A key without a value",
        "Give it a value, or take the line out."
    );

    public static readonly MappingRule MissingKey = new(
        "missing-key",
        "A needed key is missing",
        "The group cannot be understood without it. The message says what to write."
    );

    public static readonly MappingRule WrongKind = new(
        "wrong-kind",
        "Not the kind of value that belongs there",
        "The message says what kind of value belongs there."
    );

    public static readonly MappingRule UnknownValue = new(
        "unknown-value",
        "Not one of the words of this key",
        "The message lists the words of the key."
    );

    public static readonly MappingRule WrongValue = new(
        "wrong-value",
        "A value that cannot be",
        "The message says why, and what to write instead."
    );

    public static readonly MappingRule UnknownStage = new(
        "unknown-stage",
        "A stage that the process does not have",
        "Stages are named under 'stages'."
    );

    public static readonly MappingRule UnknownProcess = new(
        "unknown-process",
        "A process that no mapping file has",
        "A file of tests names the process that it tests as its mapping file does, under 'process'."
    );

    public static readonly MappingRule UnknownField = new(
        "unknown-field",
        "A field that the process does not have",
        "Fields are named under 'fields', also those that live on one side only."
    );

    public static readonly MappingRule UnknownShared = new(
        "unknown-shared-part",
        "A shared part that is not there",
        "Shared parts stand in the files of the folder 'shared' beside the mapping files."
    );

    public static readonly MappingRule SharedClash = new(
        "shared-name-twice",
        "A name that an included part has already",
        "Names are given once: take the own entry out, rename it, or leave the part out."
    );

    /// <summary>Every rule, in the order of the documentation.</summary>
    public static ImmutableArray<MappingRule> All { get; } =
    [
        Syntax,
        TooBig,
        UnknownKey,
        KeyTwice,
        EmptyKey,
        MissingKey,
        WrongKind,
        UnknownValue,
        WrongValue,
        UnknownStage,
        UnknownProcess,
        UnknownField,
        UnknownShared,
        SharedClash,
        .. CheckRules.All,
        .. LintRules.All,
        .. LiveRules.All,
    ];
}
