using System.Collections.Immutable;
using Bridge.Core.Mappings.Format;
using Bridge.Core.Mappings.Testing;
using Bridge.Core.Model;
using Bridge.Core.Reporting;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads what a test expects.</summary>
internal sealed class ExpectReader(ProcessMapping process, Notes notes, TestFields fields, TestMoments moments)
{
    private const string None = "none";

    internal static readonly IReadOnlyList<(string Word, bool IsThere)> Items =
    [
        (None, false),
        ("made", true),
        ("linked", true),
    ];

    internal static readonly IReadOnlyList<(string Word, SlaState State)> SlaWords =
    [
        (None, SlaState.None),
        ("ok", SlaState.Ok),
        ("warned", SlaState.Warned),
        ("breached", SlaState.Breached),
    ];

    internal ImmutableArray<Expected> Read(YamlNode node)
    {
        if (Section.Of(node, "expect", notes, TestFormat.Expect) is not { } section)
        {
            return [];
        }

        var all = new List<Expected>();
        foreach (var key in TestFormat.Expect.Names.Where(section.Has))
        {
            if (section.Node(key) is { } value)
            {
                all.AddRange(this.Expectation(section, key, value));
            }
        }

        if (node is YamlMap { Entries.IsEmpty: true })
        {
            notes.Error(node.Place, $"this expects nothing; it takes {Words.List(TestFormat.Expect.Names)}");
        }

        return [.. all];
    }

    private IEnumerable<Expected> Expectation(Section section, string key, YamlNode value)
    {
        var place = this.Place(value);
        if (ExpectedWords.Read(section, key, place) is { } words)
        {
            return words;
        }

        return key switch
        {
            "stage" => this.Stage(section, place),
            "ticket" => this.Values(value, Side.Helpdesk),
            "item" when value is YamlText text => this.Item(section, text, place),
            "item" => this.Values(value, Side.Tracker),
            "gate" => this.Gate(value, place),
            CaseNames.Attempt or CaseNames.Bounces => this.Knows(section, key, place),
            "article" when value is YamlText text && Same(None, text.Value) =>
            [
                new Expected.Counts(Channel.Article, 0) { Place = place },
            ],
            "article" => section.Texts(key).Select(text => new Expected.Says(Channel.Article, text) { Place = place }),
            "messages" => this.Messages(section, place),
            "finding" => section.Texts(key).Select(text => new Expected.Finds(text) { Place = place }),
            "findings" => this.Findings(section, place),
            "sla" => Sla(section, place),
            "next wake" => this.Wakes(section, value, place),
            "not in process" => section.Texts(key).Select(text => new Expected.NotIn(text) { Place = place }),
            "timeline" => section.Texts(key).Select(text => new Expected.Tells(text) { Place = place }),
            _ => EtaTold(section, value, place),
        };
    }

    private IEnumerable<Expected> Stage(Section section, FilePlace place)
    {
        if (section.TextNode("stage") is not { } node)
        {
            return [];
        }

        var name = node.Value.Trim();
        return name.Equals(None, StringComparison.OrdinalIgnoreCase) ? [new Expected.InStage(null) { Place = place }]
            : this.Known(node) is { } stage ? [new Expected.InStage(stage) { Place = place }]
            : [];
    }

    private IEnumerable<Expected> Item(Section section, YamlText text, FilePlace place)
    {
        var isThere = section.Word("item", Items);
        return isThere is { } there && !text.IsEmpty ? [new Expected.HasItem(there) { Place = place }] : [];
    }

    private IEnumerable<Expected> Values(YamlNode node, Side side)
    {
        foreach (var entry in fields.Entries(node, side == Side.Helpdesk ? "'ticket'" : "'item'"))
        {
            if (fields.Find(side, entry.Key) is not { } field)
            {
                continue;
            }

            var place = this.Place(entry.Key);
            if (entry.Value is YamlMap map)
            {
                if (Section.Of(map, $"what {Words.Quoted(field.Name)} shows", notes, "contains") is { } part)
                {
                    foreach (var text in part.Texts("contains"))
                    {
                        yield return new Expected.Shows(side, field.Name, null, text) { Place = place };
                    }
                }
            }
            else if (fields.Value(entry.Value, field) is (true, var value))
            {
                yield return new Expected.Shows(side, field.Name, value, null) { Place = place };
            }
        }
    }

    private IEnumerable<Expected> Gate(YamlNode node, FilePlace place)
    {
        if (node is YamlText text && text.Value.Trim().Equals("open", StringComparison.OrdinalIgnoreCase))
        {
            return [new Expected.GateOpen { Place = place }];
        }

        if (node is YamlText)
        {
            notes.Error(node.Place, "'gate' is 'open', or says '{ shut: STAGE, missing: [FIELD] }'");
            return [];
        }

        if (Section.Of(node, "gate", notes, TestFormat.Gate) is not { } section)
        {
            return [];
        }

        var missing = section.Has("missing") ? section.Texts("missing") : default;
        return section.TextNode("shut") is { } shut && this.Known(shut) is { } stage
            ? [new Expected.GateShut(stage, missing) { Place = place }]
            : [];
    }

    private IEnumerable<Expected> Knows(Section section, string key, FilePlace place)
    {
        if (key == CaseNames.Attempt && process.Validation is null)
        {
            notes.Error(section.At(key), "this process has no 'validation', so there are no attempts");
        }

        return section.Whole(key, 0, 1000) is { } number ? [new Expected.Knows(key, number) { Place = place }] : [];
    }

    private IEnumerable<Expected> Messages(Section section, FilePlace place)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var node in section.TextNodes("messages"))
        {
            if (node.Value.Trim().Equals(None, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var rule = process.Messages.FirstOrDefault(m => Same(m.Name, node.Value));
            if (rule is null)
            {
                var meant = Words.Meant(node.Value, [.. process.Messages.Select(m => m.Name)], "the messages are");
                notes.Error(node.Place, $"unknown message {Words.Quoted(node.Value)}{meant}");
                continue;
            }

            names.Add(rule.Name);
        }

        return [new Expected.Messages(names.ToImmutable()) { Place = place }];
    }

    private IEnumerable<Expected> Findings(Section section, FilePlace place)
    {
        var kinds = ImmutableArray.CreateBuilder<FindingKind>();
        var words = Enum.GetValues<FindingKind>()
            .ToDictionary(FindingWords.Word, k => k, StringComparer.OrdinalIgnoreCase);
        foreach (var node in section.TextNodes("findings"))
        {
            var word = node.Value.Trim();
            if (words.TryGetValue(word, out var kind))
            {
                kinds.Add(kind);
            }
            else if (!word.Equals(None, StringComparison.OrdinalIgnoreCase))
            {
                notes.Error(
                    node.Place,
                    $"unknown kind of finding {Words.Quoted(word)}{Words.Meant(word, [.. words.Keys, None], "there are")}"
                );
            }
        }

        return [new Expected.Findings(kinds.ToImmutable()) { Place = place }];
    }

    private static IEnumerable<Expected> Sla(Section section, FilePlace place) =>
        section.Word("sla", SlaWords) is { } state ? [new Expected.Sla(state) { Place = place }] : [];

    private IEnumerable<Expected> Wakes(Section section, YamlNode node, FilePlace place) =>
        node is YamlText text && text.Value.Trim().Equals(None, StringComparison.OrdinalIgnoreCase)
            ? [new Expected.Wakes(null) { Place = place }]
        : moments.Read(section, "next wake") is { } at ? [new Expected.Wakes(at) { Place = place }]
        : [];

    private static IEnumerable<Expected> EtaTold(Section section, YamlNode node, FilePlace place)
    {
        if (section.TextNode("eta told") is not { } text)
        {
            return [];
        }

        if (text.Value.Trim().Equals(None, StringComparison.OrdinalIgnoreCase))
        {
            return [new Expected.EtaTold(null) { Place = place }];
        }

        if (TestFields.Day(text.Value.Trim(), out var day))
        {
            return [new Expected.EtaTold(day) { Place = place }];
        }

        section.Wrong(node, "eta told", "a day such as 2026-03-20, or 'none'");
        return [];
    }

    private string? Known(YamlText node)
    {
        if (process.Stage(node.Value.Trim()) is { } stage)
        {
            return stage.Name;
        }

        var meant = Words.Meant(node.Value, [.. process.Stages.Select(s => s.Name)], "the stages are");
        notes.Error(node.Place, $"unknown stage {Words.Quoted(node.Value)}{meant}");
        return null;
    }

    private FilePlace Place(YamlNode node) => new(node.Place.File ?? notes.File, node.Place.Line, node.Place.Column);

    private static bool Same(string a, string b) => string.Equals(a, b.Trim(), StringComparison.OrdinalIgnoreCase);
}
