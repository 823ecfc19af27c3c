using Bridge.Sandbox.Freshdesk.Desk;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>Search over tickets (late, 30 a page, ten pages at most) and over the knowledge base.</summary>
internal static class SearchRoutes
{
    private const int PageSize = 30;

    private static readonly HashSet<string> None = [];

    public static void Map(Router router) => router.Get("/search/tickets", Tickets);

    private static Answer Tickets(Call call)
    {
        var errors = new List<FieldError>();
        const string Message = "It should be a Positive Integer less than or equal to 10";
        var page = Page.Number(call.Query("page"), 1, 10, "page", Message, errors);
        var (matches, error) = SearchQuery.Parse(call.Query("query") ?? "", call.Account.Fields);
        if (error is not null)
        {
            errors.Add(error);
        }

        if (call.Query("per_page") is not null)
        {
            errors.Add(new FieldError("per_page", PayloadReader.Unexpected, "invalid_field"));
        }

        if (errors.Count > 0)
        {
            return Answer.Of(Refusal.Invalid(errors));
        }

        var found = call
            .Account.Search.Find(matches, call.Account.Now)
            .Where(t => TicketRoutes.MaySee(call.Agent, t, call.Account))
            .ToList();
        return Answer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.Put("total", found.Count);
                json.WritePropertyName("results");
                Page.List(
                    json,
                    found.Skip((page - 1) * PageSize).Take(PageSize),
                    (j, t) => TicketJson.Write(j, t, TicketShape.Found, None, call.Account)
                );
                json.WriteEndObject();
            }
        );
    }
}
