using System.Collections.Immutable;
using Bridge.Core.Mappings.Reading;
using Bridge.Core.Mappings.Testing;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings;

/// <summary>Whether a process acts, or only shows what it would do.</summary>
public enum Mode
{
    /// <summary>Plans and shows, writes nothing to any tool.</summary>
    Observe,
    Enforce,
}

/// <summary>One mapping file: one process between one helpdesk connection and one tracker connection. Immutable.</summary>
public sealed record ProcessMapping
{
    public required string Name { get; init; }

    /// <summary>The file that it was read from, for messages.</summary>
    public string File { get; init; } = "";

    /// <summary>First 12 hex digits of the SHA-256 of the file's text: which version decided something.</summary>
    public string Hash { get; init; } = "";

    public string Owner { get; init; } = "";

    public string Description { get; init; } = "";

    public Mode Mode { get; init; } = Mode.Enforce;

    /// <summary>Name of the helpdesk connection in the settings.</summary>
    public required string Helpdesk { get; init; }

    /// <summary>Name of the tracker connection in the settings.</summary>
    public required string Tracker { get; init; }

    public required EntryRule Entry { get; init; }

    public ImmutableArray<FieldRule> Fields { get; init; } = [];

    /// <summary>In the order of the process; the first is where a case begins.</summary>
    public ImmutableArray<Stage> Stages { get; init; } = [];

    public GatePolicy Gates { get; init; } = new();

    public FindingPolicy Findings { get; init; } = new();

    /// <summary>Who is right when both sides moved to different stages.</summary>
    public Owner StageOwner { get; init; } = Mappings.Owner.Tracker;

    public CommentPolicy Comments { get; init; } = new();

    public FilePolicy Files { get; init; } = new();

    public EtaRule? Eta { get; init; }

    /// <summary>Null: "done" is "released".</summary>
    public ReleasedRule? Released { get; init; }

    /// <summary>Null: tickets of one item are told all at once, and none opts out.</summary>
    public SharedItemRule? SharedItem { get; init; }

    /// <summary>Null: the customer is not asked whether a fix works.</summary>
    public ValidationRule? Validation { get; init; }

    public ImmutableArray<MessageRule> Messages { get; init; } = [];

    /// <summary>Words and patterns that must never stand in a public reply, besides the ones that are always looked for.</summary>
    public ImmutableArray<string> LeakWords { get; init; } = [];

    /// <summary>Working hours for whatever counts working time; null when nothing does.</summary>
    public CalendarRule? Calendar { get; init; }

    /// <summary>Null: the process has nothing to do with the knowledge base.</summary>
    public KnowledgeRule? Knowledge { get; init; }

    /// <summary>How stage SLAs are measured and what they lead to; null: as usual, by the stages' own times.</summary>
    public SlaRule? Sla { get; init; }

    /// <summary>What reports are measured by.</summary>
    public MetricRules Metrics { get; init; } = new();

    /// <summary>The tests that stand in the file; they decide nothing.</summary>
    public ImmutableArray<MappingTest> Tests { get; init; } = [];

    /// <summary>Where the parts of the mapping stand in its file; null when it was not read from one.</summary>
    internal Places? Places { get; init; }

    public FieldRule? Field(string name) =>
        this.Fields.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));

    public Stage? Stage(string? name) =>
        name is null
            ? null
            : this.Stages.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The stage's place in the file from 0; -1 when it is unknown.</summary>
    public int IndexOf(string? stage)
    {
        for (var i = 0; i < this.Stages.Length; i++)
        {
            if (string.Equals(this.Stages[i].Name, stage, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    public string Connection(Side side) => side == Side.Helpdesk ? this.Helpdesk : this.Tracker;
}
