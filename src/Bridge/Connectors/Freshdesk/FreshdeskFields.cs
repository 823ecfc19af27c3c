using System.Collections.Immutable;
using Bridge.Core.Model;

namespace Bridge.Connectors.Freshdesk;

/// <summary>
/// The ticket fields of the live account, found by the names that mapping files use. Custom field names end in random
/// digits on many accounts, so labels are what counts. Immutable.
/// </summary>
internal sealed class FreshdeskFields
{
    private static readonly ImmutableArray<Option> Priorities =
    [
        new("Low", 1),
        new("Medium", 2),
        new("High", 3),
        new("Urgent", 4),
    ];

    private static readonly string[] ReadOnly =
    [
        FieldNames.RequesterName,
        FieldNames.RequesterEmail,
        FieldNames.RequesterLanguage,
        FieldNames.RequesterTimeZone,
        FieldNames.CompanyName,
        FieldNames.CompanyTier,
        FieldNames.Association,
        FieldNames.MergedInto,
        FieldNames.Key,
        FieldNames.Url,
    ];

    private readonly Dictionary<string, LiveField> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, LiveField> byKey = new(StringComparer.Ordinal);
    private readonly HashSet<string> twice = new(StringComparer.OrdinalIgnoreCase);

    private FreshdeskFields(IEnumerable<LiveField> builtIn, IEnumerable<LiveField> live)
    {
        foreach (var field in builtIn)
        {
            this.byName[field.Label] = field;
            this.byKey.TryAdd(field.Key, field);
        }

        // Custom fields' labels go before the labels of default fields; names of all come last.
        var all = live.OrderByDescending(f => f.Custom).ToArray();
        foreach (var field in all)
        {
            this.byKey.TryAdd(field.Key, field);
            if (!this.byName.TryAdd(field.Label.Trim(), field) && field.Custom)
            {
                this.twice.Add(field.Label.Trim());
            }
        }

        foreach (var field in all)
        {
            this.byName.TryAdd(field.Name, field);
        }
    }

    internal LiveField Status => this.byName[FieldNames.Status];

    internal LiveField Priority => this.byName[FieldNames.Priority];

    internal LiveField Group => this.byName[FieldNames.Group];

    internal LiveField Agent => this.byName[FieldNames.Assignee];

    /// <summary>The numbers of this ticket's status, group and agent that are no options here.</summary>
    internal IEnumerable<long> Unknown(TicketWire ticket)
    {
        if (ticket.Status is { } status && this.Status.OptionOf(status) is null)
        {
            yield return status;
        }

        if (ticket.GroupId is { } group && this.Group.OptionOf(group) is null)
        {
            yield return group;
        }

        if (ticket.ResponderId is { } agent && this.Agent.OptionOf(agent) is null)
        {
            yield return agent;
        }
    }

    /// <summary>Every name that could be asked for, for messages.</summary>
    internal IEnumerable<string> Names => this.byName.Keys;

    /// <summary>The field of a <see cref="FieldNames"/>, a label or a tool's own name; null when there is none.</summary>
    internal LiveField? Find(string name) => this.byName.GetValueOrDefault(name.Trim());

    /// <summary>The field of a ticket attribute or custom key, as the tool's errors name it.</summary>
    internal LiveField? OfKey(string key) => this.byKey.GetValueOrDefault(key) ?? this.byName.GetValueOrDefault(key);

    /// <summary>The tool's names of custom fields that share a label; empty when it is of one field only.</summary>
    internal IReadOnlyList<string> Sharing(string label) =>
        this.twice.Contains(label.Trim())
            ?
            [
                .. this
                    .byKey.Values.Where(f =>
                        f.Custom && string.Equals(f.Label.Trim(), label.Trim(), StringComparison.OrdinalIgnoreCase)
                    )
                    .Select(f => f.Name),
            ]
            : [];

    /// <summary>Agents' group names come from <c>/groups</c> where the key may ask, and from the field's own choices.</summary>
    internal static FreshdeskFields Of(IEnumerable<TicketFieldWire> wires, IEnumerable<GroupWire> groups)
    {
        var all = wires.Where(w => w.Name is not null).ToArray();
        var defaults = all.ToLookup(w => w.Type ?? "");
        ImmutableArray<Option> Numbered(string type) =>
            FreshdeskChoices.Numbered(defaults[type].FirstOrDefault()?.Choices);

        var priorities = Numbered("default_priority");
        var builtIn = new List<LiveField>
        {
            BuiltIn(FieldNames.Subject, FieldForm.Line, "subject"),
            BuiltIn(FieldNames.Description, FieldForm.Html, "description"),
            BuiltIn(
                FieldNames.Status,
                FieldForm.Numbered,
                "status",
                FreshdeskChoices.Statuses(defaults["default_status"].FirstOrDefault()?.Choices)
            ),
            BuiltIn(FieldNames.Priority, FieldForm.Numbered, "priority", priorities.IsEmpty ? Priorities : priorities),
            BuiltIn(
                FieldNames.Type,
                FieldForm.Label,
                "type",
                FreshdeskChoices.Labels(defaults["default_ticket_type"].FirstOrDefault()?.Choices)
            ),
            BuiltIn(FieldNames.Tags, FieldForm.Labels, "tags"),
            BuiltIn(FieldNames.Group, FieldForm.Numbered, "group_id", Groups(groups, Numbered("default_group"))),
            BuiltIn(FieldNames.Assignee, FieldForm.Agent, "responder_id", Numbered("default_agent")),
        };
        builtIn.AddRange(ReadOnly.Select(name => BuiltIn(name, FieldForm.Fixed, name)));
        return new FreshdeskFields(builtIn, all.SelectMany(Live));
    }

    private static LiveField BuiltIn(
        string name,
        FieldForm form,
        string key,
        ImmutableArray<Option> options = default
    ) => new(name, name, form, key, false, options.IsDefault ? [] : options);

    private static ImmutableArray<Option> Groups(IEnumerable<GroupWire> groups, ImmutableArray<Option> choices) =>
        [
            .. groups
                .Where(g => g is { Id: not null, Name: not null })
                .Select(g => new Option(g.Name!, g.Id))
                .Concat(choices)
                .DistinctBy(o => o.Id),
        ];

    private static IEnumerable<LiveField> Live(TicketFieldWire wire)
    {
        var type = wire.Type ?? "";
        var label = string.IsNullOrWhiteSpace(wire.Label) ? wire.Name! : wire.Label;
        if (type is "default_source" or "default_product")
        {
            var key = type == "default_product" ? "product_id" : "source";
            return [new(wire.Name!, label, FieldForm.Numbered, key, false, FreshdeskChoices.Numbered(wire.Choices))];
        }

        if (type.StartsWith("default_", StringComparison.Ordinal))
        {
            return [];
        }

        var form = FormOf(type);
        return new[]
        {
            new LiveField(
                wire.Name!,
                label,
                form,
                wire.Name!,
                true,
                form == FieldForm.Label ? FreshdeskChoices.Labels(wire.Choices) : []
            ),
        }.Concat(
            (wire.NestedTicketFields ?? [])
                .Where(n => n.Name is not null)
                .Select(n => new LiveField(
                    n.Name!,
                    n.Label ?? n.Name!,
                    FieldForm.Label,
                    n.Name!,
                    true,
                    FreshdeskChoices.Labels(wire.Choices, n.Level ?? 2)
                ))
        );
    }

    private static FieldForm FormOf(string type) =>
        type switch
        {
            "custom_paragraph" => FieldForm.Lines,
            "custom_number" or "custom_decimal" => FieldForm.Number,
            "custom_dropdown" or "nested_field" => FieldForm.Label,
            "custom_date" => FieldForm.Day,
            "custom_date_time" => FieldForm.Moment,
            "custom_checkbox" => FieldForm.Flag,
            _ when type.Contains("multi", StringComparison.Ordinal) => FieldForm.Labels,
            _ => FieldForm.Line,
        };
}
