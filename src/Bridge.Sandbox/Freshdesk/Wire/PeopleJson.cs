using System.Text.Json;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>Writes agents, groups, companies and contacts.</summary>
internal static class PeopleJson
{
    public static void Write(Utf8JsonWriter json, FreshdeskAgent agent, IEnumerable<long>? groups)
    {
        json.WriteStartObject();
        json.WriteBoolean("available", value: false);
        json.WriteBoolean("occasional", value: false);
        json.Put("id", agent.Id);
        json.Put("ticket_scope", agent.TicketScope);
        json.Put("created_at", agent.CreatedAt);
        json.Put("updated_at", agent.CreatedAt);
        json.PutNulls("last_active_at", "available_since");
        json.WriteString("type", "support_agent");
        json.WriteBoolean("deactivated", value: false);
        json.WriteStartObject("contact");
        json.WriteBoolean("active", value: true);
        json.WriteString("email", agent.Email);
        json.WriteNull("job_title");
        json.WriteString("language", "en");
        json.PutNulls("last_login_at", "mobile");
        json.WriteString("name", agent.Name);
        json.WriteNull("phone");
        json.WriteString("time_zone", "Dublin");
        json.Put("created_at", agent.CreatedAt);
        json.Put("updated_at", agent.CreatedAt);
        json.WriteEndObject();
        json.WriteNull("signature");
        if (groups is not null)
        {
            json.Put("group_ids", groups);
            json.Put("role_ids", new long[] { agent.Admin ? 2 : 1 });
            json.Put("skill_ids", Array.Empty<long>());
            json.WriteBoolean("focus_mode", value: true);
        }

        json.WriteEndObject();
    }

    /// <summary>The agents of a group are told only when one group is asked for.</summary>
    public static void Write(Utf8JsonWriter json, FreshdeskGroup group, bool withAgents)
    {
        json.WriteStartObject();
        json.Put("id", group.Id);
        json.WriteString("name", group.Name);
        json.PutNulls("description", "escalate_to", "unassigned_for", "business_hour_id");
        json.WriteString("group_type", "support_agent_group");
        if (withAgents)
        {
            json.Put("agent_ids", group.AgentIds);
        }

        json.WriteBoolean("auto_ticket_assign", value: false);
        json.Put("created_at", group.CreatedAt);
        json.Put("updated_at", group.CreatedAt);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, FreshdeskCompany company)
    {
        json.WriteStartObject();
        json.Put("id", company.Id);
        json.WriteString("name", company.Name);
        json.WriteString("description", company.Description);
        json.WriteString("note", company.Note);
        json.Put("domains", company.Domains);
        json.Put("created_at", company.CreatedAt);
        json.Put("updated_at", company.UpdatedAt);
        json.WriteStartObject("custom_fields");
        json.WriteEndObject();
        json.WriteString("health_score", company.HealthScore);
        json.WriteString("account_tier", company.AccountTier);
        json.WriteNull("renewal_date");
        json.WriteString("industry", company.Industry);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, FreshdeskContact contact, bool whole)
    {
        json.WriteStartObject();
        json.WriteBoolean("active", value: false);
        json.WriteNull("address");
        json.WriteNull("description");
        json.WriteString("email", contact.Email);
        json.Put("id", contact.Id);
        json.WriteString("job_title", contact.JobTitle);
        json.WriteString("language", "en");
        json.WriteString("mobile", contact.Mobile);
        json.WriteString("name", contact.Name);
        json.WriteString("phone", contact.Phone);
        json.WriteString("time_zone", "Dublin");
        json.WriteNull("twitter_id");
        json.WriteStartObject("custom_fields");
        json.WriteEndObject();
        json.WriteNull("facebook_id");
        json.Put("created_at", contact.CreatedAt);
        json.Put("updated_at", contact.UpdatedAt);
        json.WriteNull("csat_rating");
        json.WriteString("preferred_source", "email");
        json.Put("company_id", contact.CompanyId);
        json.WriteString("unique_external_id", contact.UniqueExternalId);
        json.WriteBoolean("twitter_profile_status", value: false);
        json.WriteNull("twitter_followers_count");
        json.Put("other_companies", Array.Empty<string>());
        json.Put("org_contact_id", 1_848_295_627_000_000_000 + contact.Id);
        if (whole)
        {
            json.WriteBoolean("view_all_tickets", value: false);
            json.WriteBoolean("deleted", value: false);
            json.WriteString("contact_type", "contact");
            json.Put("other_emails", Array.Empty<string>());
            json.Put("social_handler", Array.Empty<string>());
            json.Put("tags", Array.Empty<string>());
            json.WriteNull("avatar");
        }

        json.WriteEndObject();
    }
}
