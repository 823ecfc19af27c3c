using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>Merges tickets: the secondaries close with a note that names the primary, and nothing else tells it.</summary>
internal sealed class MergeDesk(Account account)
{
    private static readonly FrozenSet<string> Keys = FrozenSet.Create(
        "primary_id",
        "ticket_ids",
        "note_in_primary",
        "note_in_secondary",
        "convert_recepients_to_cc"
    );

    public Refusal? Merge(Performer performer, Payload payload)
    {
        var read = new PayloadReader(payload);
        read.Only(Keys);
        var secondaries = read.Integers("ticket_ids");
        if (read.Integer("primary_id") is not { } primary)
        {
            read.Add("primary_id", "It should be a/an Integer", "missing_field");
            return Refusal.Invalid(read.Errors);
        }

        if (secondaries.Count == 0)
        {
            read.Add("ticket_ids", "It should be a/an Array", "missing_field");
        }

        foreach (var id in secondaries.Append(primary))
        {
            if (account.Tickets.Find(id) is not { Spam: false, Deleted: false })
            {
                read.Add(id == primary ? "primary_id" : "ticket_ids", $"There is no ticket matching the given id {id}");
            }
        }

        if (read.Errors.Count > 0)
        {
            return Refusal.Invalid(read.Errors);
        }

        var ids = string.Join(", ", secondaries);
        this.Note(
            performer,
            primary,
            read.Object("note_in_primary"),
            $"Ticket with ids {ids} is merged into this ticket."
        );
        foreach (var id in secondaries)
        {
            this.MoveConversations(id, primary);
            this.Note(
                performer,
                id,
                read.Object("note_in_secondary"),
                $"This ticket is closed and merged into ticket {primary}"
            );
            var ticket = account.Tickets.Find(id)!;
            account.Desk.Save(performer, ticket, ticket with { Status = 5 });
        }

        return null;
    }

    private void MoveConversations(long from, long to)
    {
        foreach (var conversation in account.Tickets.Conversations(from).ToList())
        {
            account.Tickets.Remove(conversation);
            account.Tickets.Add(conversation with { TicketId = to });
        }
    }

    private void Note(Performer performer, long ticketId, JsonElement? asked, string usual)
    {
        var body = asked is { } note && note.TryGetProperty("body", out var sent) ? sent.GetString() : null;
        var isPublic =
            asked is { } flags
            && flags.TryGetProperty("private", out var flag)
            && flag.ValueKind == JsonValueKind.False;
        var attributes = new JsonObject { ["body"] = body ?? usual, ["private"] = !isPublic };
        account.Talk.Note(performer, ticketId, Payload.Of(attributes)).OrThrow();
    }
}
