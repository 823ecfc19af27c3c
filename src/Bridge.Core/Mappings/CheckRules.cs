using System.Collections.Immutable;

namespace Bridge.Core.Mappings;

/// <summary>What must hold between the parts of a process, so that it can run.</summary>
public static class CheckRules
{
    public static readonly MappingRule Fields = new(
        "field-cannot-work",
        "A field that cannot be carried over",
        "Its tools, type, direction or values contradict each other."
    );

    public static readonly MappingRule Stages = new(
        "stage-cannot-work",
        "A stage that cannot be entered or measured",
        "Look at 'from', at the sla and at the calendar."
    );

    public static readonly MappingRule Marks = new(
        "unclear-sign",
        "A status that does not say one stage",
        "Ticket and item together must always say one stage. Give the stage a sign of its own."
    );

    public static readonly MappingRule Gates = new(
        "gate-cannot-work",
        "A gate that asks for what cannot be",
        "What a gate asks for must fit the type and the values of the field."
    );

    public static readonly MappingRule Conditions = new(
        "condition-cannot-work",
        "A condition that cannot be asked",
        "Its field, its value or its comparison does not fit."
    );

    public static readonly MappingRule Messages = new(
        "message-never-sent",
        "A message or an ETA that can never be told",
        "Its moment never comes, or what it tells is not there."
    );

    public static readonly MappingRule Knowledge = new(
        "knowledge-cannot-work",
        "A part of the knowledge base that never comes about",
        "Its stage is not there, or none has the outcome that it waits for."
    );

    public static readonly MappingRule Templates = new(
        "template-name",
        "A name in a template that means nothing, or that its reader may not see",
        "Templates take the names of docs/mapping.md; internal ones never go to a customer."
    );

    public static readonly MappingRule Process = new(
        "process-cannot-work",
        "Parts of the process that contradict each other",
        "The message says which, and what to change."
    );

    public static ImmutableArray<MappingRule> All { get; } =
    [Fields, Stages, Marks, Gates, Conditions, Messages, Knowledge, Templates, Process];
}
