using System.Text.Json;
using Bridge.Sandbox.Freshdesk.Desk;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>Summaries, associations and bulk jobs of tickets.</summary>
internal static class TicketExtras
{
    private static readonly HashSet<string> None = [];

    public static void Map(Router router)
    {
        router.Get("/tickets/{id:long}/summary", Summary);
        router.Put("/tickets/{id:long}/summary", WriteSummary);
        router.Delete(
            "/tickets/{id:long}/summary",
            call => call.Account.Summaries.Remove(call.Id) ? Answer.Nothing : new Answer(404)
        );
        router.Get("/tickets/{id:long}/associated_tickets", Associated);
        router.Get("/tickets/{id:long}/prime_association", Prime);
        router.Post(
            "/tickets/bulk_update",
            call => Started(call, call.Account.Bulk.Update(call.Performer, call.Payload))
        );
        router.Post(
            "/tickets/bulk_delete",
            call => Started(call, call.Account.Bulk.Delete(call.Performer, call.Payload))
        );
        router.Get("/jobs/{job}", Job);
    }

    private static Answer Summary(Call call) =>
        call.Account.Summaries.Find(call.Id) is { } summary
            ? Answer.Json(200, json => Write(json, summary))
            : new Answer(404);

    private static Answer WriteSummary(Call call) =>
        call.Account.Tickets.Find(call.Id) is null
            ? new Answer(404)
            : Answer.Of(
                call.Account.Summaries.Write(call.Performer, call.Id, call.Payload, call.Account.Stamp()),
                summary => Answer.Json(200, json => Write(json, summary))
            );

    private static void Write(Utf8JsonWriter json, FreshdeskConversation summary)
    {
        json.WriteStartObject();
        json.WriteString("body", summary.Body);
        json.WriteString("body_text", summary.BodyText);
        json.Put("id", summary.Id);
        json.Put("user_id", summary.UserId);
        json.Put("ticket_id", summary.TicketId);
        json.Put("created_at", summary.CreatedAt);
        json.Put("updated_at", summary.UpdatedAt);
        json.Put("attachments", Array.Empty<string>());
        json.Put("last_edited_at", summary.LastEditedAt);
        json.Put("last_edited_user_id", summary.LastEditedUserId);
        json.Put("cloud_files", Array.Empty<string>());
        json.WriteEndObject();
    }

    private static Answer Associated(Call call)
    {
        if (call.Account.Tickets.Find(call.Id) is not { } ticket)
        {
            return new Answer(404);
        }

        return Answer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WritePropertyName("tickets");
                var others = ticket.AssociatedTickets.Select(id => call.Account.Tickets.Find(id)!);
                Page.List(json, others, (j, t) => TicketJson.Write(j, t, TicketShape.Row, None, call.Account));
                json.WriteEndObject();
            }
        );
    }

    /// <summary>The parent of a child, the tracker of a related ticket.</summary>
    private static Answer Prime(Call call) =>
        call.Account.Tickets.Find(call.Id) is { AssociationType: 2 or 4 } ticket
            ? Answer.Json(
                200,
                json =>
                {
                    var prime = call.Account.Tickets.Find(ticket.AssociatedTickets[^1])!;
                    TicketJson.Write(json, prime, TicketShape.Row, None, call.Account);
                }
            )
            : new Answer(404);

    private static Answer Started(Call call, Outcome<BulkJob> outcome) =>
        Answer.Of(
            outcome,
            job =>
                Answer.Json(
                    202,
                    json =>
                    {
                        json.WriteStartObject();
                        json.WriteString("job_id", job.Id);
                        json.WriteString("href", $"{call.Account.BaseUrl()}/api/v2/jobs/{job.Id}");
                        json.WriteEndObject();
                    }
                )
        );

    private static Answer Job(Call call)
    {
        if (call.Account.Bulk.Job(call.Route("job")) is not { } job)
        {
            return new Answer(404);
        }

        return Answer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("job_id", job.Id);
                json.WriteString("status", "COMPLETED");
                json.WriteStartArray("data");
                foreach (var (ticketId, succeeded) in job.Done)
                {
                    json.WriteStartObject();
                    json.Put("id", ticketId);
                    json.WriteBoolean("success", succeeded);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }
}
