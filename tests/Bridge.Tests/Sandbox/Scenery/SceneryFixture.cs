using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Bridge.Sandbox.Scenery;

namespace Bridge.Tests.Sandbox.Scenery;

/// <summary>One running city for tests that only look, and its three REST APIs as the bridge calls them.</summary>
public sealed class SceneryFixture : IAsyncLifetime
{
    private readonly HttpClient http = new();

    internal SandboxCity City { get; private set; } = null!;

    public async ValueTask InitializeAsync() => this.City = await SandboxCity.StartAsync(TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        this.http.Dispose();
        await this.City.DisposeAsync();
    }

    public Task<JsonNode> FreshdeskAsync(string path) =>
        this.GetAsync("freshdesk", "/api/v2/" + path, Basic(this.Setting("freshdesk:ApiKey") + ":X"));

    public Task<JsonNode> JiraAsync(string path) =>
        this.GetAsync(
            "jira",
            "/rest/api/3/" + path,
            Basic($"{this.Setting("jira:Email")}:{this.Setting("jira:ApiToken")}")
        );

    public Task<JsonNode> ClickUpAsync(string path) =>
        this.GetAsync("clickup", "/api/v2/" + path, new AuthenticationHeaderValue(this.Setting("clickup:Token")!));

    private static AuthenticationHeaderValue Basic(string pair) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));

    private string? Setting(string name) => this.City.Settings()["Bridge:Connections:" + name];

    private async Task<JsonNode> GetAsync(string connection, string path, AuthenticationHeaderValue who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, this.Setting(connection + ":BaseUrl") + path);
        request.Headers.Authorization = who;
        using var response = await this.http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
