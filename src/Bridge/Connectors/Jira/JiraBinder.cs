using System.Collections.Immutable;
using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Connectors.Jira;

/// <summary>Looks up what a process names in the live Jira, and says what is not there.</summary>
internal sealed class JiraBinder(JiraApi api, JiraBindings bindings)
{
    public async Task<Binding> BindAsync(ProcessMapping process, CancellationToken cancel)
    {
        var (site, failure) = await this.LookAsync(process, cancel);
        if (site is null)
        {
            return failure is { Kind: FailureKind.Missing }
                ? await this.NoProjectAsync(process, cancel)
                : new Binding([], failure);
        }

        var problems = new List<string>();
        var bound = Bind(process, site, problems);
        if (bound is null)
        {
            bindings.Remove(process.Name);
        }
        else
        {
            bindings.Put(bound);
        }

        return new Binding([.. problems.Distinct().Select(p => new BindingProblem(p))], null);
    }

    private static BoundProcess? Bind(ProcessMapping process, JiraSite site, List<string> problems)
    {
        var wanted = process.Entry.ItemType;
        var type = wanted is null
            ? site.Types.FirstOrDefault(t => !t.Subtask)
            : site.Types.FirstOrDefault(t => JiraSite.Same(t.Name, wanted));
        if (type is not { Id: { } typeId, Name: { } typeName })
        {
            problems.Add(
                JiraSite.Missing(
                    "issue type",
                    wanted ?? "(default)",
                    $"project {site.Project.Key}",
                    site.Types.Select(t => t.Name)
                )
            );
            return null;
        }

        var screen = site.Screens.GetValueOrDefault(typeId) ?? [];
        var names = new JiraNames(site, screen, problems);
        if (process.Entry.MarkerField is { } marker)
        {
            problems.Add($"marker field '{marker}': on Jira a label carries the marker; remove this line");
        }

        if (!screen.Any(f => Id(f) == "labels"))
        {
            problems.Add(
                $"the create screen of '{typeName}' in project {site.Project.Key} lacks Labels, by which the bridge finds "
                    + "an issue again after a broken connection; add Labels to that screen"
            );
        }

        CheckCreateFields(process, screen, $"'{typeName}' in project {site.Project.Key}", problems);
        var fields = Fields(process, names);
        var statuses = site.StatusesOf(typeId);
        CheckStages(process, names, fields, statuses);
        CheckChoices(process, names, fields, statuses);
        return new BoundProcess
        {
            Process = process.Name,
            ProjectKey = site.Project.Key ?? process.Entry.Container,
            TypeId = typeId,
            TypeName = typeName,
            Fields = [.. fields.Values],
            OnCreateScreen = [.. screen.Select(Id)],
            UsesReleases = process.Fields.Any(f => JiraSite.Same(f.TrackerField, FieldNames.ReleasesAhead)),
            UsesReleaseDate = process.Fields.Any(f =>
                JiraSite.Same(f.TrackerField, FieldNames.FixVersionDate)
                || JiraSite.Same(f.TrackerField, FieldNames.FixVersionReleased)
            ),
            StatusOrder =
            [
                .. process.Stages.SelectMany(s => s.Tracker).Select(m => m.Status).OfType<string>().Distinct(),
            ],
        };
    }

    /// <summary>Jira refuses an issue that lacks a required field; the bridge fills in what every issue has and what 'fields' carries over.</summary>
    private static void CheckCreateFields(
        ProcessMapping process,
        IReadOnlyList<WireScreenField> screen,
        string where,
        List<string> problems
    )
    {
        string[] filled = ["project", "issuetype", "summary", "description", "labels", "reporter"];
        foreach (
            var field in screen.Where(f => f is { Required: true, HasDefaultValue: false } && !filled.Contains(Id(f)))
        )
        {
            if (!process.Fields.Any(f => f.MayWrite(Side.Tracker) && (Names(f, field.Name) || Names(f, Id(field)))))
            {
                problems.Add(
                    $"creating {where} requires '{field.Name}', which no field of the process carries to the tracker; add it under 'fields', or make it optional there"
                );
            }
        }

        static bool Names(FieldRule rule, string? name) =>
            name is not null
            && JiraSite.Same(
                rule.TrackerField?.Replace(" ", "", StringComparison.Ordinal),
                name.Replace(" ", "", StringComparison.Ordinal)
            );
    }

    private static string Id(WireScreenField field) => field.FieldId ?? field.Key ?? "";

    private static Dictionary<string, JiraField> Fields(ProcessMapping process, JiraNames names)
    {
        var fields = new Dictionary<string, JiraField>(StringComparer.OrdinalIgnoreCase);
        var used = process
            .Fields.Where(f => f.TrackerField is not null)
            .Select(f => (Name: f.TrackerField!, Type: (FieldType?)f.Type))
            .Concat(Marks(process).Where(m => m.Field is not null).Select(m => (m.Field!, (FieldType?)null)));
        foreach (var (name, type) in used)
        {
            if (!fields.ContainsKey(name) && names.Field(name, type) is { } field)
            {
                fields[name] = field;
            }
        }

        foreach (var builtIn in JiraFields.All)
        {
            fields.TryAdd(builtIn.Name, names.WithOptions(builtIn));
        }

        return fields;
    }

    private static IEnumerable<StageMark> Marks(ProcessMapping process) => process.Stages.SelectMany(s => s.Tracker);

    private static void CheckStages(
        ProcessMapping process,
        JiraNames names,
        Dictionary<string, JiraField> fields,
        IReadOnlyList<string> statuses
    )
    {
        foreach (var (stage, mark) in process.Stages.SelectMany(s => s.Tracker.Select(m => (s.Name, m))))
        {
            names.Check("status", mark.Status, $"stage '{stage}'", statuses);
            names.Check("resolution", mark.Resolution, $"stage '{stage}'", names.Resolutions);
            if (mark.Field is { } name && fields.TryGetValue(name, out var field) && !field.Options.IsEmpty)
            {
                names.Check(
                    "value",
                    mark.Value,
                    $"field '{name}' (stage '{stage}')",
                    field.Options.Select(o => o.Label)
                );
            }
        }
    }

    private static void CheckChoices(
        ProcessMapping process,
        JiraNames names,
        Dictionary<string, JiraField> fields,
        IReadOnlyList<string> statuses
    )
    {
        foreach (var rule in process.Fields.Where(f => f.TrackerField is not null && !f.Values.IsEmpty))
        {
            if (!fields.TryGetValue(rule.TrackerField!, out var field))
            {
                continue;
            }

            var options = field.Id switch
            {
                "status" => statuses,
                "resolution" => names.Resolutions,
                "issuetype" => names.Types,
                _ => [.. field.Options.Select(o => o.Label)],
            };
            foreach (var pair in rule.Values.Where(_ => options.Count > 0))
            {
                names.Check("value", pair.Tracker, $"field '{field.Name}'", options);
            }
        }
    }

    private async Task<(JiraSite? Site, Failure? Failure)> LookAsync(ProcessMapping process, CancellationToken cancel)
    {
        var key = process.Entry.Container.Trim();
        var project = await api.ProjectAsync(key, cancel);
        if (project.Value is null)
        {
            return (null, project.Failure);
        }

        var fields = await api.FieldsAsync(cancel);
        var statuses = await api.StatusesAsync(key, cancel);
        var types = await api.CreatableTypesAsync(key, cancel);
        var resolutions = await api.ResolutionsAsync(cancel);
        var failure = fields.Failure ?? statuses.Failure ?? types.Failure ?? resolutions.Failure;
        if (failure is not null)
        {
            return (null, Plain(failure));
        }

        var site = new JiraSite(project.Value, fields.Value!, statuses.Value!, types.Value!, resolutions.Value!);
        var wanted = process.Entry.ItemType;
        var type = site.Types.FirstOrDefault(t => wanted is null ? !t.Subtask : JiraSite.Same(t.Name, wanted));
        if (type?.Id is { } id)
        {
            var screen = await api.CreateScreenAsync(key, id, cancel);
            if (screen.Value is null)
            {
                return (null, Plain(screen.Failure!));
            }

            site.Screens[id] = screen.Value;
        }

        return (site, null);
    }

    /// <summary>A list that is missing says nothing about the project's name.</summary>
    private static Failure Plain(Failure failure) =>
        failure.Kind == FailureKind.Missing ? failure with { Kind = FailureKind.Forbidden } : failure;

    private async Task<Binding> NoProjectAsync(ProcessMapping process, CancellationToken cancel)
    {
        bindings.Remove(process.Name);
        var projects = await api.ProjectsAsync(cancel);
        return projects.Value is { } all
            ? new Binding(
                [
                    new BindingProblem(
                        JiraSite.Missing("project", process.Entry.Container, "Jira", all.Select(p => p.Key))
                            + "; if it exists, give the integration user the Browse Projects permission there"
                    ),
                ],
                null
            )
            : new Binding([], projects.Failure);
    }
}
