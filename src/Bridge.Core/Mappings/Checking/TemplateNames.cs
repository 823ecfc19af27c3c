namespace Bridge.Core.Mappings.Checking;

/// <summary>The names that templates can use.</summary>
internal static class TemplateNames
{
    internal const string Missing = "missing";

    /// <summary>Names of every process; fields come on top as "fields." and the slug of their name.</summary>
    internal static readonly IReadOnlyList<string> Always =
    [
        "ticket.id",
        "ticket.key",
        "ticket.subject",
        "ticket.description",
        "ticket.url",
        "ticket.type",
        "ticket.priority",
        "ticket.status",
        "requester.name",
        "requester.first_name",
        "requester.email",
        "company.name",
        "company.tier",
        "item.key",
        "item.url",
        "item.status",
        "stage",
        "stage_before",
        "bounces",
        "process",
        Missing,
    ];

    /// <summary>Names of a process that has an ETA.</summary>
    internal static readonly IReadOnlyList<string> OfEta = ["eta", "eta_before"];

    /// <summary>Names of a process that drafts articles.</summary>
    internal static readonly IReadOnlyList<string> OfArticle = ["article.url"];

    /// <summary>Names that say something internal, so that no customer may read them.</summary>
    internal static readonly IReadOnlyList<string> Internal =
    [
        "ticket.url",
        "company.tier",
        "item.key",
        "item.url",
        "item.status",
        "bounces",
        "article.url",
        Missing,
    ];
}
