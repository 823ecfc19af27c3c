using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the section "messages".</summary>
internal static partial class MessageReader
{
    internal const string StageEntered = "stage entered";

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
    ];

    internal static ImmutableArray<MessageRule> Read(Section file)
    {
        var messages = ImmutableArray.CreateBuilder<MessageRule>();
        foreach (var (name, place, value) in NamedEntries.Of(file, "messages", "message"))
        {
            if (Section.Of(value, $"message '{Words.Short(name)}'", file.Notes, MessageFormat.Message) is { } section)
            {
                var message = Read(name, section);
                file.Notes.Places.Put(message, "", place);
                file.Notes.Places.Put(message, "when", section.At("when"));
                file.Notes.Places.Put(message, "notify", section.At("notify"));
                messages.Add(message);
            }
        }

        return messages.ToImmutable();
    }

    private static MessageRule Read(string name, Section section)
    {
        var (trigger, stage) = Trigger(section);
        return new MessageRule
        {
            Name = name,
            To = section.Word("to", Audiences) ?? Audience.Agents,
            Trigger = trigger,
            Stage = stage,
            Texts = Texts(section),
            Notify = PolicyReader.Addresses(section, "notify"),
        };
    }

    private static (TriggerKind Kind, string? Stage) Trigger(Section section)
    {
        if (section.Node("when") is YamlMap map)
        {
            return
                Section.Of(map, $"'when' of {section.What}", section.Notes, MessageFormat.When) is { } entered
                && entered.Has(StageEntered)
                ? (TriggerKind.StageEntered, entered.Text(StageEntered) ?? "")
                : (TriggerKind.Linked, null);
        }

        if (
            section.Node("when") is YamlText text
            && text.Value.StartsWith(StageEntered, StringComparison.OrdinalIgnoreCase)
        )
        {
            var stage = text.Value[StageEntered.Length..].Trim(':', ' ');
            section.Notes.Error(
                text.Place,
                $"a stage is named in braces: write 'when: {{ {StageEntered}: {(stage.Length == 0 ? "NAME" : stage)} }}'"
            );
            return (TriggerKind.Linked, null);
        }

        var known = section.Word("when", [.. Triggers, (StageEntered, TriggerKind.StageEntered)]);
        return (known ?? TriggerKind.Linked, null);
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

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LanguagePattern();
}
