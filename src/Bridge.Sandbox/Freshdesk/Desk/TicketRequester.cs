namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>Finds, or makes, the requester of a new ticket from the ways in which a call may name one.</summary>
internal sealed class TicketRequester(PeopleBook people)
{
    private static readonly string[] Ways = ["email", "phone", "unique_external_id", "twitter_id", "facebook_id"];

    public void Check(PayloadReader read)
    {
        if (read.Integer("requester_id") is { } id)
        {
            if (!people.IsUser(id))
            {
                read.Add("requester_id", "There is no contact matching the given requester_id");
            }

            return;
        }

        var email = read.Text("email");
        if (email is not null && !email.Contains('@', StringComparison.Ordinal))
        {
            read.Add("email", "It should be in the 'valid email address' format");
        }

        if (read.Has("phone") && email is null && !read.Has("name"))
        {
            read.Add("name", "It should be a/an String", "missing_field");
        }

        var named = Ways.Any(n => read.Text(n) is not null);
        if (!named)
        {
            read.Add(
                "requester_id",
                "Please fill at least 1 of requester_id, phone, email, twitter_id, facebook_id, unique_external_id fields",
                "missing_field"
            );
        }
    }

    /// <summary>Only after <see cref="Check"/> found nothing wrong.</summary>
    public long Resolve(PayloadReader read, DateTimeOffset now)
    {
        if (read.Integer("requester_id") is { } id)
        {
            return id;
        }

        var name = read.Text("name");
        if (read.Text("email") is { } email)
        {
            return people.UserWithEmail(email) ?? people.AddContact(name ?? NameFrom(email), email, null, now).Id;
        }

        if (read.Text("unique_external_id") is { } externalId)
        {
            var known = people.ContactWithExternalId(externalId);
            return known?.Id ?? this.Add(name ?? externalId, c => c with { UniqueExternalId = externalId }, now);
        }

        var phone = read.Text("phone") ?? read.Text("twitter_id") ?? read.Text("facebook_id")!;
        return people.ContactWithPhone(phone)?.Id ?? this.Add(name ?? phone, c => c with { Phone = phone }, now);
    }

    private static string NameFrom(string email)
    {
        var local = email[..email.IndexOf('@', StringComparison.Ordinal)].Replace('.', ' ');
        return local.Length == 0 ? email : char.ToUpperInvariant(local[0]) + local[1..];
    }

    private long Add(string name, Func<FreshdeskContact, FreshdeskContact> change, DateTimeOffset now)
    {
        var contact = change(people.AddContact(name, null, null, now));
        people.Put(contact);
        return contact.Id;
    }
}
