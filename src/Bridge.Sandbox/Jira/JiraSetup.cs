using Bridge.Sandbox.Jira.Events;
using Bridge.Sandbox.Jira.Fields;
using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira;

/// <summary>The three kinds of status that boards know; on the wire new, indeterminate and done.</summary>
public enum JiraStatusCategory
{
    ToDo,
    InProgress,
    Done,
}

/// <summary>The kinds of custom fields.</summary>
public enum JiraFieldKind
{
    /// <summary>A single line, a plain string in every version of the API.</summary>
    Text,

    /// <summary>Several lines: ADF in version 3.</summary>
    TextArea,
    Select,
    Date,
    DateTime,
    Number,
    Url,
    User,
    Labels,
}

/// <summary>What an administrator sets up: users, fields, projects, webhooks.</summary>
public sealed class JiraSetup
{
    private readonly Site site;
    private readonly Releases releases;
    private readonly WebhookFeed feed;

    internal JiraSetup(Site site, Releases releases, WebhookFeed feed)
    {
        this.site = site;
        this.releases = releases;
        this.feed = feed;
    }

    /// <summary>
    /// Adds an account. Without an address it is made of the name, such as asha.rao@example.com. With a token the
    /// account may call the API as well.
    /// </summary>
    public JiraUser User(
        string name,
        string? email = null,
        string timeZone = "Etc/UTC",
        string? token = null,
        params string[] groups
    )
    {
        var address = email ?? name.ToLowerInvariant().Replace(' ', '.') + "@example.com";
        lock (this.site.Gate)
        {
            return this.site.AddUser(name, address, timeZone, [.. groups, "jira-users"], token);
        }
    }

    /// <summary>Adds a custom field and gives its id, such as customfield_10050. Options are for Select.</summary>
    public string Field(string name, JiraFieldKind kind, params string[] options)
    {
        lock (this.site.Gate)
        {
            var id = "customfield_" + this.site.NewTextId();
            var (type, custom) = this.TypeOf(kind, options);
            this.site.AddField(new Field(id, name, type) { CustomType = custom, Clauses = [$"cf[{id[12..]}]", name] });
            return id;
        }
    }

    /// <summary>Adds a resolution beside Done, Won't Do, Duplicate and Cannot Reproduce.</summary>
    public void Resolution(string name)
    {
        lock (this.site.Gate)
        {
            this.site.Resolutions.Add(new Resolution(this.site.NewTextId(), name));
        }
    }

    /// <summary>Adds a project with its workflow. Custom fields are on its screens only if the design names them.</summary>
    public void Project(string key, string name, Action<JiraProjectDesign> design)
    {
        lock (this.site.Gate)
        {
            var project = new Project(this.site.NewId(), key, name);
            this.site.Projects.Add(key, project);
            var drawn = new JiraProjectDesign(this.site, this.releases, project);
            design(drawn);
            drawn.Finish();
        }
    }

    /// <summary>Registers an admin webhook. No events means all of them; <paramref name="jql"/> null means all issues.</summary>
    public Webhook Webhook(Uri url, string? secret = null, string? jql = null, params string[] events)
    {
        lock (this.site.Gate)
        {
            var hook = new Webhook(this.site.NewId(), url, secret, events, jql);
            this.feed.Hooks.Add(hook.Id, hook);
            return hook;
        }
    }

    private (FieldType Type, string Custom) TypeOf(JiraFieldKind kind, string[] options) =>
        kind switch
        {
            JiraFieldKind.Text => (new LineType(255), "textfield"),
            JiraFieldKind.TextArea => (new RichTextType(), "textarea"),
            JiraFieldKind.Select => (
                new OptionType([.. options.Select(o => new FieldOption(this.site.NewTextId(), o))]),
                "select"
            ),
            JiraFieldKind.Date => (new DateType(), "datepicker"),
            JiraFieldKind.DateTime => (new MomentType(), "datetime"),
            JiraFieldKind.Number => (new NumberType(), "float"),
            JiraFieldKind.Url => (new LineType(isUrl: true), "url"),
            JiraFieldKind.User => (new UserType(), "userpicker"),
            JiraFieldKind.Labels => (new LabelsType(), "labels"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
