using System.Text.Json.Nodes;
using Bridge.Sandbox.Freshdesk.Desk;

namespace Bridge.Sandbox.Freshdesk;

/// <summary>Fills the account as its admin does in the tool's own pages. Thread safe.</summary>
public sealed class FreshdeskSetup
{
    private readonly Account account;

    internal FreshdeskSetup(Account account)
    {
        this.account = account;
    }

    /// <summary>A key makes the agent able to use the API. <paramref name="ticketScope"/>: 1 all, 2 own groups, 3 assigned.</summary>
    public FreshdeskAgent AddAgent(
        string name,
        string email,
        string? apiKey = null,
        bool admin = false,
        int ticketScope = 1
    ) => this.account.Enter(a => a.People.AddAgent(name, email, apiKey, admin, ticketScope, a.Stamp()));

    /// <summary>A deleted agent lives on as a contact; tickets keep the number as that of their agent.</summary>
    public FreshdeskContact DeleteAgent(FreshdeskAgent agent) =>
        this.account.Enter(a => a.People.DeleteAgent(agent, a.Stamp()));

    public FreshdeskGroup AddGroup(string name, params IReadOnlyList<FreshdeskAgent> agents) =>
        this.account.Enter(a => a.People.AddGroup(name, [.. agents.Select(m => m.Id)], a.Stamp()));

    /// <summary>A contact whose address is at one of the domains belongs to the company.</summary>
    public FreshdeskCompany AddCompany(string name, string? accountTier = null, params IReadOnlyList<string> domains) =>
        this.account.Enter(a =>
        {
            var id = a.People.NextCompanyId();
            var company = new FreshdeskCompany(id, name, accountTier, domains, a.Stamp(), a.Stamp());
            a.People.Put(company);
            return company;
        });

    /// <summary>Changes the tier; null takes it away.</summary>
    public FreshdeskCompany SetTier(FreshdeskCompany company, string? accountTier) =>
        this.account.Enter(a =>
        {
            var changed = a.People.Company(company.Id)! with { AccountTier = accountTier, UpdatedAt = a.Stamp() };
            a.People.Put(changed);
            return changed;
        });

    /// <summary>A null address makes a contact that no reply can reach.</summary>
    public FreshdeskContact AddContact(string name, string? email, FreshdeskCompany? company = null) =>
        this.account.Enter(a => a.People.AddContact(name, email, company?.Id, a.Stamp()));

    /// <summary>Gives the new status's id: 6 for the first.</summary>
    public int AddStatus(string label, string? customerLabel = null, bool stopsSlaTimer = false) =>
        this.account.Enter(a => a.Fields.AddStatus(label, customerLabel ?? label, stopsSlaTimer)).Id;

    /// <summary>
    /// The name is <c>cf_</c> and the label in small letters (and a number, where the options say so) unless one is
    /// given, as for old accounts' fields.
    /// </summary>
    public FreshdeskField AddField(
        string label,
        FreshdeskFieldType type,
        IReadOnlyList<string>? choices = null,
        bool requiredForAgents = false,
        bool requiredForClosure = false,
        string? name = null
    )
    {
        var wireType = type switch
        {
            FreshdeskFieldType.Dropdown => "custom_dropdown",
            FreshdeskFieldType.DecimalNumber => "custom_decimal",
            FreshdeskFieldType.Paragraph => "custom_paragraph",
            FreshdeskFieldType.Checkbox => "custom_checkbox",
            FreshdeskFieldType.Date => "custom_date",
            FreshdeskFieldType.Number => "custom_number",
            _ => "custom_text",
        };
        var template = new FreshdeskField(0, name ?? "", label, wireType, 0)
        {
            Choices = choices ?? [],
            RequiredForAgents = requiredForAgents,
            RequiredForClosure = requiredForClosure,
        };
        return this.account.Enter(a => a.Fields.AddCustom(label, type, template));
    }

    /// <summary>Replaces the values of a dropdown, or of <c>ticket_type</c>.</summary>
    public void SetChoices(string fieldName, params IReadOnlyList<string> choices) =>
        this.Change(fieldName, f => f with { Choices = choices });

    /// <summary>Sets when a field is mandatory; works on <c>ticket_type</c>, <c>group</c> and <c>agent</c> too.</summary>
    public void SetRequired(string fieldName, bool forAgents, bool forClosure) =>
        this.Change(fieldName, f => f with { RequiredForAgents = forAgents, RequiredForClosure = forClosure });

    /// <summary>One more address that a reply may name as <c>from_email</c>.</summary>
    public void AddSupportEmail(string email) => this.account.Enter(a => a.SupportEmails.Add(email));

    /// <summary>A folder of the knowledge base; a category that is not there is made.</summary>
    /// <param name="parent">The name of the folder in the same category that it goes into; null: none.</param>
    public FreshdeskSolutionFolder AddSolutionFolder(string category, string name, string? parent = null) =>
        this.account.Enter(a => a.Solutions.AddFolder(category, name, parent));

    /// <summary>An article that somebody wrote; published unless it is a draft.</summary>
    public FreshdeskArticle AddArticle(
        FreshdeskSolutionFolder folder,
        string title,
        string html,
        bool isDraft = false
    ) =>
        this
            .account.Enter(a =>
                a.Solutions.Create(
                    0,
                    folder.Id,
                    Payload.Of(
                        new JsonObject
                        {
                            ["title"] = title,
                            ["description"] = html,
                            ["status"] = isDraft ? 1 : 2,
                        }
                    ),
                    a.Stamp()
                )
            )
            .OrThrow();

    /// <summary>Rules are asked in the order they were added.</summary>
    public void AddWebhookRule(FreshdeskWebhookRule rule) =>
        this.account.Enter(a =>
        {
            a.Automations.Add(rule);
            return rule;
        });

    public void AddMailRule(FreshdeskMailRule rule) =>
        this.account.Enter(a =>
        {
            a.Automations.Mails.Add(rule);
            return rule;
        });

    public void RemoveWebhookRule(string name) =>
        this.account.Enter(a =>
        {
            a.Automations.Remove(name);
            return name;
        });

    private void Change(string fieldName, Func<FreshdeskField, FreshdeskField> change) =>
        this.account.Enter(a =>
        {
            a.Fields.Replace(fieldName, change);
            return fieldName;
        });
}
