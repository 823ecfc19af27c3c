using System.Globalization;
using System.Text.Json.Nodes;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Freshdesk;

/// <summary>The calls of API v2 that the bridge makes, one method each.</summary>
internal sealed class FreshdeskApi(FreshdeskCalls calls)
{
    private static readonly FreshdeskJson Json = FreshdeskJson.Default;

    /// <summary>Costs 1 credit and one more for each include, conversations 2.</summary>
    internal Task<Asked<TicketWire>> TicketAsync(long id, string? include, CancellationToken cancel) =>
        calls.GetAsync(
            $"tickets/{Text(id)}{(include is null ? "" : "?include=" + include)}",
            Json.TicketWire,
            Priority.State,
            cancel
        );

    /// <summary>A ticket that was closed and untouched for 120 days; the plain address no longer knows it.</summary>
    internal Task<Asked<TicketWire>> ArchivedTicketAsync(long id, CancellationToken cancel) =>
        calls.GetAsync($"tickets/archived/{Text(id)}", Json.TicketWire, Priority.State, cancel);

    /// <summary>All of them, oldest first; some come twice, since a deletion meanwhile moves those behind it up.</summary>
    internal Task<Asked<ConversationWire[]>> ConversationsAsync(long id, bool archived, CancellationToken cancel) =>
        calls.PagesAsync(
            $"tickets/{(archived ? "archived/" : "")}{Text(id)}/conversations",
            Json.ConversationWireArray,
            Priority.State,
            cancel,
            step => step.Next
        );

    /// <summary>
    /// One page of tickets changed since then (inclusive, by the second), oldest change first. Filter is null, "deleted" or "spam".
    /// </summary>
    internal Task<Asked<TicketWire[]>> TicketsAsync(
        DateTimeOffset since,
        PageStep step,
        string? filter,
        CancellationToken cancel
    )
    {
        var from = since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var only = filter is null ? "" : $"filter={filter}&";
        return calls.GetAsync(
            $"tickets?{only}updated_since={from}&order_by=updated_at&order_type=asc&per_page={Text(step.Rows)}&page={Text(step.Page)}",
            Json.TicketWireArray,
            Priority.Rest,
            cancel
        );
    }

    internal Task<Asked<TicketFieldWire[]>> TicketFieldsAsync(CancellationToken cancel) =>
        calls.GetAsync("ticket_fields", Json.TicketFieldWireArray, Priority.State, cancel);

    internal Task<Asked<GroupWire[]>> GroupsAsync(CancellationToken cancel) =>
        calls.PagesAsync("groups", Json.GroupWireArray, Priority.State, cancel);

    internal Task<Asked<ContactWire>> ContactAsync(long id, CancellationToken cancel) =>
        calls.GetAsync($"contacts/{Text(id)}", Json.ContactWire, Priority.State, cancel);

    internal Task<Asked<CompanyWire>> CompanyAsync(long id, CancellationToken cancel) =>
        calls.GetAsync($"companies/{Text(id)}", Json.CompanyWire, Priority.State, cancel);

    /// <summary>The agent whose key this is; any agent may ask.</summary>
    internal Task<Asked<AgentWire>> MeAsync(CancellationToken cancel) =>
        calls.GetAsync("agents/me", Json.AgentWire, Priority.State, cancel);

    /// <summary>Changes only the attributes that the body names; custom fields by key.</summary>
    internal Task<Asked<TicketWire>> UpdateAsync(long id, JsonObject body, CancellationToken cancel) =>
        calls.SendAsync(HttpMethod.Put, $"tickets/{Text(id)}", body, Json.TicketWire, Priority.State, cancel);

    /// <summary>Mails the requester. Takes nothing but the body here: <c>private</c> would be refused.</summary>
    internal Task<Asked<ConversationWire>> ReplyAsync(long id, string html, CancellationToken cancel) =>
        calls.SendAsync(
            HttpMethod.Post,
            $"tickets/{Text(id)}/reply",
            new JsonObject { ["body"] = FreshdeskPlaceholders.Without(html) },
            Json.ConversationWire,
            Priority.CustomerMessage,
            cancel
        );

    internal Task<Asked<ConversationWire>> NoteAsync(
        long id,
        string html,
        IReadOnlyCollection<string> notify,
        CancellationToken cancel
    )
    {
        var body = new JsonObject { ["body"] = FreshdeskPlaceholders.Without(html), ["private"] = true };
        if (notify.Count > 0)
        {
            body["notify_emails"] = new JsonArray([.. notify.Select(n => JsonValue.Create(n))]);
        }

        return calls.SendAsync(
            HttpMethod.Post,
            $"tickets/{Text(id)}/notes",
            body,
            Json.ConversationWire,
            Priority.Rest,
            cancel
        );
    }

    /// <summary>A note as a form, which is how files come along.</summary>
    internal Task<Asked<ConversationWire>> NoteAsync(long id, HttpContent form, CancellationToken cancel) =>
        calls.SendAsync(
            HttpMethod.Post,
            $"tickets/{Text(id)}/notes",
            () => form,
            Json.ConversationWire,
            Priority.Rest,
            cancel
        );

    /// <summary>The whole new text of a note; a reply has left the house and takes none (405).</summary>
    internal Task<Asked<ConversationWire>> EditAsync(long conversation, string html, CancellationToken cancel) =>
        calls.SendAsync(
            HttpMethod.Put,
            $"conversations/{Text(conversation)}",
            new JsonObject { ["body"] = FreshdeskPlaceholders.Without(html) },
            Json.ConversationWire,
            Priority.Rest,
            cancel
        );

    /// <summary>Null when it was deleted.</summary>
    internal Task<Failure?> RemoveAsync(long conversation, CancellationToken cancel) =>
        calls.DeleteAsync($"conversations/{Text(conversation)}", Priority.Rest, cancel);

    internal Task<Asked<SolutionCategoryWire[]>> SolutionCategoriesAsync(CancellationToken cancel) =>
        calls.PagesAsync("solutions/categories", Json.SolutionCategoryWireArray, Priority.State, cancel);

    /// <summary>The folders that stand in the category itself.</summary>
    internal Task<Asked<FolderWire[]>> SolutionFoldersAsync(long category, CancellationToken cancel) =>
        calls.PagesAsync(
            $"solutions/categories/{Text(category)}/folders",
            Json.FolderWireArray,
            Priority.State,
            cancel
        );

    internal Task<Asked<FolderWire[]>> SolutionSubfoldersAsync(long folder, CancellationToken cancel) =>
        calls.PagesAsync($"solutions/folders/{Text(folder)}/subfolders", Json.FolderWireArray, Priority.State, cancel);

    internal Task<Asked<ArticleWire[]>> ArticlesAsync(long folder, CancellationToken cancel) =>
        calls.PagesAsync($"solutions/folders/{Text(folder)}/articles", Json.ArticleWireArray, Priority.Rest, cancel);

    /// <summary>The first page of what the tool's own search finds, drafts too.</summary>
    internal Task<Asked<ArticleWire[]>> SearchSolutionsAsync(string term, CancellationToken cancel) =>
        calls.GetAsync(
            $"search/solutions?term={Uri.EscapeDataString(term)}",
            Json.ArticleWireArray,
            Priority.Rest,
            cancel
        );

    internal Task<Asked<ArticleWire>> CreateArticleAsync(long folder, JsonObject body, CancellationToken cancel) =>
        calls.SendAsync(
            HttpMethod.Post,
            $"solutions/folders/{Text(folder)}/articles",
            body,
            Json.ArticleWire,
            Priority.Rest,
            cancel
        );

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
