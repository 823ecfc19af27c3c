using System.Globalization;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>
/// <c>GET /tickets</c>: without <c>updated_since</c> only what was created in the last 30 days; no filter by status,
/// priority, group or tag (such parameters are ignored).
/// </summary>
internal static class TicketList
{
    private static readonly string[] Orders = ["created_at", "due_by", "updated_at", "status"];
    private static readonly string[] Filters = ["new_and_my_open", "watching", "spam", "deleted"];

    public static Answer Answer(Call call)
    {
        var order = call.Query("order_by") ?? "created_at";
        var filter = call.Query("filter");
        var errors = new List<FieldError>();
        if (!Orders.Contains(order))
        {
            errors.Add(Choice("order_by", Orders));
        }

        if (filter is not null && !Filters.Contains(filter))
        {
            errors.Add(Choice("filter", Filters));
        }

        DateTimeOffset? since = null;
        if (call.Query("updated_since") is { } text)
        {
            const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var moment))
            {
                since = moment;
            }
            else
            {
                const string Message = "It should be in the 'combined date and time ISO8601' format";
                errors.Add(new FieldError("updated_since", Message, "invalid_value"));
            }
        }

        if (errors.Count > 0)
        {
            return Wire.Answer.Of(Refusal.Invalid(errors));
        }

        var include = call.Include;
        return Page.Of(
            call,
            Rows(call, order, since).Where(Wanted(call, filter)),
            (json, ticket) => TicketJson.Write(json, ticket, TicketShape.Row, include, call.Account),
            lastPage: call.Account.Options.LastListPage
        );
    }

    private static FieldError Choice(string field, string[] allowed) =>
        new(field, $"It should be one of these values: '{string.Join(',', allowed)}'", "invalid_value");

    private static IEnumerable<FreshdeskTicket> Rows(Call call, string order, DateTimeOffset? since)
    {
        var descending = call.Query("order_type") is not "asc";
        var tickets = call.Account.Tickets;
        if (order == "updated_at" && since is { } from)
        {
            return tickets.ByUpdate(from, descending);
        }

        var window = call.Account.Now - TimeSpan.FromDays(30);
        var rows = since is { } after
            ? tickets.ByCreation(descending).Where(t => t.UpdatedAt >= after)
            : Recent(tickets.ByCreation(descending), window, descending);
        return order switch
        {
            "created_at" => rows,
            "updated_at" => Sorted(rows, t => t.UpdatedAt, descending),
            "due_by" => Sorted(rows, t => t.DueBy ?? DateTimeOffset.MaxValue, descending),
            _ => Sorted(rows, t => t.Status, descending),
        };
    }

    private static IEnumerable<FreshdeskTicket> Recent(
        IEnumerable<FreshdeskTicket> byCreation,
        DateTimeOffset window,
        bool descending
    ) =>
        descending ? byCreation.TakeWhile(t => t.CreatedAt >= window) : byCreation.SkipWhile(t => t.CreatedAt < window);

    private static IEnumerable<FreshdeskTicket> Sorted<T>(
        IEnumerable<FreshdeskTicket> rows,
        Func<FreshdeskTicket, T> by,
        bool descending
    ) => descending ? rows.OrderByDescending(by).ThenByDescending(t => t.Id) : rows.OrderBy(by).ThenBy(t => t.Id);

    private static Func<FreshdeskTicket, bool> Wanted(Call call, string? filter)
    {
        var people = call.Account.People;
        var requester = Number(call.Query("requester_id"));
        var company = Number(call.Query("company_id"));
        if (call.Query("email") is { } email)
        {
            requester = people.UserWithEmail(email) ?? -1;
        }

        if (call.Query("unique_external_id") is { } externalId)
        {
            requester = people.ContactWithExternalId(externalId)?.Id ?? -1;
        }

        return t =>
            Folder(t, filter, call.Agent.Id)
            && (requester is null || t.RequesterId == requester)
            && (company is null || t.CompanyId == company)
            && TicketRoutes.MaySee(call.Agent, t, call.Account);
    }

    private static bool Folder(FreshdeskTicket ticket, string? filter, long agent) =>
        filter switch
        {
            _ when ticket.Archived => false,
            "deleted" => ticket.Deleted,
            "spam" => ticket.Spam,
            "new_and_my_open" => ticket is { Deleted: false, Spam: false, Status: 2 }
                && (ticket.ResponderId is null || ticket.ResponderId == agent),
            "watching" => false,
            _ => ticket is { Deleted: false, Spam: false },
        };

    private static long? Number(string? text) =>
        text is null ? null
        : long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
        : -1;
}
