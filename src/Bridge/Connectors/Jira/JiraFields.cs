using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Connectors.Jira;

/// <summary>How the values of a field look on the wire.</summary>
internal enum JiraFieldKind
{
    /// <summary>One line of plain text, or an address.</summary>
    Text,

    /// <summary>A document in Atlassian's format.</summary>
    Rich,
    Number,

    /// <summary>One option: {"value":…}.</summary>
    Option,

    /// <summary>Several options.</summary>
    Options,

    /// <summary>A checkbox field that the mapping calls a bool: ticked or not.</summary>
    Flag,

    /// <summary>One named thing, such as a priority: {"name":…}.</summary>
    Named,

    /// <summary>Several named things, such as components.</summary>
    NamedList,
    Labels,
    Date,
    Moment,
    User,
    Users,

    /// <summary>Read from other fields, never written: the key, the address, the release date.</summary>
    Computed,

    /// <summary>Of an app or unknown: read as well as it can be, never written.</summary>
    Foreign,
}

/// <summary>A field of Jira under the name that a mapping uses for it.</summary>
/// <param name="Name">The mapping's name.</param>
/// <param name="Id">Jira's id: "duedate", "customfield_10050"; empty when it is made of the issue itself.</param>
internal sealed record JiraField(string Name, string Id, JiraFieldKind Kind)
{
    /// <summary>The options that the create screen lists; empty when it lists none.</summary>
    public ImmutableArray<WireAllowed> Options { get; init; } = [];
}

/// <summary>The names of fields and what they are in Jira.</summary>
internal static class JiraFields
{
    private static readonly ImmutableDictionary<string, JiraField> BuiltIns = new JiraField[]
    {
        new(FieldNames.Subject, "summary", JiraFieldKind.Text),
        new(FieldNames.Description, "description", JiraFieldKind.Rich),
        new(FieldNames.Status, "status", JiraFieldKind.Named),
        new(FieldNames.Resolution, "resolution", JiraFieldKind.Named),
        new(FieldNames.Priority, "priority", JiraFieldKind.Named),
        new(FieldNames.Type, "issuetype", JiraFieldKind.Named),
        new(FieldNames.Tags, "labels", JiraFieldKind.Labels),
        new(FieldNames.Assignee, "assignee", JiraFieldKind.User),
        new(FieldNames.DueDate, "duedate", JiraFieldKind.Date),
        new(FieldNames.FixVersions, "fixVersions", JiraFieldKind.NamedList),
        new(FieldNames.FixVersionDate, "fixVersions", JiraFieldKind.Computed),
        new(FieldNames.ReleasesAhead, "fixVersions", JiraFieldKind.Computed),
        new(FieldNames.Key, "", JiraFieldKind.Computed),
        new(FieldNames.Url, "", JiraFieldKind.Computed),
    }.ToImmutableDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What every issue is read with, besides the bound fields.</summary>
    private static readonly ImmutableArray<string> Always =
    [
        .. BuiltIns.Values.Select(f => f.Id).Where(id => id.Length > 0).Distinct(),
        "comment",
        "attachment",
        "created",
        "updated",
        "project",
    ];

    public static IEnumerable<JiraField> All => BuiltIns.Values;

    /// <summary>The field that every issue has under this name; null when it is none of these.</summary>
    public static JiraField? BuiltIn(string name) => BuiltIns.GetValueOrDefault(name.Trim());

    public static IEnumerable<string> ToRead(IEnumerable<JiraField> bound) =>
        Always.Concat(bound.Select(f => f.Id)).Where(id => id.Length > 0).Distinct();

    public static JiraFieldKind KindOf(WireSchema? schema, FieldType? wanted)
    {
        var custom = schema?.Custom ?? "";
        return (schema?.Type, schema?.Items) switch
        {
            ("string", _)
                when custom.EndsWith(":textarea", StringComparison.Ordinal)
                    || schema?.System is "description" or "environment" => JiraFieldKind.Rich,
            ("string", _) => JiraFieldKind.Text,
            ("number", _) => JiraFieldKind.Number,
            ("option", _) => JiraFieldKind.Option,
            ("date", _) => JiraFieldKind.Date,
            ("datetime", _) => JiraFieldKind.Moment,
            ("user", _) => JiraFieldKind.User,
            ("array", "option") => wanted == FieldType.Bool ? JiraFieldKind.Flag : JiraFieldKind.Options,
            ("array", "string") => JiraFieldKind.Labels,
            ("array", "user") => JiraFieldKind.Users,
            ("array", "version" or "component" or "group") => JiraFieldKind.NamedList,
            ("priority" or "resolution" or "status" or "issuetype" or "version" or "group" or "securitylevel", _) =>
                JiraFieldKind.Named,
            _ => JiraFieldKind.Foreign,
        };
    }
}
