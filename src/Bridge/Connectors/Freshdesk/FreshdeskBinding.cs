using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Text;

namespace Bridge.Connectors.Freshdesk;

/// <summary>The helpdesk fields that processes use.</summary>
/// <param name="AsText">Those that they call text: lines of a paragraph field are then read as they stand.</param>
internal sealed record UsedNames(ImmutableArray<string> All, ImmutableArray<string> AsText);

/// <summary>What a process names in the helpdesk, and what of it the live account does not have.</summary>
internal sealed class FreshdeskBinding
{
    private readonly ProcessMapping process;
    private readonly FreshdeskFields fields;
    private readonly HashSet<string> told = new(StringComparer.OrdinalIgnoreCase);
    private readonly ImmutableArray<BindingProblem>.Builder problems = ImmutableArray.CreateBuilder<BindingProblem>();

    private FreshdeskBinding(ProcessMapping process, FreshdeskFields fields)
    {
        this.process = process;
        this.fields = fields;
    }

    /// <summary>The names whose values the process reads, in its own spelling.</summary>
    internal static UsedNames Names(ProcessMapping process) =>
        new(
            All(process),
            [
                .. process
                    .Fields.Where(f => f.Type is FieldType.Text or FieldType.Url)
                    .Select(f => f.HelpdeskField)
                    .OfType<string>(),
            ]
        );

    private static ImmutableArray<string> All(ProcessMapping process) =>
        [
            .. process
                .Fields.Select(f => f.HelpdeskField)
                .Concat(Conditions(process).SelectMany(c => Asked(c.When)).Select(leaf => On(process, leaf.Field)))
                .Concat(process.Stages.SelectMany(s => s.Helpdesk).Select(m => m.Field))
                .Append(process.Entry.LinkField is { } link ? On(process, link) : null)
                .Append(process.Messages.Any(m => m.Texts.Length > 1) ? FieldNames.RequesterLanguage : null)
                .Append(HasMoments(process) ? FieldNames.RequesterTimeZone : null)
                .OfType<string>()
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>True when the ETA is a moment, which is another day in another zone.</summary>
    private static bool HasMoments(ProcessMapping process) =>
        process.Eta is { } eta && process.Field(eta.Field) is { Type: FieldType.DateTime };

    internal static ImmutableArray<BindingProblem> Problems(ProcessMapping process, FreshdeskFields fields)
    {
        var binding = new FreshdeskBinding(process, fields);
        binding.CheckFields();
        binding.CheckStages();
        binding.CheckConditions();
        return binding.problems.ToImmutable();
    }

    private static IEnumerable<(string Where, Condition When)> Conditions(ProcessMapping process) =>
        process
            .Entry.OutOfScope.Select(o => ($"out of scope '{o.Name}'", o.When))
            .Prepend(("the entry rule", process.Entry.When))
            .Concat(
                process.Stages.SelectMany(s =>
                    s.Requires.Where(r => r.When is not null).Select(r => ($"the gate of stage '{s.Name}'", r.When!))
                )
            )
            .Concat(
                process
                    .Messages.Where(m => m.OnlyIf is not null)
                    .Select(m => ($"the condition of message '{m.Name}'", m.OnlyIf!))
            )
            .Concat(
                process.Knowledge?.Draft?.OnlyIf is { } onlyIf
                    ? [("the condition of the knowledge base's draft", onlyIf)]
                    : []
            );

    private static IEnumerable<(string Field, ImmutableArray<string> Values)> Asked(Condition condition) =>
        condition switch
        {
            Condition.All all => all.Of.SelectMany(Asked),
            Condition.Any any => any.Of.SelectMany(Asked),
            Condition.Not not => Asked(not.Of),
            Condition.IsOneOf one => [(one.Field, one.Values)],
            Condition.Contains contains => [(contains.Field, [])],
            Condition.Present present => [(present.Field, [])],
            Condition.AtLeast least => [(least.Field, [])],
            Condition.AtMost most => [(most.Field, [])],
            _ => [],
        };

    /// <summary>
    /// The helpdesk's name for what a condition asks; null when it is a field that only the tracker has, or what the bridge
    /// itself knows of a case.
    /// </summary>
    private static string? On(ProcessMapping process, string name) =>
        process.Field(name) is { } rule ? rule.HelpdeskField
        : CaseNames.Has(name) ? null
        : name;

    private void CheckFields()
    {
        foreach (var rule in this.process.Fields.Where(f => f.HelpdeskField is not null))
        {
            if (this.Field(rule.HelpdeskField!, $"field '{rule.Name}'") is not { } live)
            {
                continue;
            }

            if (live.Form == FieldForm.Fixed && rule.MayWrite(Side.Helpdesk))
            {
                this.Tell(
                    $"field '{rule.Name}' would be written to '{rule.HelpdeskField}', which Freshdesk only shows. "
                        + "Let it go to the tracker only"
                );
            }

            foreach (var pair in rule.Values.IsDefault ? [] : rule.Values)
            {
                this.Value(live, pair.Helpdesk, $"the values of field '{rule.Name}'");
            }
        }
    }

    private void CheckStages()
    {
        foreach (var stage in this.process.Stages)
        {
            var where = $"stage '{stage.Name}'";
            foreach (var mark in stage.Helpdesk)
            {
                if (mark.Status is { } status)
                {
                    this.Value(this.fields.Status, status, where);
                }

                if (mark.Field is { } name && this.Field(name, where) is { } field && mark.Value is { } value)
                {
                    this.Value(field, value, where);
                }
            }

            if (stage.OnEntry?.Group is { } group)
            {
                this.Value(this.fields.Group, group, $"the entry of {where}");
            }

            if (stage.OnEntry?.Priority is { } priority)
            {
                this.Value(this.fields.Priority, priority, $"the entry of {where}");
            }
        }
    }

    private void CheckConditions()
    {
        foreach (var (where, condition) in Conditions(this.process))
        {
            foreach (var (name, values) in Asked(condition))
            {
                if (On(this.process, name) is { } here && this.Field(here, where) is { } field)
                {
                    foreach (var value in values)
                    {
                        this.Value(field, value, where);
                    }
                }
            }
        }

        if (this.process.Entry.LinkField is { } link && On(this.process, link) is { } linkField)
        {
            this.Field(linkField, "the link field of the entry");
        }
    }

    private LiveField? Field(string name, string where)
    {
        var field = this.fields.Find(name);
        if (field is null)
        {
            this.Tell(
                $"{where} names the field '{name}', which Freshdesk does not have{Near(name, this.fields.Names)}. "
                    + "Write its label as Admin > Ticket Fields shows it, or add the field there"
            );
        }
        else if (this.fields.Sharing(name) is { Count: > 0 } names)
        {
            this.Tell(
                $"{where} names the field '{name}', and Freshdesk has {names.Count} with that label. "
                    + $"Write one of their names instead: {string.Join(", ", names)}"
            );
        }

        return field;
    }

    private void Value(LiveField field, string value, string where)
    {
        if (!field.HasOptions || field.OptionOf(value) is not null)
        {
            return;
        }

        var what = field.Key switch
        {
            "status" => $"the status '{value}'",
            "group_id" => $"the group '{value}'",
            "priority" => $"the priority '{value}'",
            _ => $"'{value}' of the field '{field.Label}'",
        };
        this.Tell(
            $"{where} names {what}, which Freshdesk does not have{Near(value, field.Options.Select(o => o.Label))}. "
                + "Write it as Freshdesk shows it to agents, or add it there"
        );
    }

    private static string Near(string wanted, IEnumerable<string> have)
    {
        var names = have.ToArray();
        var near = Nearest.To(wanted, names);
        if (near.Count > 0)
        {
            return $" (near: {string.Join(", ", near.Select(n => $"'{n}'"))})";
        }

        return names.Length is > 0 and <= 12 ? $" (it has: {string.Join(", ", names.Select(n => $"'{n}'"))})" : "";
    }

    private void Tell(string message)
    {
        if (this.told.Add(message))
        {
            var file = this.process.File.Length == 0 ? this.process.Name : this.process.File;
            this.problems.Add(new BindingProblem($"{file}: {message}."));
        }
    }
}
