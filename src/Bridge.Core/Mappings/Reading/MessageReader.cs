using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the section "messages".</summary>
internal static partial class MessageReader
{
    internal const string StageEntered = "stage entered";
    internal const string FieldFirstFilled = "field first filled";
    internal const string FieldChanged = "field changed";
    internal const string FromStage = "from stage";

    /// <summary>Triggers that name what they are about, as groups of keys.</summary>
    internal static readonly IReadOnlyList<(string Word, TriggerKind Value)> Named =
    [
        (StageEntered, TriggerKind.StageEntered),
        (FieldFirstFilled, TriggerKind.FieldFirstFilled),
        (FieldChanged, TriggerKind.FieldChanged),
    ];

    internal static readonly IReadOnlyList<(string Word, Audience Value)> Audiences =
    [
        ("customer", Audience.Customer),
        ("agents", Audience.Agents),
        ("engineers", Audience.Engineers),
    ];

    internal static readonly IReadOnlyList<(string Word, TriggerKind Value)> Triggers =
    [
        ("linked", TriggerKind.Linked),
        ("ETA first set", TriggerKind.EtaFirstSet),
        ("ETA changed", TriggerKind.EtaChanged),
        ("ETA removed", TriggerKind.EtaRemoved),
        ("resolved", TriggerKind.Resolved),
        ("closed unresolved", TriggerKind.ClosedUnresolved),
        ("released", TriggerKind.Released),
        ("validation asked", TriggerKind.ValidationAsked),
        ("validation reminder", TriggerKind.ValidationReminder),
        ("customer confirmed", TriggerKind.CustomerConfirmed),
        ("customer says still broken", TriggerKind.CustomerSaysBroken),
        ("customer silent", TriggerKind.CustomerSilent),
        ("customer replied", TriggerKind.CustomerReplied),
    ];

    internal static ImmutableArray<MessageRule> Read(Section file, ConditionReader conditions)
    {
        var messages = ImmutableArray.CreateBuilder<MessageRule>();
        foreach (var (name, place, value) in NamedEntries.Of(file, "messages", "message"))
        {
            if (Section.Of(value, $"message '{Words.Short(name)}'", file.Notes, MessageFormat.Message) is { } section)
            {
                var message = Read(name, section, conditions);
                file.Notes.Places.Put(message, "", place);
                file.Notes.Places.Put(message, "when", section.At("when"));
                file.Notes.Places.Put(message, "notify", section.At("notify"));
                file.Notes.Places.Put(message, "only if", section.At("only if"));
                messages.Add(message);
            }
        }

        return messages.ToImmutable();
    }

    private static MessageRule Read(string name, Section section, ConditionReader conditions)
    {
        var when = When(section);
        return new MessageRule
        {
            Name = name,
            To = section.Word("to", Audiences) ?? Audience.Agents,
            Trigger = when.Kind,
            Stage = when.Kind == TriggerKind.StageEntered ? when.Name : null,
            Field = when.Kind == TriggerKind.StageEntered ? null : when.Name,
            FromStage = when.From,
            OnlyIf = section.Node("only if") is { } onlyIf ? conditions.Read(onlyIf) : null,
            Texts = Texts(section),
            Notify = PolicyReader.Addresses(section, "notify"),
        };
    }

    private static Trigger When(Section section)
    {
        if (section.Node("when") is YamlMap map)
        {
            return Section.Of(map, $"'when' of {section.What}", section.Notes, MessageFormat.When) is { } named
                ? About(named)
                : Nothing;
        }

        if (
            section.Node("when") is YamlText text
            && Named.FirstOrDefault(n => text.Value.StartsWith(n.Word, StringComparison.OrdinalIgnoreCase)).Word
                is { } word
        )
        {
            var name = text.Value[word.Length..].Trim(':', ' ');
            var what = word == StageEntered ? "a stage" : "a field";
            section.Notes.Error(
                text.Place,
                $"{what} is named in braces: write 'when: {{ {word}: {(name.Length == 0 ? "NAME" : name)} }}'"
            );
            return Nothing;
        }

        return section.Word("when", [.. Triggers, .. Named]) is { } known ? new Trigger(known, null, null) : Nothing;
    }

    private static Trigger About(Section when)
    {
        var named = Named.Where(n => when.Has(n.Word)).ToList();
        if (named.Count != 1)
        {
            when.Notes.Error(
                when.Place,
                named.Count == 0
                    ? $"{when.What} names nothing; write one of {Words.List([.. Named.Select(n => n.Word)])} with a name"
                    : $"{when.What} has only one of {Words.List([.. named.Select(n => n.Word)])}; write a message for each"
            );
            return Nothing;
        }

        var (word, kind) = named[0];
        if (kind == TriggerKind.StageEntered && when.Has(FromStage))
        {
            when.Notes.Error(
                when.At(FromStage),
                $"'{FromStage}' goes with a field; '{StageEntered}' names its stage itself"
            );
        }

        return new Trigger(kind, when.Text(word) ?? "", when.Text(FromStage));
    }

    private static ImmutableArray<(string Language, Template Text)> Texts(Section section)
    {
        var texts = ImmutableArray.CreateBuilder<(string, Template)>();
        foreach (var (language, place, node) in NamedEntries.Of(section, "text", "language"))
        {
            if (!LanguagePattern().IsMatch(language))
            {
                section.Notes.Error(
                    place,
                    $"{Words.Quoted(language)} is no language code; write two letters such as 'en', or 'pt-BR'"
                );
            }

            if (node is YamlText { IsEmpty: false } text && !string.IsNullOrWhiteSpace(text.Value))
            {
                texts.Add((language, TemplateReader.Read(section.Notes, text, html: true)));
            }
            else
            {
                section.Notes.Error(
                    node.Place,
                    $"the {language} text of {section.What} must be a text, found {node.Kind}"
                );
            }
        }

        if (section.Node("text") is YamlMap { Entries.Length: 0 } empty)
        {
            section.Notes.Error(empty.Place, $"{section.What} has no text; write it by language, such as 'en: ...'");
        }

        return texts.ToImmutable();
    }

    private static Trigger Nothing { get; } = new(TriggerKind.Linked, null, null);

    /// <summary>When a message is sent, the stage or field that this is about, and from which stage on.</summary>
    private sealed record Trigger(TriggerKind Kind, string? Name, string? From);

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LanguagePattern();
}
