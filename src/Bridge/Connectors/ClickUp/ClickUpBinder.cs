using System.Collections.Immutable;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Text;

namespace Bridge.Connectors.ClickUp;

/// <summary>Looks up what a process names in the live list, and says what is not there.</summary>
internal sealed class ClickUpBinder(ClickUpApi api, ClickUpPlaces places, ClickUpBindings bindings)
{
    public async Task<Binding> BindAsync(ProcessMapping process, CancellationToken cancel)
    {
        var (list, fields, failure) = await this.LookAsync(process.Entry.Container.Trim(), cancel);
        if (failure is { Kind: FailureKind.Missing })
        {
            return await this.NoListAsync(process, cancel);
        }

        if (list is null || fields is null)
        {
            return new Binding([], failure);
        }

        var (types, noTypes) = await this.TypesAsync(process.Entry.ItemType, cancel);
        if (noTypes is not null)
        {
            return new Binding([], noTypes);
        }

        var names = new ClickUpListNames(list, fields);
        bindings.Put(Bind(process, names, types));
        return new Binding([.. names.Problems.Distinct().Select(p => new BindingProblem(p))], null);
    }

    private static BoundProcess Bind(ProcessMapping process, ClickUpListNames names, IReadOnlyList<WireTaskType> types)
    {
        var bound = Fields(process, names);
        CheckStages(process, names, bound);
        CheckValues(process, names, bound);
        foreach (var rule in process.Fields.Where(f => f.MayWrite(Side.Tracker)))
        {
            if (bound.TryGetValue(rule.TrackerField!, out var field))
            {
                names.CheckWritable(rule.Name, field);
            }
        }

        return new BoundProcess
        {
            Process = process.Name,
            ListId = names.List.Id!,
            Statuses = [.. names.Statuses],
            StageStatuses = [.. Marks(process).Select(m => m.Status).OfType<string>().Distinct()],
            Fields = [.. bound.Values],
            Marker = names.Marker(process.Entry.MarkerField),
            ReadsComments = process.Comments.ToHelpdesk != TrackerComments.None,
            TaskType = names.TaskType(process.Entry.ItemType, types),
        };
    }

    private static IEnumerable<StageMark> Marks(ProcessMapping process) => process.Stages.SelectMany(s => s.Tracker);

    private static Dictionary<string, ClickUpField> Fields(ProcessMapping process, ClickUpListNames names)
    {
        var bound = new Dictionary<string, ClickUpField>(StringComparer.OrdinalIgnoreCase);
        var used = process
            .Fields.Where(f => f.TrackerField is not null)
            .Select(f => (Name: f.TrackerField!, Type: (FieldType?)f.Type))
            .Concat(Marks(process).Where(m => m.Field is not null).Select(m => (m.Field!, (FieldType?)null)));
        foreach (var (name, type) in used)
        {
            if (!bound.ContainsKey(name) && names.Field(name, type) is { } field)
            {
                bound[name] = field;
            }
        }

        return bound;
    }

    private static void CheckStages(
        ProcessMapping process,
        ClickUpListNames names,
        Dictionary<string, ClickUpField> bound
    )
    {
        foreach (var (stage, mark) in process.Stages.SelectMany(s => s.Tracker.Select(m => (s.Name, m))))
        {
            names.CheckStatus(mark.Status, stage);
            if (mark.Resolution is { } resolution)
            {
                names.Problems.Add(
                    $"stage '{stage}' has the resolution '{resolution}', and ClickUp has none; use a custom field"
                );
            }

            if (mark.Field is { } name && bound.TryGetValue(name, out var field))
            {
                names.CheckValue(field, mark.Value);
            }
        }
    }

    private static void CheckValues(
        ProcessMapping process,
        ClickUpListNames names,
        Dictionary<string, ClickUpField> bound
    )
    {
        foreach (var rule in process.Fields.Where(f => f.TrackerField is not null))
        {
            if (bound.TryGetValue(rule.TrackerField!, out var field))
            {
                foreach (var pair in rule.Values)
                {
                    names.CheckValue(field, pair.Tracker);
                }
            }
        }
    }

    private async Task<(WirePlace? List, List<WireField>? Fields, Failure? Failure)> LookAsync(
        string container,
        CancellationToken cancel
    )
    {
        if (container.Length == 0 || !container.All(char.IsAsciiDigit))
        {
            return (null, null, new Failure(FailureKind.Missing, "a list's id is digits alone"));
        }

        var (list, failure) = await places.ListAsync(container, cancel);
        if (list is null)
        {
            // ClickUp also answers "not authorized" for lists that are not there.
            return (
                null,
                null,
                failure is { Kind: FailureKind.Forbidden } ? failure with { Kind = FailureKind.Missing } : failure
            );
        }

        var fields = await api.FieldsAsync(container, cancel);
        return fields.Value is { } all ? (list, all.Fields ?? [], null) : (null, null, Plain(fields.Failure!));
    }

    /// <summary>Fields that are missing say nothing about the list's id.</summary>
    private static Failure Plain(Failure failure) =>
        failure.Kind == FailureKind.Missing ? failure with { Kind = FailureKind.Forbidden } : failure;

    /// <summary>The workspace's own task types, asked for only when the process names one that not every workspace has.</summary>
    private async Task<(IReadOnlyList<WireTaskType> Types, Failure? Failure)> TypesAsync(
        string? wanted,
        CancellationToken cancel
    )
    {
        if (wanted is null || ClickUpListNames.CommonTypes.Any(t => ClickUpNames.Same(t.Name, wanted)))
        {
            return ([], null);
        }

        var answer = await api.TaskTypesAsync(cancel);
        return answer.Value is { } types ? (types.CustomItems ?? [], null) : ([], answer.Failure);
    }

    private async Task<Binding> NoListAsync(ProcessMapping process, CancellationToken cancel)
    {
        bindings.Remove(process.Name);
        var wanted = process.Entry.Container.Trim();
        var (lists, failure) = await places.AllListsAsync(cancel);
        if (failure is not null)
        {
            return new Binding([], failure);
        }

        var byName = lists.FindAll(l => ClickUpNames.Same(l.Name, wanted));
        var near = byName.Count > 0 ? byName : Near(wanted, lists);
        var shown = string.Join(", ", near.Select(l => $"{l.Id} ('{l.Name}')"));
        return new Binding(
            [
                new BindingProblem(
                    $"the workspace shows the integration user no list with the id '{wanted}'. Write a list's id (the digits in its link)"
                        + (shown.Length > 0 ? $", such as {shown}" : "")
                        + "; if the list exists, share it with the integration user"
                ),
            ],
            null
        );
    }

    private static List<WirePlace> Near(string wanted, List<WirePlace> lists)
    {
        var near = Nearest.To(wanted, lists.SelectMany(l => new[] { l.Id, l.Name }).OfType<string>());
        var found = lists.FindAll(l => near.Contains(l.Id ?? "") || near.Contains(l.Name ?? ""));
        return [.. (found.Count > 0 ? found : lists).Take(5)];
    }
}
