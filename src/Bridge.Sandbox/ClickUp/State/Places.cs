namespace Bridge.Sandbox.ClickUp.State;

internal sealed record Status(string Id, string Name, string Type, string Color, int OrderIndex);

internal sealed record FieldOption(string Id, string Name, int OrderIndex);

internal sealed record Field(
    string Id,
    string Name,
    string Type,
    IReadOnlyList<FieldOption> Options,
    string TypeConfig,
    bool Required,
    int Count,
    long Created
)
{
    /// <summary>Whether its values are kept as a text, so that <see cref="World.TasksByText"/> knows them.</summary>
    public bool HoldsText { get; } = Type is "text" or "short_text" or "url" or "email" or "phone" or "drop_down";
}

internal sealed class Space(string id, string name)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public IReadOnlyList<Status> Statuses { get; set; } = [];

    public List<Field> Fields { get; } = [];

    public List<Folder> Folders { get; } = [];

    /// <summary>Lists that are in no folder.</summary>
    public List<TaskList> Lists { get; } = [];

    public HashSet<string> Tags { get; } = [];

    /// <summary>Null: the Custom Task IDs ClickApp is off.</summary>
    public string? CustomIdPrefix { get; init; }

    public int CustomIds { get; set; }
}

internal sealed class Folder(string id, string name, Space space)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public Space Space { get; } = space;

    /// <summary>True for the placeholder that stands around a list in no folder.</summary>
    public bool Hidden { get; init; }

    /// <summary>Null: those of the space.</summary>
    public IReadOnlyList<Status>? Statuses { get; set; }

    public List<Field> Fields { get; } = [];

    public List<TaskList> Lists { get; } = [];
}

internal sealed class TaskList(string id, string name, Folder folder)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public Folder Folder { get; } = folder;

    public Space Space => this.Folder.Space;

    /// <summary>Null: those of the folder or space.</summary>
    public IReadOnlyList<Status>? OwnStatuses { get; set; }

    public IReadOnlyList<Status> Statuses => this.OwnStatuses ?? this.Folder.Statuses ?? this.Space.Statuses;

    public List<Field> Fields { get; } = [];

    public IEnumerable<Field> AllFields => this.Space.Fields.Concat(this.Folder.Fields).Concat(this.Fields);

    public Dictionary<string, TaskItem> Tasks { get; } = [];

    /// <summary>Users to whom the list is private.</summary>
    public HashSet<long> HiddenFrom { get; } = [];

    public bool Archived { get; set; }

    public Field? Field(string fieldId) => this.AllFields.FirstOrDefault(f => f.Id == fieldId);

    /// <summary>ClickUp matches status names whatever their case.</summary>
    public Status? Status(string statusName) =>
        this.Statuses.FirstOrDefault(s => string.Equals(s.Name, statusName, StringComparison.OrdinalIgnoreCase));
}
