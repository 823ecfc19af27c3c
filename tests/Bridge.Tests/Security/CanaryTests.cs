using System.Net;
using System.Text;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;
using Bridge.Settings;
using Bridge.Store;
using Bridge.Tests.Cli;
using Bridge.Tests.EndToEnd;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bridge.Tests.Security;

/// <summary>
/// A world in which every secret is one of a kind, driven through successes and failures with the log at its most talkative.
/// Then all that it said and kept is searched: no secret anywhere, and nothing of a customer in the log.
/// </summary>
public sealed class CanaryTests(PostgresFixture postgres)
{
    private const string AdminPassword = "canary-admin-password-1f3c";
    private const string AnswerKey = "canary-answer-key-9b1d-0123456789abcdef0123456789";
    private const string HookPath = "/hooks/canary-hook-path-77aa";
    private const string HookSecret = "Bearer canary-hook-secret-5e5e";
    private const string DatabasePassword = "canary-database-password-c0de";
    private const string DeadToken = "canary-dead-jira-token-4d4d";
    private const string DeadHook = "canary-dead-webhook-secret-6b6b";
    private const string Subject = "Canarysubject4711 is wrong";
    private const string Words = "canarywords0815 of the customer";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_secret_is_in_anything_that_is_said_or_kept_and_no_customer_in_the_log()
    {
        var database = new NpgsqlConnectionStringBuilder(await postgres.NewDatabaseAsync())
        {
            Password = DatabasePassword,
        }.ConnectionString;
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var desk = await Desk.OpenAsync(
            database,
            Bridge.Mappings.MappingSet.Of(Repository.Mappings()),
            Settings()
        );
        await this.DriveAsync(desk);
        foreach (var path in Pages(await desk.NumberAsync("select min(id) from cases")))
        {
            said[$"page {path}"] = await PageAsync(desk, path);
        }

        said["pages from elsewhere"] = await FromElsewhereAsync(desk);
        said["database"] = await DumpAsync(desk);
        await this.CommandsAsync(desk, database, said);
        var log = await LogAsync(desk);
        said["log"] = log;

        Assert.True(log.Split('\n').Length > 200, "the log is not talkative");
        Assert.Contains("was refused: signature", log, StringComparison.Ordinal);
        Assert.Contains(Subject, said["database"], StringComparison.Ordinal);
        var secrets = Secrets(desk);
        Assert.All(
            said,
            where => Assert.All(secrets, secret => Assert.False(Holds(where.Value, secret), Where(where, secret)))
        );
        Assert.All(
            Personal(desk),
            person => Assert.False(Holds(log, person), Where(new KeyValuePair<string, string>("log", log), person))
        );
    }

    private static (string, string)[] Settings() =>
        [
            ("Serilog:MinimumLevel:Default", "Verbose"),
            ("Serilog:MinimumLevel:Override:Microsoft", "Verbose"),
            ("Serilog:MinimumLevel:Override:Quartz", "Verbose"),
            ("Serilog:MinimumLevel:Override:Npgsql", "Verbose"),
            ("Bridge:AdminPassword", AdminPassword),
            ("Bridge:AnswerKey", AnswerKey),
            ("Bridge:Webhooks:support-chat:Url", "http://127.0.0.1:1" + HookPath),
            ("Bridge:Webhooks:support-chat:Secret", HookSecret),
            ("Bridge:Connections:dead:Kind", "Jira"),
            ("Bridge:Connections:dead:BaseUrl", "http://127.0.0.1:1"),
            ("Bridge:Connections:dead:Email", "bridge@example.com"),
            ("Bridge:Connections:dead:ApiToken", DeadToken),
            ("Bridge:Connections:dead:WebhookSecret", DeadHook),
        ];

    private static string[] Secrets(Desk desk)
    {
        var options = desk.World.Bridge.Services.GetRequiredService<BridgeOptions>();
        var (fresh, jira, click) = (
            options.Connections["freshdesk"],
            options.Connections["jira"],
            options.Connections["clickup"]
        );
        return
        [
            fresh.ApiKey!,
            Base64($"{fresh.ApiKey}:X"),
            fresh.WebhookSecret!,
            jira.ApiToken!,
            Base64($"{jira.Email}:{jira.ApiToken}"),
            jira.WebhookSecret!,
            click.Token!,
            click.WebhookSecret!,
            AdminPassword,
            Base64($"admin:{AdminPassword}"),
            AnswerKey,
            HookPath,
            HookSecret,
            DatabasePassword,
            DeadToken,
            DeadHook,
            desk.World.Bridge.Services.GetRequiredService<AnswerLinks>().Token(Claim(desk)),
        ];
    }

    private static string[] Personal(Desk desk)
    {
        var carol = desk.World.City.Customers.Carol.Contact;
        return [Subject, Words, carol.Name, carol.Email!];
    }

    private static AnswerClaim Claim(Desk desk) =>
        new(1, 1, CustomerAnswer.Works, desk.World.Clock.GetUtcNow().Date.AddDays(400));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static bool Holds(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string Where(KeyValuePair<string, string> where, string part)
    {
        var at = where.Value.IndexOf(part, StringComparison.OrdinalIgnoreCase);
        return at < 0
            ? ""
            : $"{where.Key} holds {part}: …{where.Value[Math.Max(0, at - 150)..Math.Min(where.Value.Length, at + 150)]}…";
    }

    /// <summary>What goes well, and each way of going wrong.</summary>
    private async Task DriveAsync(Desk desk)
    {
        var world = Level2World.On(desk);
        var city = desk.World.City;
        var options = desk.World.Bridge.Services.GetRequiredService<BridgeOptions>();
        var ticket = world.Elevate(Subject);
        await desk.Until(
            () => desk.Notes(ticket).Any(n => n.Contains("with engineering", StringComparison.Ordinal)),
            "the task is linked"
        );
        city.Customers.Carol.ByMail.Reply(ticket, $"<p>{Words}</p>");
        await desk.QuietAsync();

        var fresh = Base64($"{options.Connections["freshdesk"].ApiKey}:X");
        Fault[] faults =
        [
            Echo(401, $"bad credentials: Authorization: Basic {fresh} ({options.Connections["freshdesk"].ApiKey})"),
            Echo(403, $"{options.Connections["clickup"].Token} may not do this"),
            Echo(500, $"{fresh} {options.Connections["clickup"].Token}"),
            Echo(200, $"<html>Log in as {fresh} {options.Connections["clickup"].Token}</html>"),
            new Fault.CutBefore(),
            new Fault.CutAfter(),
            new Fault.HalfBody(),
        ];
        foreach (var fault in faults)
        {
            city.Freshdesk.Faults.Next(fault, times: 3);
            city.ClickUp.Faults.Next(fault, times: 3);
            city.Jira.Faults.Next(fault, times: 2);
            await desk.LookAsync(ticket);
            city.Customers.Carol.ByMail.Reply(ticket, $"<p>{Words} again</p>");
            await desk.QuietAsync();
            await desk.PassAsync(TimeSpan.FromMinutes(3));
            await desk.QuietAsync();
        }

        desk.Mend();
        await this.DeliverAsync(desk);
    }

    private static Fault.Answer Echo(int status, string words) => new(status, words, "text/plain");

    private async Task DeliverAsync(Desk desk)
    {
        using var http = new HttpClient();
        var options = desk.World.Bridge.Services.GetRequiredService<BridgeOptions>();
        foreach (var (name, connection) in options.Connections)
        {
            foreach (var secret in (string[])["a wrong one", connection.WebhookSecret!, connection.WebhookSecret + "x"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"{desk.World.Url}/webhooks/{name}");
                request.Content = new StringContent($"not understood: {Words}");
                request.Headers.TryAddWithoutValidation("X-Bridge-Secret", secret);
                request.Headers.TryAddWithoutValidation("X-Signature", secret);
                request.Headers.TryAddWithoutValidation("X-Hub-Signature", secret);
                using var answer = await http.SendAsync(request, Cancel);
                Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
            }
        }

        var link = desk.World.Bridge.Services.GetRequiredService<AnswerLinks>().Link(Claim(desk));
        using var opened = await http.GetAsync(new Uri(link), Cancel);
        var poster = desk.World.Bridge.Services.GetRequiredService<Bridge.Hooks.HookPoster>();
        await poster.PostAsync(
            new Effect.Post("support-chat", "text") { Key = "post/1", Reason = "an SLA" },
            1,
            Cancel
        );
    }

    private static IEnumerable<string> Pages(long id) =>
        [
            "/",
            "/cases",
            $"/cases/{id}",
            "/findings",
            "/quarantine",
            "/connections",
            "/mappings",
            "/jobs",
            "/health/ready",
        ];

    private static async Task<string> PageAsync(Desk desk, string path)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(desk.World.Url + path), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer + await answer.Content.ReadAsStringAsync(Cancel);
    }

    private static async Task<string> FromElsewhereAsync(Desk desk)
    {
        using var http = new HttpClient();
        var said = new StringBuilder();
        foreach (var password in (string[])["wrong", AdminPassword])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, desk.World.Url);
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.9");
            request.Headers.TryAddWithoutValidation("Authorization", $"Basic {Base64($"admin:{password}")}");
            using var answer = await http.SendAsync(request, Cancel);
            said.Append(answer).Append(await answer.Content.ReadAsStringAsync(Cancel));
        }

        return said.ToString();
    }

    /// <summary>Every row of every table as text.</summary>
    private static async Task<string> DumpAsync(Desk desk)
    {
        var source = desk.World.Bridge.Services.GetRequiredService<NpgsqlDataSource>();
        var tables = await ColumnAsync(
            source,
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
        );
        var dump = new StringBuilder();
        foreach (var table in tables)
        {
            foreach (var row in await ColumnAsync(source, $"select t::text from {table} t"))
            {
                dump.Append(table).Append(' ').AppendLine(row);
            }
        }

        foreach (var body in await ColumnAsync(source, "select convert_from(body, 'UTF8') from quarantine"))
        {
            dump.AppendLine(body);
        }

        return dump.ToString();
    }

    private static async Task<List<string>> ColumnAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var rows = new List<string>();
        while (await reader.ReadAsync(Cancel))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private async Task CommandsAsync(Desk desk, string database, Dictionary<string, string> said)
    {
        var settings = BridgeCommand.Settings(desk.World.City);
        foreach (var (key, value) in Settings().Where(s => !s.Item1.StartsWith("Serilog", StringComparison.Ordinal)))
        {
            settings[key] = value;
        }

        settings["Bridge:Mappings"] = Path.Combine(Repository.Root, "mappings");
        settings["Bridge:PublicUrl"] = desk.World.Url;
        settings["ConnectionStrings:Bridge"] = database;
        var ticket = await desk.NumberAsync("select min(ticket_id::bigint) from cases");
        await RunAsync("doctor", "--format", "json");
        await RunAsync("case", "show", $"{ticket}", "--format", "json");
        settings["Bridge:Connections:freshdesk:Kind"] = "Unknown";
        settings["Bridge:Lease"] = "never";
        settings["ConnectionStrings:Bridge"] = $"postgres://bridge:{DatabasePassword}@nowhere/bridge";
        await RunAsync("run");
        settings.Remove("Bridge:Connections:freshdesk:Kind");
        settings.Remove("Bridge:Lease");
        settings["Bridge:Connections:freshdesk:Kind"] = "Freshdesk";
        await RunAsync("case", "show", $"{ticket}");

        async Task RunAsync(params string[] args)
        {
            var (code, output, error) = await BridgeCommand.RunAsync(settings, args);
            Assert.NotEmpty(output + error);
            said[$"bridge {string.Join(' ', args)} ({code}, {said.Count})"] = output + error;
        }
    }

    private static async Task<string> LogAsync(Desk desk)
    {
        await using var file = new FileStream(
            desk.World.LogFile,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete
        );
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(Cancel);
    }
}
