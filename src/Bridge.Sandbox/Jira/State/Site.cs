using Bridge.Sandbox.Jira.Fields;

namespace Bridge.Sandbox.Jira.State;

/// <summary>Everything that the simulated Jira knows. All access is under <see cref="Gate"/>.</summary>
internal sealed class Site
{
    private readonly Dictionary<string, JiraUser> usersById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Field> fieldsById = new(StringComparer.Ordinal);
    private readonly TimeProvider time;
    private long nextId = 10_000;

    public Site(JiraOptions options, TimeProvider time)
    {
        this.Options = options;
        this.time = time;
        this.Bot = this.AddUser(
            options.BotName,
            options.Email,
            options.BotTimeZone,
            ["jira-users", .. options.BotGroups],
            null
        );
        foreach (var field in FieldCatalog.System)
        {
            this.AddField(field);
        }
    }

    public Lock Gate { get; } = new();

    public JiraOptions Options { get; }

    public JiraUser Bot { get; }

    public DateTimeOffset Now => this.time.GetUtcNow();

    public DateOnly Today => DateOnly.FromDateTime(this.Now.UtcDateTime);

    public List<JiraUser> Users { get; } = [];

    public List<Field> Fields { get; } = [];

    public Dictionary<string, Project> Projects { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, Status> Statuses { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, IssueType> Types { get; } = new(StringComparer.OrdinalIgnoreCase);

    public List<Priority> Priorities { get; } =
    [new("1", "Highest"), new("2", "High"), new("3", "Medium"), new("4", "Low"), new("5", "Lowest")];

    public List<Resolution> Resolutions { get; } =
    [new("10000", "Done"), new("10001", "Won't Do"), new("10002", "Duplicate"), new("10003", "Cannot Reproduce")];

    public Dictionary<string, (Project Project, ProjectVersion Version)> Versions { get; } =
        new(StringComparer.Ordinal);

    public Dictionary<string, Component> Components { get; } = new(StringComparer.Ordinal);

    public IssueIndex Issues { get; } = new();

    public Dictionary<long, Comment> Comments { get; } = [];

    public Dictionary<long, Attachment> Attachments { get; } = [];

    public Dictionary<string, Attachment> Media { get; } = new(StringComparer.Ordinal);

    public long NewId() => this.nextId++;

    public string NewTextId() => this.NewId().ToString(System.Globalization.CultureInfo.InvariantCulture);

    public Field? Field(string id) => this.fieldsById.GetValueOrDefault(id);

    public void AddField(Field field)
    {
        this.Fields.Add(field);
        this.fieldsById.Add(field.Id, field);
    }

    public JiraUser AddUser(string name, string email, string timeZone, IEnumerable<string> groups, string? token)
    {
        var number = this.Users.Count + 1;
        var user = new JiraUser($"5b10a2844c20165700ed{number:x4}", name, email, timeZone)
        {
            Key = $"JIRAUSER{10_100 + number}",
            Groups = [.. groups],
            Token = token,
        };
        this.Users.Add(user);
        this.usersById.Add(user.AccountId, user);
        this.usersById.TryAdd(user.Name, user);
        return user;
    }

    /// <summary>By account id, or by login name as Data Center has it.</summary>
    public JiraUser? FindUser(string id) => this.usersById.GetValueOrDefault(id);

    /// <summary>By key or numeric id.</summary>
    public Project? FindProject(string keyOrId) =>
        this.Projects.TryGetValue(keyOrId, out var project)
            ? project
            : this.Projects.Values.FirstOrDefault(p =>
                long.TryParse(keyOrId, System.Globalization.CultureInfo.InvariantCulture, out var id) && p.Id == id
            );

    public Status StatusNamed(string name, JiraStatusCategory category)
    {
        if (!this.Statuses.TryGetValue(name, out var status))
        {
            status = new Status(this.NewTextId(), name, category);
            this.Statuses.Add(name, status);
        }

        return status;
    }

    public IssueType TypeNamed(string name)
    {
        if (!this.Types.TryGetValue(name, out var type))
        {
            type = new IssueType(this.NewTextId(), name);
            this.Types.Add(name, type);
        }

        return type;
    }

    public void Replace(Project project, ProjectVersion version)
    {
        var at = project.Versions.FindIndex(v => v.Id == version.Id);
        if (at < 0)
        {
            project.Versions.Add(version);
        }
        else
        {
            project.Versions[at] = version;
        }

        this.Versions[version.Id] = (project, version);
    }
}
