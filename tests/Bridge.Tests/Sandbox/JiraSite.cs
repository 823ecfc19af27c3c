using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Bridge.Sandbox.Jira;

namespace Bridge.Tests.Sandbox;

/// <summary>A simulated Jira with the project of the S2 process, and a client that is the bridge's account.</summary>
public sealed class JiraSite : IAsyncDisposable
{
    private JiraSite(JiraServer server)
    {
        this.Server = server;
        this.Severity = server.Setup.Field("Severity", JiraFieldKind.Select, "S1", "S2", "S3");
        this.Ticket = server.Setup.Field("Freshdesk ticket", JiraFieldKind.Url);
        this.Justification = server.Setup.Field("Severity justification", JiraFieldKind.TextArea);
        this.Effort = server.Setup.Field("Effort", JiraFieldKind.Number);
        server.Setup.Project("S2", "DIKSHA S2 support", this.Design);
        server.Setup.Project("ENG", "Engineering", p => p.IssueTypes("Bug", "Story"));
        this.Engineer = server.Setup.User("Asha Rao");
        this.Person = server.As(this.Engineer);
    }

    public JiraServer Server { get; }

    public JiraUser Engineer { get; }

    public JiraPerson Person { get; }

    public string Severity { get; }

    public string Ticket { get; }

    public string Justification { get; }

    public string Effort { get; }

    public HttpClient Client { get; private set; } = new();

    public static async Task<JiraSite> StartAsync(JiraOptions? options = null, TimeProvider? time = null)
    {
        var site = new JiraSite(new JiraServer(time ?? TimeProvider.System, options));
        await site.Server.StartAsync();
        site.Client = site.ClientOf(site.Server.Options.Email, site.Server.Options.ApiToken);
        return site;
    }

    public HttpClient ClientOf(string email, string token)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(this.Server.BaseUrl),
        };
        client.DefaultRequestHeaders.Authorization =
            this.Server.Options.Flavor == JiraFlavor.Cloud
                ? new AuthenticationHeaderValue(
                    "Basic",
                    Convert.ToBase64String(Encoding.UTF8.GetBytes($"{email}:{token}"))
                )
                : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async Task<(int Status, JsonNode? Body)> CallAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = body is string raw
                ? new StringContent(raw, Encoding.UTF8, "application/json")
                : JsonContent.Create(body);
        }

        using var response = await this.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var isJson =
            response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return ((int)response.StatusCode, isJson && text.Length > 0 ? JsonNode.Parse(text) : null);
    }

    public Task<(int Status, JsonNode? Body)> GetAsync(string path) => this.CallAsync(HttpMethod.Get, path);

    public Task<(int Status, JsonNode? Body)> PostAsync(string path, object body) =>
        this.CallAsync(HttpMethod.Post, path, body);

    public Task<(int Status, JsonNode? Body)> PutAsync(string path, object body) =>
        this.CallAsync(HttpMethod.Put, path, body);

    public async ValueTask DisposeAsync()
    {
        this.Client.Dispose();
        await this.Server.DisposeAsync();
    }

    public static JsonObject Adf(string text) =>
        new()
        {
            ["type"] = "doc",
            ["version"] = 1,
            ["content"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "paragraph",
                    ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
                }
            ),
        };

    private void Design(JiraProjectDesign project) =>
        project
            .IssueTypes("Bug", "Task")
            .Fields(this.Severity, this.Ticket, this.Justification, this.Effort)
            .Components("Portal")
            .NotOnEditScreen("environment")
            .Status("Raised", JiraStatusCategory.ToDo)
            .Status("Classification", JiraStatusCategory.ToDo)
            .Status("Justified", JiraStatusCategory.InProgress)
            .Status("ETA confirmed", JiraStatusCategory.InProgress)
            .Status("Deployed", JiraStatusCategory.Done)
            .Status("Closed", JiraStatusCategory.Done)
            .Transition("Classify", "Raised", "Classification")
            .Transition("Justify", "Classification", "Justified", t => t.Requires(this.Justification))
            .Transition(
                "Plan",
                "Justified",
                "ETA confirmed",
                t => t.Validates("duedate").Screen("duedate", "fixVersions")
            )
            .Transition("Deploy", "ETA confirmed", "Deployed", t => t.Requires("resolution"))
            .Transition("Close", "*", "Closed", t => t.SetsResolution("Won't Do"))
            .Transition("Reopen", "Deployed|Closed", "Raised", t => t.ClearsResolution())
            .Version("R1", new DateOnly(2026, 6, 1))
            .Version("R2", new DateOnly(2026, 7, 1))
            .Version("R3");
}
