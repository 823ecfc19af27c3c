using System.Globalization;
using Bridge.Sandbox.Freshdesk.Desk;

namespace Bridge.Sandbox.Freshdesk.Rules;

/// <summary>The values behind <c>{{ticket.id}}</c> and its kin, as text; empty for what is not set and what nobody knows.</summary>
internal sealed class Placeholders(FieldCatalog fields, PeopleBook people, TicketBook tickets, Func<string> baseUrl)
{
    /// <summary>What the simple layout sends unless the rule says otherwise.</summary>
    public static IReadOnlyList<string> Usual { get; } =
    [
        "triggered_event",
        "ticket.id",
        "ticket.subject",
        "ticket.description",
        "ticket.url",
        "ticket.portal_url",
        "ticket.status",
        "ticket.priority",
        "ticket.source",
        "ticket.ticket_type",
        "ticket.tags",
        "ticket.due_by_time",
        "ticket.agent.email",
        "ticket.group.name",
        "ticket.company.name",
        "ticket.contact.name",
        "ticket.contact.email",
        "ticket.latest_public_comment",
    ];

    public string Value(string name, FreshdeskTicket ticket, string triggeredEvent) =>
        name switch
        {
            "triggered_event" => triggeredEvent,
            "helpdesk_name" => "Support",
            "ticket.id" => Number(ticket.Id),
            "ticket.subject" => ticket.Subject ?? "",
            "ticket.description" => ticket.Description,
            "ticket.description_text" => ticket.DescriptionText,
            "ticket.url" => $"{baseUrl()}/helpdesk/tickets/{ticket.Id}",
            "ticket.portal_url" => $"{baseUrl()}/support/tickets/{ticket.Id}",
            "ticket.portal_name" => "Support",
            "ticket.status" => fields.Status(ticket.Status)?.Label ?? "",
            "ticket.status_id" => Number(ticket.Status),
            "ticket.priority" => fields.PriorityLabel(ticket.Priority),
            "ticket.priority_id" => Number(ticket.Priority),
            "ticket.source" => fields.SourceLabel(ticket.Source),
            "ticket.ticket_type" => ticket.Type ?? "",
            "ticket.tags" => string.Join(", ", ticket.Tags),
            "ticket.due_by_time" => ticket.DueBy?.ToString(
                "ddd, d MMM, yyyy 'at' h:mm tt",
                CultureInfo.InvariantCulture
            ) ?? "",
            "ticket.modified_on" => ticket.UpdatedAt.ToString(
                "yyyy-MM-dd HH:mm:ss 'UTC'",
                CultureInfo.InvariantCulture
            ),
            "ticket.group.name" => ticket.GroupId is { } group ? people.Group(group)?.Name ?? "" : "",
            "ticket.group.id" => Number(ticket.GroupId),
            "ticket.agent.id" => Number(ticket.ResponderId),
            "ticket.agent.name" => ticket.ResponderId is { } agent ? people.NameOf(agent) : "",
            "ticket.agent.email" => ticket.ResponderId is { } agent ? people.EmailOf(agent) ?? "" : "",
            _ when name.StartsWith("ticket.cf_", StringComparison.Ordinal) => Custom(ticket, name["ticket.".Length..]),
            _ when name.StartsWith("ticket.latest_", StringComparison.Ordinal) => this.Comment(ticket, name),
            _ when name.StartsWith("ticket.company.", StringComparison.Ordinal) => this.Company(ticket, name),
            _ when name.StartsWith("ticket.requester.", StringComparison.Ordinal) => this.Requester(ticket, name),
            _ when name.StartsWith("ticket.contact.", StringComparison.Ordinal) => this.Requester(ticket, name),
            _ => "",
        };

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Custom(FreshdeskTicket ticket, string name) =>
        Convert.ToString(ticket.CustomFields.GetValueOrDefault(name), CultureInfo.InvariantCulture) ?? "";

    /// <summary>The latest comment at the moment of rendering, which need not be the one that fired the rule.</summary>
    private string Comment(FreshdeskTicket ticket, string name)
    {
        var isPrivate = name.StartsWith("ticket.latest_private_comment", StringComparison.Ordinal);
        var latest = tickets.Conversations(ticket.Id).LastOrDefault(c => c.Private == isPrivate);
        if (latest is null)
        {
            return "";
        }

        var text = name.EndsWith("_text", StringComparison.Ordinal) ? latest.BodyText : latest.Body;
        return name.EndsWith("_html", StringComparison.Ordinal) ? text : $"{people.NameOf(latest.UserId)} : {text}";
    }

    private string Company(FreshdeskTicket ticket, string name)
    {
        var company = ticket.CompanyId is { } id ? people.Company(id) : null;
        return name["ticket.company.".Length..] switch
            {
                "name" => company?.Name,
                "description" => company?.Description,
                "note" => company?.Note,
                "domains" => company is null ? "" : string.Join(',', company.Domains),
                "health_score" => company?.HealthScore,
                "account_tier" => company?.AccountTier,
                "industry" => company?.Industry,
                _ => "",
            } ?? "";
    }

    private string Requester(FreshdeskTicket ticket, string name)
    {
        var contact = people.Contact(ticket.RequesterId);
        var full = people.NameOf(ticket.RequesterId);
        return name[(name.LastIndexOf('.') + 1)..] switch
            {
                "id" => Number(ticket.RequesterId),
                "name" => full,
                "firstname" => full.Split(' ')[0],
                "lastname" => full.Contains(' ', StringComparison.Ordinal)
                    ? full[(full.IndexOf(' ', StringComparison.Ordinal) + 1)..]
                    : "",
                "email" => people.EmailOf(ticket.RequesterId),
                "phone" => contact?.Phone,
                "mobile" => contact?.Mobile,
                "job_title" => contact?.JobTitle,
                "unique_external_id" => contact?.UniqueExternalId,
                "company_name" => contact?.CompanyId is { } id ? people.Company(id)?.Name : "",
                _ => "",
            } ?? "";
    }
}
