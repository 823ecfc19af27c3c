using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>All that a plan wants to write to one side, gathered into one update.</summary>
internal sealed class SideUpdate(Side side)
{
    private readonly List<string> reasons = [];
    private FieldBag values = FieldBag.Empty;
    private FieldBag settled = FieldBag.Empty;
    private ImmutableArray<string> tags = [];
    private StageMark? mark;
    private string? stage;
    private string? entryActions;
    private ImmutableArray<string> steps = [];

    public bool IsEmpty => this.values.Count == 0 && this.mark is null && this.tags.IsEmpty;

    /// <summary>Writes a field of the process.</summary>
    public void Set(FieldRule rule, FieldValue? canonical, string reason)
    {
        this.values = this.values.With(rule.On(side)!, FieldReading.ToSide(rule, side, canonical));
        this.settled = this.settled.With(rule.Name, canonical);
        this.reasons.Add(reason);
    }

    public void Enter(Stage entered, StageMark writes, string reason)
    {
        this.stage = entered.Name;
        this.reasons.Add(reason);
        if (writes.Field is { } field)
        {
            this.values = this.values.With(field, new FieldValue.Choice(writes.Value ?? ""));
        }
        else
        {
            this.mark = writes;
        }
    }

    public void Act(string stageName, OnEntry actions)
    {
        this.entryActions = stageName;
        this.reasons.Add($"entry actions of {stageName}");
        this.Act(actions);
    }

    /// <summary>Writes what steps of escalation give the ticket; the later ones win.</summary>
    public void Escalate(ImmutableArray<string> keys, IEnumerable<OnEntry> actions)
    {
        this.steps = keys;
        this.reasons.Add("escalation");
        foreach (var step in actions)
        {
            this.Act(step);
        }
    }

    public PlannedEffect ToEffect(string key) =>
        new(
            new Effect.Update(side, this.values, this.mark?.Status, this.mark?.Resolution)
            {
                Key = key,
                Reason = string.Join("; ", this.reasons),
                AddTags = this.tags,
            },
            new Settlement(this.settled, this.stage, this.entryActions) { Steps = this.steps }
        );

    private void Act(OnEntry actions)
    {
        if (actions.Group is { } group)
        {
            this.values = this.values.With(FieldNames.Group, new FieldValue.Choice(group));
        }

        if (actions.Priority is { } priority)
        {
            this.values = this.values.With(FieldNames.Priority, new FieldValue.Choice(priority));
        }

        if (!actions.AddTags.IsDefault)
        {
            this.tags = [.. this.tags.Union(actions.AddTags, StringComparer.OrdinalIgnoreCase)];
        }
    }
}
