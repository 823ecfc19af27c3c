using System.Text.Json;
using Bridge.Sandbox.Freshdesk.Desk;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>Writes conversations; the answers to a reply and to a note have shapes of their own.</summary>
internal static class ConversationJson
{
    public static void Write(Utf8JsonWriter json, FreshdeskConversation conversation, Account account)
    {
        json.WriteStartObject();
        WriteBody(json, conversation, account);
        json.WriteBoolean("incoming", conversation.Incoming);
        json.WriteBoolean("private", conversation.Private);
        json.Put("user_id", conversation.AutomationId is null ? conversation.UserId : null);
        json.WriteString("support_email", conversation.SupportEmail);
        json.Put("source", conversation.Source);
        json.Put("category", conversation.Category);
        json.Put("to_emails", conversation.ToEmails);
        json.WriteString("from_email", conversation.FromEmail);
        json.Put("cc_emails", conversation.CcEmails);
        if (conversation.Source == 2)
        {
            json.WriteNull("bcc_emails");
        }
        else
        {
            json.Put("bcc_emails", conversation.BccEmails);
        }

        json.PutNulls("email_failure_count", "outgoing_failures", "thread_id", "thread_message_id");
        WriteTimes(json, conversation);
        json.Put("last_edited_at", conversation.LastEditedAt);
        json.Put("last_edited_user_id", conversation.LastEditedUserId);
        json.PutFiles(conversation.Attachments, account);
        json.Put("automation_id", conversation.AutomationId);
        json.WriteNull("automation_type_id");
        json.WriteBoolean("auto_response", value: false);
        json.Put("ticket_id", conversation.TicketId);
        json.WriteNull("source_additional_info");
        json.WriteEndObject();
    }

    /// <summary>No <c>incoming</c>, no <c>private</c>.</summary>
    public static void WriteReply(Utf8JsonWriter json, FreshdeskConversation reply, Account account)
    {
        json.WriteStartObject();
        WriteBody(json, reply, account);
        json.Put("user_id", reply.UserId);
        json.WriteString("from_email", reply.FromEmail);
        json.Put("cc_emails", reply.CcEmails);
        json.Put("bcc_emails", reply.BccEmails);
        json.Put("ticket_id", reply.TicketId);
        json.Put("replied_to", reply.ToEmails);
        json.PutFiles(reply.Attachments, account);
        WriteTimes(json, reply);
        json.WriteEndObject();
    }

    public static void WriteNote(Utf8JsonWriter json, FreshdeskConversation note, Account account)
    {
        json.WriteStartObject();
        WriteBody(json, note, account);
        json.WriteBoolean("incoming", note.Incoming);
        json.WriteBoolean("private", note.Private);
        json.Put("user_id", note.UserId);
        json.WriteString("support_email", note.SupportEmail);
        json.Put("ticket_id", note.TicketId);
        json.Put("notified_to", note.ToEmails);
        json.PutFiles(note.Attachments, account);
        WriteTimes(json, note);
        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, FreshdeskConversation conversation, Account account)
    {
        json.WriteString("body", InlineImages.Shown(conversation.Body, account));
        json.WriteString("body_text", conversation.BodyText);
        json.PutStructured("structured_body", "body_contents", conversation.BodyText);
        json.Put("id", conversation.Id);
    }

    private static void WriteTimes(Utf8JsonWriter json, FreshdeskConversation conversation)
    {
        json.Put("created_at", conversation.CreatedAt);
        json.Put("updated_at", conversation.UpdatedAt);
    }
}
