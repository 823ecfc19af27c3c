namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>Agents, groups, companies and contacts. Agents and contacts share one space of ids, above 2^31.</summary>
internal sealed class PeopleBook
{
    private readonly Dictionary<long, FreshdeskAgent> agents = [];
    private readonly Dictionary<string, long> agentsByKey = [];
    private readonly Dictionary<long, FreshdeskGroup> groups = [];
    private readonly Dictionary<long, FreshdeskCompany> companies = [];
    private readonly Dictionary<long, FreshdeskContact> contacts = [];
    private readonly Dictionary<string, long> usersByEmail = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> companiesByName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> companiesByDomain = new(StringComparer.OrdinalIgnoreCase);
    private long lastUser = 501_001_204_000;
    private long lastGroup = 1_080_000_528_000;
    private long lastCompany = 67_001_265_000;

    public IEnumerable<FreshdeskAgent> Agents => this.agents.Values;

    public IEnumerable<FreshdeskGroup> Groups => this.groups.Values;

    public IEnumerable<FreshdeskCompany> Companies => this.companies.Values;

    public IEnumerable<FreshdeskContact> Contacts => this.contacts.Values;

    public FreshdeskAgent AddAgent(string name, string email, string? apiKey, bool admin, int scope, DateTimeOffset now)
    {
        var agent = new FreshdeskAgent(++this.lastUser, name, email, admin, scope, now);
        this.agents.Add(agent.Id, agent);
        this.usersByEmail.Add(email, agent.Id);
        if (apiKey is not null)
        {
            this.agentsByKey.Add(apiKey, agent.Id);
        }

        return agent;
    }

    /// <summary>A deleted agent lives on as a contact with the same number.</summary>
    public FreshdeskContact DeleteAgent(FreshdeskAgent agent, DateTimeOffset now)
    {
        this.agents.Remove(agent.Id);
        var contact = new FreshdeskContact(agent.Id, agent.Name, agent.Email, null, agent.CreatedAt, now);
        this.Put(contact);
        return contact;
    }

    public FreshdeskGroup AddGroup(string name, IReadOnlyList<long> agentIds, DateTimeOffset now)
    {
        var group = new FreshdeskGroup(++this.lastGroup, name, agentIds, now);
        this.groups.Add(group.Id, group);
        return group;
    }

    public long NextCompanyId() => ++this.lastCompany;

    public long NextUserId() => ++this.lastUser;

    public void Put(FreshdeskCompany company)
    {
        this.companies[company.Id] = company;
        this.companiesByName[company.Name] = company.Id;
        foreach (var domain in company.Domains)
        {
            this.companiesByDomain[domain] = company.Id;
        }
    }

    public void Put(FreshdeskContact contact)
    {
        this.contacts[contact.Id] = contact;
        if (contact.Email is not null)
        {
            this.usersByEmail[contact.Email] = contact.Id;
        }
    }

    public FreshdeskAgent? AgentOfKey(string key) =>
        this.agentsByKey.TryGetValue(key, out var id) ? this.agents.GetValueOrDefault(id) : null;

    public FreshdeskAgent? Agent(long id) => this.agents.GetValueOrDefault(id);

    public FreshdeskGroup? Group(long id) => this.groups.GetValueOrDefault(id);

    public FreshdeskCompany? Company(long id) => this.companies.GetValueOrDefault(id);

    public FreshdeskCompany? CompanyNamed(string name) =>
        this.companiesByName.TryGetValue(name, out var id) ? this.companies[id] : null;

    public FreshdeskContact? Contact(long id) => this.contacts.GetValueOrDefault(id);

    public FreshdeskContact? ContactWithExternalId(string externalId) =>
        this.contacts.Values.FirstOrDefault(c => c.UniqueExternalId == externalId);

    public FreshdeskContact? ContactWithPhone(string phone) =>
        this.contacts.Values.FirstOrDefault(c => c.Phone == phone || c.Mobile == phone);

    /// <summary>The agent or contact with this address.</summary>
    public long? UserWithEmail(string email) => this.usersByEmail.TryGetValue(email, out var id) ? id : null;

    public bool IsUser(long id) => this.agents.ContainsKey(id) || this.contacts.ContainsKey(id);

    public string NameOf(long id) => this.Agent(id)?.Name ?? this.Contact(id)?.Name ?? "";

    public string? EmailOf(long id) => this.Agent(id)?.Email ?? this.Contact(id)?.Email;

    /// <summary>A new contact; its company follows from the domain of the address unless one is given.</summary>
    public FreshdeskContact AddContact(string name, string? email, long? companyId, DateTimeOffset now)
    {
        var domain = email is null ? "" : email[(email.IndexOf('@', StringComparison.Ordinal) + 1)..];
        var company = companyId ?? (this.companiesByDomain.TryGetValue(domain, out var id) ? id : null);
        var contact = new FreshdeskContact(this.NextUserId(), name, email, company, now, now);
        this.Put(contact);
        return contact;
    }
}
