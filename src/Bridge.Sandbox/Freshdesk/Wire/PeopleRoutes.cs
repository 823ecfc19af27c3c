using System.Globalization;
using Bridge.Sandbox.Freshdesk.Desk;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary><c>/agents</c>, <c>/groups</c>, <c>/companies</c> and <c>/contacts</c>.</summary>
internal static class PeopleRoutes
{
    public static void Map(Router router)
    {
        router.Get("/agents", Agents);
        router.Get("/agents/me", call => One(call, call.Agent));
        router.Get(
            "/agents/{id:long}",
            call => call.Account.People.Agent(call.Id) is { } agent ? One(call, agent) : new Answer(404)
        );
        router.Get(
            "/groups",
            call => Page.Of(call, call.Account.People.Groups, (j, g) => PeopleJson.Write(j, g, false))
        );
        router.Get(
            "/groups/{id:long}",
            call =>
                call.Account.People.Group(call.Id) is { } group
                    ? Answer.Json(200, json => PeopleJson.Write(json, group, withAgents: true))
                    : new Answer(404)
        );
        router.Get("/contacts", Contacts);
        router.Post("/contacts", CreateContact);
        router.Get(
            "/contacts/{id:long}",
            call =>
                call.Account.People.Contact(call.Id) is { } contact
                    ? Answer.Json(200, json => PeopleJson.Write(json, contact, whole: true))
                    : new Answer(404)
        );
        router.Get("/companies", Companies);
        router.Post("/companies", call => SaveCompany(call, before: null));
        router.Put(
            "/companies/{id:long}",
            call => call.Account.People.Company(call.Id) is { } before ? SaveCompany(call, before) : new Answer(404)
        );
        router.Get(
            "/companies/{id:long}",
            call =>
                call.Account.People.Company(call.Id) is { } company
                    ? Answer.Json(200, json => PeopleJson.Write(json, company))
                    : new Answer(404)
        );
        router.Get("/companies/autocomplete", Autocomplete);
    }

    private static Answer One(Call call, FreshdeskAgent agent) =>
        Answer.Json(
            200,
            json =>
            {
                var groups = call.Account.People.Groups.Where(g => g.AgentIds.Contains(agent.Id)).Select(g => g.Id);
                PeopleJson.Write(json, agent, groups);
            }
        );

    private static Answer Agents(Call call)
    {
        var email = call.Query("email");
        var agents = call.Account.People.Agents.Where(a => email is null || a.Email == email);
        return Page.Of(call, agents, (json, agent) => PeopleJson.Write(json, agent, groups: null));
    }

    private static Answer Contacts(Call call)
    {
        var (email, phone, mobile) = (call.Query("email"), call.Query("phone"), call.Query("mobile"));
        var externalId = call.Query("unique_external_id");
        var company = call.Query("company_id");
        var since = Since(call);
        var people = call.Account.People;
        var contacts = email is not null
            ? new[] { people.UserWithEmail(email) is { } id ? people.Contact(id) : null }.OfType<FreshdeskContact>()
            : people.Contacts;
        contacts = contacts.Where(c =>
            (phone is null || c.Phone == phone)
            && (mobile is null || c.Mobile == mobile)
            && (externalId is null || c.UniqueExternalId == externalId)
            && (company is null || c.CompanyId?.ToString(CultureInfo.InvariantCulture) == company)
            && c.UpdatedAt >= since
        );
        return Page.Of(call, contacts, (json, contact) => PeopleJson.Write(json, contact, whole: false));
    }

    private static Answer Companies(Call call)
    {
        var since = Since(call);
        return Page.Of(call, call.Account.People.Companies.Where(c => c.UpdatedAt >= since), PeopleJson.Write);
    }

    /// <summary>Both spellings are met in the wild: <c>updated_since</c> and <c>_updated_since</c>.</summary>
    private static DateTimeOffset Since(Call call) =>
        DateTimeOffset.TryParse(
            call.Query("updated_since") ?? call.Query("_updated_since"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var since
        )
            ? since
            : DateTimeOffset.MinValue;

    private static Answer CreateContact(Call call)
    {
        var read = new PayloadReader(call.Payload);
        read.Only(PeopleKeys.Contact);
        var (name, email, company) = (read.Text("name"), read.Text("email"), read.Integer("company_id"));
        var (phone, mobile, externalId) = (read.Text("phone"), read.Text("mobile"), read.Text("unique_external_id"));
        var people = call.Account.People;
        if (name is null)
        {
            read.Add("name", "It should be a/an String", "missing_field");
        }

        if (email is null && phone is null && mobile is null && externalId is null && !read.Has("twitter_id"))
        {
            const string Message =
                "Please fill at least 1 of email, mobile, phone, twitter_id, unique_external_id fields";
            read.Add("email", Message, "missing_field");
        }

        if (company is { } id && people.Company(id) is null)
        {
            read.Add("company_id", "There is no company matching the given company_id");
        }

        if (read.Errors.Count > 0)
        {
            return Answer.Of(Refusal.Invalid(read.Errors));
        }

        if (email is not null && people.UserWithEmail(email) is not null)
        {
            return Answer.Of(
                new Refusal(409, [new FieldError("email", "It should be a unique value", "duplicate_value")])
            );
        }

        var contact = people.AddContact(name!, email, company, call.Account.Stamp()) with
        {
            Phone = phone,
            Mobile = mobile,
            UniqueExternalId = externalId,
            JobTitle = read.Text("job_title"),
        };
        people.Put(contact);
        return Answer.Json(201, json => PeopleJson.Write(json, contact, whole: true)) with
        {
            Location = $"{call.Account.BaseUrl()}/api/v2/contacts/{contact.Id}",
        };
    }

    private static Answer SaveCompany(Call call, FreshdeskCompany? before)
    {
        var read = new PayloadReader(call.Payload);
        read.Only(PeopleKeys.Company);
        var people = call.Account.People;
        var now = call.Account.Stamp();
        var name = read.Text("name") ?? before?.Name;
        if (name is null)
        {
            read.Add("name", "It should be a/an String", "missing_field");
        }

        if (read.Text("account_tier") is { } tier && !PeopleKeys.Tiers.Contains(tier))
        {
            read.Add("account_tier", $"It should be one of these values: '{string.Join(',', PeopleKeys.Tiers)}'");
        }

        if (read.Errors.Count > 0)
        {
            return Answer.Of(Refusal.Invalid(read.Errors));
        }

        if (people.CompanyNamed(name!) is { } same && same.Id != before?.Id)
        {
            return Answer.Of(
                new Refusal(409, [new FieldError("name", "It should be a unique value", "duplicate_value")])
            );
        }

        var start = before ?? new FreshdeskCompany(people.NextCompanyId(), name!, null, [], now, now);
        var company = start with
        {
            Name = name!,
            AccountTier = read.Text("account_tier") ?? start.AccountTier,
            Domains = read.Texts("domains") ?? start.Domains,
            Description = read.Text("description") ?? start.Description,
            Note = read.Text("note") ?? start.Note,
            HealthScore = read.Text("health_score") ?? start.HealthScore,
            Industry = read.Text("industry") ?? start.Industry,
            UpdatedAt = now,
        };
        people.Put(company);
        return Answer.Json(before is null ? 201 : 200, json => PeopleJson.Write(json, company));
    }

    /// <summary>Beginnings of words only.</summary>
    private static Answer Autocomplete(Call call)
    {
        var start = call.Query("name") ?? "";
        var found = call.Account.People.Companies.Where(c =>
            c.Name.Split(' ').Any(word => word.StartsWith(start, StringComparison.OrdinalIgnoreCase))
        );
        return Answer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("companies");
                foreach (var company in found.Take(30))
                {
                    json.WriteStartObject();
                    json.Put("id", company.Id);
                    json.WriteString("name", company.Name);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }
}
