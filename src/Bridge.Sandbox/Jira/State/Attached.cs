using Bridge.Sandbox.Jira.Text;

namespace Bridge.Sandbox.Jira.State;

internal sealed class Comment(long id, Issue issue, JiraUser author, RichText body, DateTimeOffset created)
{
    public long Id { get; } = id;

    public Issue Issue { get; } = issue;

    public JiraUser Author { get; } = author;

    public DateTimeOffset Created { get; } = created;

    public RichText Body { get; set; } = body;

    public JiraUser UpdateAuthor { get; set; } = author;

    public DateTimeOffset Updated { get; set; } = created;

    public Visibility? Visibility { get; set; }

    public SortedDictionary<string, string> Properties { get; } = new(StringComparer.Ordinal);

    public bool VisibleTo(JiraUser? user) => this.Visibility is null || this.Visibility.Allows(user);
}

internal sealed record Attachment(
    long Id,
    Issue Issue,
    string FileName,
    string MimeType,
    byte[] Content,
    JiraUser Author,
    DateTimeOffset Created
)
{
    public string MediaId { get; } = Guid.NewGuid().ToString();
}

/// <summary>A link to another tool; the parts that a client sends are kept as raw JSON.</summary>
internal sealed record RemoteLink(
    long Id,
    string? GlobalId,
    string? Relationship,
    string? Application,
    string Object,
    string Url,
    string Title
);
