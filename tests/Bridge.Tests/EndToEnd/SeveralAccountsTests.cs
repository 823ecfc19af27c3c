using System.Net;
using System.Net.Sockets;
using Bridge.Core.Mappings;
using Bridge.Demo;
using Bridge.Mappings;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Scenery;
using Bridge.Settings;
using Bridge.Tests.Infrastructure;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bridge.Tests.EndToEnd;

/// <summary>Two Freshdesk accounts, two Jira sites and two ClickUp workspaces in one bridge, with two processes each.</summary>
public sealed class SeveralAccountsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly string[] Suffixes = ["", "-east"];
    private readonly string folder = Directory.CreateTempSubdirectory("bridge-accounts-").FullName;
    private readonly DemoClock clock = new();
    private readonly List<SandboxCity> cities = [];
    private BridgeHost bridge = null!;

    public async ValueTask InitializeAsync()
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Urls"] = url,
            ["Bridge:PublicUrl"] = url,
            ["Bridge:DataFolder"] = this.folder,
            ["ConnectionStrings:Bridge"] = await postgres.NewDatabaseAsync(),
            ["Serilog:MinimumLevel"] = "Warning",
        };
        foreach (var suffix in Suffixes)
        {
            var city = await SandboxCity.StartAsync(this.clock);
            this.cities.Add(city);
            await city.ConnectWebhooksAsync(new Uri(url), suffix);
            foreach (var (key, value) in city.Settings(suffix))
            {
                settings[key] = value;
            }
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var reading = SettingsReader.Read(configuration);
        Assert.Empty(reading.Errors);
        var mappings = Suffixes.SelectMany(Mappings).ToList();
        this.bridge = await BridgeHost.StartAsync(
            configuration,
            reading.Options,
            MappingSet.Of(mappings),
            TestContext.Current.CancellationToken,
            this.clock
        );
    }

    public async ValueTask DisposeAsync()
    {
        await this.bridge.DisposeAsync();
        foreach (var city in this.cities)
        {
            await city.DisposeAsync();
        }

        Directory.Delete(this.folder, recursive: true);
    }

    [Fact]
    public async Task A_ticket_number_of_both_accounts_is_two_cases_each_with_a_task_in_its_own_workspace()
    {
        var tickets = this.cities.Select((city, n) => Elevate(city, $"Totals are wrong in account {n}")).ToList();
        Assert.Equal(tickets[0], tickets[1]);
        foreach (var (city, n) in this.cities.Select((city, n) => (city, n)))
        {
            await UntilAsync(() =>
                city.ClickUp.GetTasks().Any(t => t.Name.EndsWith($"account {n}", StringComparison.Ordinal))
            );
            await UntilAsync(() =>
                Notes(city, tickets[n]).Any(t => t.Contains("with engineering", StringComparison.Ordinal))
            );
        }

        Assert.Equal(
            [("freshdesk", "Level 2 Support"), ("freshdesk-east", "Level 2 Support-east")],
            (await this.CasesAsync(tickets[0])).Order()
        );
        Assert.All(this.cities, city => Assert.Single(city.ClickUp.GetTasks()));

        // A change in one workspace is told to the account of its own process alone.
        var task = this.cities[1].ClickUp.GetTasks().Single().Id;
        this.cities[1].Agents.Dana.InFreshdesk.SetStatus(tickets[1], this.cities[1].HelpDesk.Status("Replicating"));
        await UntilAsync(() => this.cities[1].ClickUp.GetTask(task).Status == "replicating");
        Assert.Equal("validating", this.cities[0].ClickUp.GetTasks().Single().Status);
        this.cities[1].Engineers.Priya.InClickUp.Comment(task, "Only the eastern index is concerned.");
        await UntilAsync(() =>
            Notes(this.cities[1], tickets[1]).Any(t => t.Contains("eastern index", StringComparison.Ordinal))
        );
        Assert.DoesNotContain(
            Notes(this.cities[0], tickets[0]),
            t => t.Contains("eastern index", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_issue_key_of_both_sites_is_two_items()
    {
        var tickets = this.cities.Select((city, n) => Escalate(city, $"Videos stop in account {n}")).ToList();
        foreach (var (city, n) in this.cities.Select((city, n) => (city, n)))
        {
            await UntilAsync(() =>
                city.Jira.Keys.Any(k => city.Jira.Issue(k)!.Summary.EndsWith($"account {n}", StringComparison.Ordinal))
            );
            await UntilAsync(() =>
                Notes(city, tickets[n]).Any(t => t.Contains("in the S2 process now", StringComparison.Ordinal))
            );
        }

        Assert.Equal(this.cities[0].Jira.Keys, this.cities[1].Jira.Keys);
        this.cities[0].Engineers.Cyrus.InJira.Comment(this.cities[0].Jira.Keys.Single(), "Seen in the west.");
        await UntilAsync(() =>
            Notes(this.cities[0], tickets[0]).Any(t => t.Contains("Seen in the west", StringComparison.Ordinal))
        );
        Assert.DoesNotContain(
            Notes(this.cities[1], tickets[1]),
            t => t.Contains("Seen in the west", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_webhook_with_the_secret_of_the_other_account_is_refused_where_they_differ()
    {
        var url = this.bridge.Addresses.First();
        using var http = new HttpClient();
        async Task<HttpStatusCode> SendAsync(string connection, string secret)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/webhooks/{connection}");
            request.Headers.Add("X-Bridge-Secret", secret);
            request.Content = new StringContent("""{"ticket_id":"99"}""");
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("freshdesk-east", this.cities[1].FreshdeskSecret));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync("freshdesk-east", "another"));
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync("freshdesk-west", this.cities[1].FreshdeskSecret));
    }

    private static IEnumerable<ProcessMapping> Mappings(string suffix)
    {
        foreach (var file in new[] { "level-2-support.yaml", "diksha-s2.yaml" })
        {
            var text = File.ReadAllText(Path.Combine(Repository.Root, "mappings", file))
                .Replace("connection: freshdesk", $"connection: freshdesk{suffix}", StringComparison.Ordinal)
                .Replace("connection: clickup", $"connection: clickup{suffix}", StringComparison.Ordinal)
                .Replace("connection: jira", $"connection: jira{suffix}", StringComparison.Ordinal);
            var process = MappingReader.Read(file, text).Process!;
            yield return process with
            {
                Name = process.Name + suffix,
            };
        }
    }

    private static IEnumerable<string> Notes(SandboxCity city, long ticket) =>
        city.Freshdesk.Conversations(ticket).Where(c => c.Private).Select(c => c.BodyText);

    private static long Elevate(SandboxCity city, string subject) =>
        Change(
            city,
            city.Customers.Carol.ByMail.CreateTicket(subject, "<p>The totals are off.</p>").Id,
            "Elevating",
            "Bugs/Defects",
            ("Ticket Subtype", "Dashboard"),
            ("Acceptance Criteria", "Totals match the export"),
            ("Target URL", "https://app.example.com/totals"),
            ("Severity", "S2 - Major"),
            ("Steps to Reproduce the Issue", "Open the dashboard and compare the totals"),
            ("Ops Can Reproduce the Issue", "Yes"),
            ("Issue affects other clients", "No")
        );

    private static long Escalate(SandboxCity city, string subject) =>
        Change(
            city,
            city.Customers.Tara.ByMail.CreateTicket(subject, "<p>They stop at once.</p>").Id,
            "Escalated to Jira",
            null,
            ("Severity", "S2 - Major"),
            ("Issue Details", "Every video of class 9 stops after a second."),
            ("Steps to Reproduce the Issue", "Open a video of class 9 and press play.")
        );

    private static long Change(
        SandboxCity city,
        long ticket,
        string status,
        string? type,
        params (string Label, object? Value)[] fields
    )
    {
        city.Agents.Dana.InFreshdesk.Change(
            ticket,
            new FreshdeskTicketChange
            {
                Type = type,
                Status = city.HelpDesk.Status(status),
                CustomFields = fields.ToDictionary(f => city.HelpDesk.Field(f.Label), f => f.Value),
            }
        );
        return ticket;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        var deadline = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(60);
        while (!holds())
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "it did not come within a minute");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<IEnumerable<(string Helpdesk, string Process)>> CasesAsync(long ticket)
    {
        var source = this.bridge.Services.GetRequiredService<NpgsqlDataSource>();
        await using var db = await source.OpenConnectionAsync();
        return await db.QueryAsync<(string Helpdesk, string Process)>(
            "select helpdesk, process from cases where ticket_id = @ticket",
            new { ticket = $"{ticket}" }
        );
    }
}
