using Bridge.Sandbox.ClickUp;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Jira;

namespace Bridge.Sandbox.Scenery;

/// <summary>A Freshdesk agent: the account, and what the agent does in the tool's pages.</summary>
public sealed record DeskAgent(FreshdeskAgent Account, FreshdeskAgentActions InFreshdesk);

/// <summary>Someone who works in the trackers, with an account in both.</summary>
public sealed record Engineer(ClickUpPerson InClickUp, JiraPerson InJira);

/// <summary>A customer and the company, whose account tier the contract says.</summary>
public sealed record Customer(FreshdeskContact Contact, FreshdeskCompany Company, FreshdeskCustomerActions ByMail);

/// <summary>The agents, each in the groups of their work. The addresses of the leads are those that the mappings tell.</summary>
/// <param name="Dana">L1 Support, Operations and Tier 1.</param>
/// <param name="Sam">The lead of support, in Operations and Tier 1: support.lead@example.com.</param>
/// <param name="Omar">Support Operations, in L1 Support: support.operations@example.org.</param>
/// <param name="Liam">L2 Support and Tier 2.</param>
/// <param name="Lena">The lead of L2 Support: l2.lead@example.org.</param>
/// <param name="Quinn">QA.</param>
/// <param name="Priya">Project Management.</param>
/// <param name="Theo">Tech and Engineering.</param>
/// <param name="Heads">Those to whom it goes up: support.head@example.com, operations.head@ and solutions.head@example.org.</param>
public sealed record DeskAgents(
    DeskAgent Dana,
    DeskAgent Sam,
    DeskAgent Omar,
    DeskAgent Liam,
    DeskAgent Lena,
    DeskAgent Quinn,
    DeskAgent Priya,
    DeskAgent Theo,
    IReadOnlyList<DeskAgent> Heads
)
{
    internal static DeskAgents Hire(FreshdeskServer server, HelpDesk desk)
    {
        DeskAgent Agent(string name, string email)
        {
            var account = server.Setup.AddAgent(name, email);
            return new DeskAgent(account, server.AsAgent(account));
        }

        var all = new DeskAgents(
            Agent("Dana Duffy", "dana@example.com"),
            Agent("Sam Sheridan", "support.lead@example.com"),
            Agent("Omar Osman", "support.operations@example.org"),
            Agent("Liam Lobo", "liam@example.org"),
            Agent("Lena Lal", "l2.lead@example.org"),
            Agent("Quinn Quigley", "quinn@example.com"),
            Agent("Priya Pillai", "priya@example.com"),
            Agent("Theo Tan", "theo@example.com"),
            [
                Agent("Hugh Hale", "support.head@example.com"),
                Agent("Hema Hegde", "operations.head@example.org"),
                Agent("Harsh Hora", "solutions.head@example.org"),
            ]
        );
        desk.AddGroup("Operations", all.Dana.Account, all.Sam.Account);
        desk.AddGroup("QA", all.Quinn.Account);
        desk.AddGroup("Project Management", all.Priya.Account);
        desk.AddGroup("Tech", all.Theo.Account);
        desk.AddGroup("L1 Support", all.Dana.Account, all.Omar.Account);
        desk.AddGroup("L2 Support", all.Liam.Account, all.Lena.Account);
        desk.AddGroup("Tier 1", all.Dana.Account, all.Sam.Account);
        desk.AddGroup("Tier 2", all.Liam.Account);
        desk.AddGroup("Engineering", all.Theo.Account);
        return all;
    }
}

/// <summary>Those who work in the trackers.</summary>
/// <param name="Eve">An engineer: tech in all processes.</param>
/// <param name="Quinn">QA.</param>
/// <param name="Priya">The project manager.</param>
/// <param name="Lena">The lead of L2 Support.</param>
/// <param name="Cyrus">The owner of a circle, who plans its releases.</param>
public sealed record Engineers(Engineer Eve, Engineer Quinn, Engineer Priya, Engineer Lena, Engineer Cyrus)
{
    internal static Engineers Hire(ClickUpServer clickUp, JiraServer jira)
    {
        var number = 2000;
        Engineer Engineer(string name, string email) =>
            new(
                clickUp.As(new ClickUpUser(++number, name, email, SandboxCity.Zone)),
                jira.As(jira.Setup.User(name, email, SandboxCity.Zone))
            );

        return new Engineers(
            Engineer("Eve Egan", "eve@example.com"),
            Engineer("Quinn Quigley", "quinn@example.com"),
            Engineer("Priya Pillai", "priya@example.com"),
            Engineer("Lena Lal", "l2.lead@example.org"),
            Engineer("Cyrus Chawla", "cyrus@example.org")
        );
    }
}

/// <summary>Customers of every account tier.</summary>
/// <param name="Carol">Of Acme, Enterprise.</param>
/// <param name="Pedro">Of Globex, Premium.</param>
/// <param name="Bela">Of Initech, Basic.</param>
/// <param name="Tara">A teacher, of a company without a tier.</param>
public sealed record Customers(Customer Carol, Customer Pedro, Customer Bela, Customer Tara)
{
    internal static Customers Meet(FreshdeskServer server)
    {
        Customer Customer(string name, string email, string company, string? tier)
        {
            var domain = email[(email.IndexOf('@', StringComparison.Ordinal) + 1)..];
            var of = server.Setup.AddCompany(company, tier, domain);
            return new Customer(server.Setup.AddContact(name, email, of), of, server.AsCustomer(email, name));
        }

        return new Customers(
            Customer("Carol Castle", "carol@acme.example", "Acme", "Enterprise"),
            Customer("Pedro Pinto", "pedro@globex.example", "Globex", "Premium"),
            Customer("Bela Bartos", "bela@initech.example", "Initech", "Basic"),
            Customer("Tara Thomas", "tara@school.example", "Hill School", null)
        );
    }
}
