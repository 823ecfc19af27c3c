using Bridge.Sandbox.Freshdesk.Desk;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary><c>/tickets</c> and what hangs below one ticket.</summary>
internal static class TicketRoutes
{
    private static readonly HashSet<string> None = [];

    public static void Map(Router router)
    {
        router.Get("/tickets", TicketList.Answer);
        router.Post("/tickets", Create);
        router.Get("/tickets/{id:long}", call => View(call, archived: false));
        router.Put(
            "/tickets/{id:long}",
            call => Write(call, call.Account.Desk.Update(call.Performer, call.Id, call.Payload), 200)
        );
        router.Delete("/tickets/{id:long}", call => Done(call, c => c.Account.Desk.Delete(c.Performer, c.Id)));
        router.Put("/tickets/{id:long}/restore", call => Done(call, c => c.Account.Desk.Restore(c.Id)));
        router.Put("/tickets/merge", Merge);
        router.Get("/tickets/{id:long}/conversations", call => Conversations(call, archived: false));
        router.Get("/tickets/archived/{id:long}", call => View(call, archived: true));
        router.Get("/tickets/archived/{id:long}/conversations", call => Conversations(call, archived: true));
        router.Post("/tickets/{id:long}/reply", Reply);
        router.Post("/tickets/{id:long}/notes", Note);
        router.Put("/conversations/{id:long}", Edit);
        router.Delete(
            "/conversations/{id:long}",
            call => Answer.Of(call.Account.Talk.Delete(call.Id), _ => Answer.Nothing)
        );
        router.Delete(
            "/attachments/{id:long}",
            call => call.Account.Files.Remove(call.Id) ? Answer.Nothing : new Answer(404)
        );
    }

    /// <summary>Whether the agent's scope lets it see the ticket: all, those of its groups, or its own.</summary>
    public static bool MaySee(FreshdeskAgent agent, FreshdeskTicket ticket, Account account) =>
        agent.TicketScope == 1
        || ticket.ResponderId == agent.Id
        || (
            agent.TicketScope == 2
            && ticket.GroupId is { } group
            && account.People.Group(group)!.AgentIds.Contains(agent.Id)
        );

    private static Answer Create(Call call)
    {
        var made = call.Account.Desk.Create(call.Performer, call.Payload);
        var answer = Write(call, made, 201);
        return made.Value is { } ticket
            ? answer with
            {
                Location = $"{call.Account.BaseUrl()}/api/v2/tickets/{ticket.Id}",
            }
            : answer;
    }

    private static Answer Write(Call call, Outcome<FreshdeskTicket> outcome, int status) =>
        Answer.Of(
            outcome,
            ticket =>
                Answer.Json(status, json => TicketJson.Write(json, ticket, TicketShape.Written, None, call.Account))
        );

    /// <summary>A ticket in the archive is known there only.</summary>
    private static Answer View(Call call, bool archived)
    {
        if (call.Account.Tickets.Find(call.Id) is not { } ticket || ticket.Archived != archived)
        {
            return new Answer(404);
        }

        return MaySee(call.Agent, ticket, call.Account)
            ? Answer.Json(200, json => TicketJson.Write(json, ticket, TicketShape.View, call.Include, call.Account))
            : Answer.Of(Refusal.Denied);
    }

    private static Answer Done(Call call, Func<Call, Outcome<FreshdeskTicket>> action) =>
        Answer.Of(action(call), _ => Answer.Nothing);

    private static Answer Merge(Call call) =>
        call.Account.Merging.Merge(call.Performer, call.Payload) is { } refusal ? Answer.Of(refusal) : Answer.Nothing;

    private static Answer Conversations(Call call, bool archived) =>
        call.Account.Tickets.Find(call.Id) is not { } ticket || ticket.Archived != archived
            ? new Answer(404)
            : Page.Of(
                call,
                call.Account.Tickets.Conversations(call.Id),
                (json, c) => ConversationJson.Write(json, c, call.Account)
            );

    private static Answer Reply(Call call) =>
        Answer.Of(
            call.Account.Talk.Reply(call.Performer, call.Id, call.Payload),
            reply => Answer.Json(201, json => ConversationJson.WriteReply(json, reply, call.Account))
        );

    private static Answer Note(Call call) =>
        Answer.Of(
            call.Account.Talk.Note(call.Performer, call.Id, call.Payload),
            note => Answer.Json(201, json => ConversationJson.WriteNote(json, note, call.Account))
        );

    private static Answer Edit(Call call) =>
        Answer.Of(
            call.Account.Talk.Edit(call.Performer, call.Id, call.Payload),
            note => Answer.Json(200, json => ConversationJson.WriteNote(json, note, call.Account))
        );
}
