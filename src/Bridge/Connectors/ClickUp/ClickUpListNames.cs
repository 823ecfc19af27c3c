using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Connectors.ClickUp;

/// <summary>The names of one live list. What is asked for and not there becomes a problem. Not thread safe.</summary>
internal sealed class ClickUpListNames
{
    private readonly List<WireField> fields;
    private readonly string where;

    /// <summary>An archived list is a problem at once.</summary>
    /// <param name="list">With the statuses that hold for it, its own or inherited.</param>
    public ClickUpListNames(WirePlace list, List<WireField> fields)
    {
        this.List = list;
        this.fields = fields;
        this.where = $"list '{list.Name}' ({list.Id})";
        this.Statuses = [.. (list.Statuses ?? []).Select(s => s.Status).OfType<string>()];
        if (list.Archived == true)
        {
            this.Problems.Add($"{this.where} is archived; restore it or name another one");
        }
    }

    /// <summary>Task types that every workspace has.</summary>
    public static IReadOnlyList<WireTaskType> CommonTypes { get; } =
    [new() { Id = 0, Name = "Task" }, new() { Id = 1, Name = "Milestone" }];

    public WirePlace List { get; }

    public IReadOnlyList<string> Statuses { get; }

    public List<string> Problems { get; } = [];

    /// <summary>The field that a mapping's name means; null when there is none, which is then a problem.</summary>
    public ClickUpField? Field(string name, FieldType? type)
    {
        if (ClickUpFields.BuiltInOf(name) is { } builtIn)
        {
            return new ClickUpField(name, null, builtIn, [], type);
        }

        var found = this.fields.FindAll(f => f.Id is not null && ClickUpNames.Same(f.Name, name));
        if (found.Count == 0)
        {
            this.Problems.Add(ClickUpNames.Missing("custom field", name, this.where, this.Names));
            return null;
        }

        if (found.Count > 1)
        {
            this.Problems.Add(
                $"{this.where} has {found.Count} custom fields named '{name}'; rename all but one, so that it is plain which is meant"
            );
        }

        return ClickUpFields.Of(found[0], name, type);
    }

    /// <summary>The text field for the marker; null when the process names none, or a wrong one, which is a problem.</summary>
    public ClickUpField? Marker(string? name)
    {
        if (name is null)
        {
            return null;
        }

        if (this.Field(name, null) is not { } field)
        {
            return null;
        }

        if (field.Id is null || !ClickUpFields.IsText(field.Type))
        {
            this.Problems.Add(
                $"the marker field '{name}' is a {Kind(field)} and cannot carry a text; make a text field for the marker in ClickUp and name it"
            );
            return null;
        }

        return field;
    }

    public void CheckStatus(string? status, string stage)
    {
        if (status is not null && !this.Statuses.Any(s => ClickUpNames.Same(s, status)))
        {
            this.Problems.Add(
                ClickUpNames.Missing("status", status, this.where, this.Statuses) + $" (stage '{stage}')"
            );
        }
    }

    /// <summary>A value must be one of the field's options, where it has some.</summary>
    public void CheckValue(ClickUpField field, string? value)
    {
        IReadOnlyList<string> options = field.Type switch
        {
            FieldNames.Priority => ClickUpFields.Priorities,
            FieldNames.Status => this.Statuses,
            "drop_down" or "labels" => [.. field.Options.Select(o => o.Label)],
            _ => [],
        };
        var closed = options.Count > 0 || field.Type is "drop_down" or "labels";
        if (value is not null && closed && !options.Any(o => ClickUpNames.Same(o, value)))
        {
            this.Problems.Add(ClickUpNames.Missing("option", value, $"field '{field.Name}' of {this.where}", options));
        }
    }

    public void CheckWritable(string rule, ClickUpField field)
    {
        var readOnly = field.Id is null
            ? field.Type is FieldNames.Status or FieldNames.Key or FieldNames.Url
            : !ClickUpFields.IsSettable(field.Type);
        if (readOnly)
        {
            this.Problems.Add(
                $"field '{rule}' is to be written to '{field.Name}' in ClickUp, a {Kind(field)} that cannot be written; let it go to the helpdesk only"
            );
        }
    }

    /// <summary>The id of a task type; null when the process names none, or an unknown one, which is a problem.</summary>
    public long? TaskType(string? name, IReadOnlyList<WireTaskType> types)
    {
        if (name is null)
        {
            return null;
        }

        var all = CommonTypes.Concat(types).ToList();
        var found = all.Find(t => ClickUpNames.Same(t.Name, name));
        if (found is null)
        {
            this.Problems.Add(
                ClickUpNames.Missing("task type", name, "the workspace", all.Select(t => t.Name).OfType<string>())
            );
        }

        return found?.Id;
    }

    private IEnumerable<string> Names =>
        this.fields.Select(f => f.Name).OfType<string>().Concat(ClickUpFields.All.Select(f => f.Name));

    private static string Kind(ClickUpField field) =>
        field.Id is null ? $"field '{field.Type}' of every task" : $"field of type {field.Type}";
}
