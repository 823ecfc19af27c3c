using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Text;

namespace Bridge.Connectors.Jira;

/// <summary>What one project of the live Jira has, as far as mappings name it.</summary>
internal sealed record JiraSite(
    WireProject Project,
    List<WireField> Fields,
    List<WireIssueType> Statuses,
    List<WireIssueType> Types,
    List<WireAllowed> Resolutions
)
{
    /// <summary>So many names are told when none is near.</summary>
    private const int MostNames = 12;

    /// <summary>Create screens by issue type id.</summary>
    public Dictionary<string, List<WireScreenField>> Screens { get; } = new(StringComparer.Ordinal);

    /// <summary>The statuses of the issue type's workflow; those of the whole project when the type has no list.</summary>
    public IReadOnlyList<string> StatusesOf(string typeId)
    {
        var types = this.Statuses.Where(t => t.Id == typeId).ToList();
        return
        [
            .. (types.Count > 0 ? types : this.Statuses)
                .SelectMany(t => t.Statuses ?? [])
                .Select(s => s.Name)
                .OfType<string>()
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    public static bool Same(string? a, string? b) =>
        string.Equals(a?.Trim(), b?.Trim(), StringComparison.OrdinalIgnoreCase);

    public static string Missing(string kind, string wanted, string where, IEnumerable<string?> have)
    {
        var names = have.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var near = Nearest.To(wanted, names);
        return (names.Count, near.Count) switch
        {
            (0, _) => $"{where} has no {kind} '{wanted}', and none at all that the integration user can see",
            (_, 0) => $"{where} has no {kind} '{wanted}'; it has {Quoted(names.Take(MostNames))}",
            _ => $"{where} has no {kind} '{wanted}'; nearest: {Quoted(near)}",
        };
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));
}

/// <summary>Finds names in a project and notes what it does not find.</summary>
internal sealed class JiraNames(JiraSite site, List<WireScreenField> screen, List<string> problems)
{
    public IReadOnlyList<string> Resolutions { get; } = [.. site.Resolutions.Select(r => r.Label)];

    public IReadOnlyList<string> Types { get; } = [.. site.Types.Select(t => t.Name).OfType<string>()];

    /// <summary>The field of this name or id; null, and a problem noted, when there is none or more than one.</summary>
    public JiraField? Field(string name, FieldType? type)
    {
        if (JiraFields.BuiltIn(name) is { } builtIn)
        {
            return this.WithOptions(builtIn with { Name = name });
        }

        var found = site
            .Fields.Where(f => f.Id is not null && (JiraSite.Same(f.Id, name) || JiraSite.Same(f.Name, name)))
            .Where(f => f.Scope?.Project?.Id is null || f.Scope.Project.Id == site.Project.Id)
            .DistinctBy(f => f.Id)
            .ToList();
        var own = found.Where(f => f.Scope?.Project is not null).ToList();
        var onScreen = found.Where(f => screen.Any(s => (s.FieldId ?? s.Key) == f.Id)).ToList();
        var chosen = (found, own, onScreen) switch
        {
            ([var only], _, _) => only,
            (_, [var only], _) => only,
            (_, _, [var only]) => only,
            _ => null,
        };
        if (chosen is not null)
        {
            return this.WithOptions(new JiraField(name, chosen.Id!, JiraFields.KindOf(chosen.Schema, type)));
        }

        problems.Add(
            found.Count == 0
                ? JiraSite.Missing("field", name, $"project {site.Project.Key}", site.Fields.Select(f => f.Name))
                    + "; custom fields may also be named by id, such as customfield_10050"
                : $"Jira has {found.Count} fields called '{name}': "
                    + string.Join(", ", found.Select(f => f.Id))
                    + "; name the one that is meant by its id"
        );
        return null;
    }

    public JiraField WithOptions(JiraField field) =>
        field with
        {
            Options =
            [
                .. (screen.Find(s => (s.FieldId ?? s.Key) == field.Id)?.AllowedValues ?? []).Where(o =>
                    field.Kind != JiraFieldKind.Computed && o.Id is not null
                ),
            ],
        };

    public void Check(string kind, string? wanted, string where, IEnumerable<string> have)
    {
        var names = have.ToImmutableArray();
        if (wanted is not null && !names.Any(n => JiraSite.Same(n, wanted)))
        {
            problems.Add(JiraSite.Missing(kind, wanted, where, names));
        }
    }
}
