using Bridge.Sandbox.Jira;

namespace Bridge.Sandbox.Scenery;

/// <summary>The custom fields of the Jira site by their names: projects share what they call the same.</summary>
internal sealed class JiraFields(JiraSetup setup)
{
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    /// <summary>The id of a select field, made if no project has it yet.</summary>
    public string Choice(string name, params string[] options) => this.Field(name, JiraFieldKind.Select, options);

    /// <summary>The id of a field of several lines, made if no project has it yet.</summary>
    public string Paragraph(string name) => this.Field(name, JiraFieldKind.TextArea);

    private string Field(string name, JiraFieldKind kind, params string[] options)
    {
        if (!this.ids.TryGetValue(name, out var id))
        {
            this.ids.Add(name, id = setup.Field(name, kind, options));
        }

        return id;
    }
}
