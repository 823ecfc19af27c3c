using System.Collections.Immutable;

namespace Bridge.Core.Mappings;

/// <summary>What a process says that it cannot mean.</summary>
public static class LintRules
{
    public static readonly MappingRule StuckStage = new(
        "stuck-stage",
        "A stage that no case can leave",
        "A case that is stuck there is never closed and nobody hears of it. Let another stage be entered from it, or give it an outcome."
    );

    public static readonly MappingRule GateBeforeItem = new(
        "gate-before-item",
        "The first stage asks for what only an item can hold",
        "A ticket comes in through the first stage's gate before its item is made, so it would never come in."
    );

    public static readonly MappingRule GateOutOfReach = new(
        "gate-out-of-reach",
        "A gate asks for a field that is not where people enter the stage",
        "Whoever moves the case cannot fill in what is missing. Carry the field over to their tool as well."
    );

    public static readonly MappingRule NeverTrue = new(
        "never-true",
        "A condition that can never hold",
        "It asks for two things of one field that exclude each other."
    );

    public static readonly MappingRule NeverReached = new(
        "never-reached",
        "A rule that an earlier one always goes before",
        "The first rule that holds counts. Put the narrower one first, or take one out."
    );

    public static readonly MappingRule NothingComesIn = new(
        "nothing-comes-in",
        "No ticket can come in",
        "Every ticket that meets the entry rule is out of scope at once."
    );

    public static readonly MappingRule EntryStatus = new(
        "entry-status",
        "Tickets come in with a status that is not the first stage's",
        "A case begins in the first stage. Give that stage the status by which tickets come in, as one more sign."
    );

    public static readonly MappingRule SameTicket = new(
        "same-ticket",
        "Two processes take the same ticket",
        "Each would make an item of its own and set the status. Let one entry rule leave out what the other takes."
    );

    public static readonly MappingRule ToldTwice = new(
        "told-twice",
        "Two messages tell the same readers of the same moment",
        "Put both into one text, or send one of them at another moment."
    );

    public static readonly MappingRule AlwaysStopped = new(
        "always-stopped",
        "A customer's message that the leak guard always stops",
        "Its own words are among those that no customer may read."
    );

    public static readonly MappingRule LanguageGap = new(
        "language-gap",
        "A message lacks a language that others have",
        "Its readers get the first language instead."
    );

    public static readonly MappingRule NoEffect = new(
        "no-effect",
        "A setting that changes nothing",
        "Nothing in this process asks for it. Take it out, or add what it is for."
    );

    public static readonly MappingRule UnusedField = new(
        "unused-field",
        "A field that nothing uses",
        "It lives on one side only and no gate, condition or template reads it: it is read from the tool for nothing."
    );

    public static readonly MappingRule ValueLoop = new(
        "value-loop",
        "A value that does not come back as it went",
        "What one side writes would be read back as another value, so the sides would change each other for ever."
    );

    public static readonly MappingRule Secret = new(
        "secret-in-file",
        "A secret in plain text",
        "Mapping files are read by many people. Secrets belong into the settings. Take it out, and replace it in the tool."
    );

    public static readonly MappingRule UnusedShared = new(
        "unused-shared-part",
        "A shared part that no process uses",
        "Take it out, or include it."
    );

    public static ImmutableArray<MappingRule> All { get; } =
    [
        StuckStage,
        GateBeforeItem,
        GateOutOfReach,
        NeverTrue,
        NeverReached,
        NothingComesIn,
        EntryStatus,
        SameTicket,
        ToldTwice,
        AlwaysStopped,
        LanguageGap,
        NoEffect,
        UnusedField,
        ValueLoop,
        Secret,
        UnusedShared,
    ];
}
