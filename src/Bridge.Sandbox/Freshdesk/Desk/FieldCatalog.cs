using System.Text;

namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>The ticket fields and statuses of the account.</summary>
internal sealed class FieldCatalog
{
    private readonly SortedDictionary<int, FreshdeskStatus> statuses = new()
    {
        [2] = new FreshdeskStatus(2, "Open", "Being Processed", StopsSlaTimer: false),
        [3] = new FreshdeskStatus(3, "Pending", "Awaiting your Reply", StopsSlaTimer: true),
        [4] = new FreshdeskStatus(4, "Resolved", "This ticket has been Resolved", StopsSlaTimer: true),
        [5] = new FreshdeskStatus(5, "Closed", "This ticket has been Closed", StopsSlaTimer: true),
    };

    private readonly List<FreshdeskField> fields = [];
    private readonly Dictionary<string, FreshdeskField> custom = [];
    private readonly bool numbered;
    private readonly DateTimeOffset born;
    private long lastId = 67_000_439_403;

    public FieldCatalog(bool numbered, DateTimeOffset born)
    {
        this.numbered = numbered;
        this.born = born;
        this.AddDefault("requester", "Search a requester", "Ticket requester", required: true);
        this.AddDefault("subject", "Subject", "Ticket subject", required: true);
        this.AddDefault("ticket_type", "Type", "Ticket type", required: false);
        this.AddDefault("source", "Source", "Ticket source", required: false);
        this.AddDefault("status", "Status", "Ticket status", required: true);
        this.AddDefault("priority", "Priority", "Ticket priority", required: true);
        this.AddDefault("group", "Group", "Ticket group", required: false);
        this.AddDefault("agent", "Agent", "Agent", required: false);
        this.AddDefault("product", "Product", "Select the product, the ticket belongs to.", required: false);
        this.AddDefault("description", "Description", "Ticket description", required: true);
        this.AddDefault("company", "Company", "Ticket Company", required: true);
        this.SetChoices("ticket_type", ["Question", "Incident", "Problem", "Feature Request"]);
        this.Refresh();
    }

    public static IReadOnlyDictionary<string, int> Sources { get; } =
        new Dictionary<string, int>
        {
            ["Email"] = 1,
            ["Portal"] = 2,
            ["Phone"] = 3,
            ["Forum"] = 4,
            ["Twitter"] = 5,
            ["Facebook"] = 6,
            ["Chat"] = 7,
            ["MobiHelp"] = 8,
            ["Feedback Widget"] = 9,
            ["Outbound Email"] = 10,
            ["Ecommerce"] = 11,
            ["Bot"] = 12,
            ["Whatsapp"] = 13,
        };

    public static IReadOnlyDictionary<string, int> Priorities { get; } =
        new Dictionary<string, int>
        {
            ["Low"] = 1,
            ["Medium"] = 2,
            ["High"] = 3,
            ["Urgent"] = 4,
        };

    public IReadOnlyList<FreshdeskField> All => this.fields;

    public IReadOnlyCollection<FreshdeskStatus> Statuses => this.statuses.Values;

    /// <summary>The fields whose emptiness can make a change invalid.</summary>
    public IReadOnlyList<FreshdeskField> Required { get; private set; } = [];

    public IReadOnlyList<string> Types => this.fields.Find(f => f.Name == "ticket_type")!.Choices;

    public FreshdeskField? Custom(string name) => this.custom.GetValueOrDefault(name);

    public FreshdeskField? ById(long id) => this.fields.Find(f => f.Id == id);

    public FreshdeskStatus? Status(int id) => this.statuses.GetValueOrDefault(id);

    public string PriorityLabel(int id) => Priorities.First(p => p.Value == id).Key;

    public string SourceLabel(int id) => Sources.FirstOrDefault(p => p.Value == id).Key ?? "";

    /// <summary>Custom statuses count from 6 and are never reused.</summary>
    public FreshdeskStatus AddStatus(string label, string customerLabel, bool stopsSlaTimer)
    {
        var status = new FreshdeskStatus(
            Math.Max(5, this.statuses.Keys.Max()) + 1,
            label,
            customerLabel,
            stopsSlaTimer
        );
        this.statuses.Add(status.Id, status);
        return status;
    }

    public FreshdeskField AddCustom(string label, FreshdeskFieldType type, FreshdeskField template)
    {
        var id = ++this.lastId;
        var field = template with { Id = id, Position = this.fields.Count + 1, CreatedAt = this.born, Custom = type };
        if (field.Name.Length == 0)
        {
            field = field with
            {
                Name = "cf_" + Slug(label) + (this.numbered ? $"_{(id * 7919) % 899_981 + 100_000}" : ""),
            };
        }

        this.fields.Add(field);
        this.custom.Add(field.Name, field);
        this.Refresh();
        return field;
    }

    public void SetChoices(string name, IReadOnlyList<string> choices) =>
        this.Replace(name, f => f with { Choices = choices });

    public void Replace(string name, Func<FreshdeskField, FreshdeskField> change)
    {
        var index = this.fields.FindIndex(f => f.Name == name);
        if (index < 0)
        {
            throw new ArgumentException($"There is no ticket field named '{name}'.", nameof(name));
        }

        var field = change(this.fields[index]);
        this.fields[index] = field;
        if (field.Custom is not null)
        {
            this.custom[name] = field;
        }

        this.Refresh();
    }

    private static string Slug(string label)
    {
        var slug = new StringBuilder();
        foreach (var letter in label.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '_')
            {
                slug.Append('_');
            }
        }

        return slug.ToString().TrimEnd('_');
    }

    private void AddDefault(string name, string label, string description, bool required)
    {
        var wireType = $"default_{name}";
        this.fields.Add(
            new FreshdeskField(++this.lastId, name, label, wireType, this.fields.Count + 1)
            {
                Description = description,
                RequiredForAgents = required,
                CreatedAt = this.born,
            }
        );
    }

    /// <summary>Requester, subject and description are checked where they come in; company never is, whatever its flag says.</summary>
    private void Refresh() =>
        this.Required = [
            .. this.fields.Where(f =>
                (f.RequiredForAgents || f.RequiredForClosure)
                && f.Name
                    is not (
                        "requester"
                        or "subject"
                        or "description"
                        or "status"
                        or "priority"
                        or "company"
                        or "source"
                    )
            ),
        ];
}
