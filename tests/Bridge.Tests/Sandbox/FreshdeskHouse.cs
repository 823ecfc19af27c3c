using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Bridge.Sandbox.Freshdesk;

namespace Bridge.Tests.Sandbox;

/// <summary>A running Freshdesk account with a clock that the test moves, and a caller with the integration's key.</summary>
internal sealed class FreshdeskHouse : IAsyncDisposable
{
    private FreshdeskHouse(FreshdeskServer server, Clock clock)
    {
        this.Server = server;
        this.Time = clock;
        this.Http = this.Caller("fd-key");
    }

    public FreshdeskServer Server { get; }

    public Clock Time { get; }

    public HttpClient Http { get; }

    public static async Task<FreshdeskHouse> OpenAsync(FreshdeskOptions? options = null)
    {
        var clock = new Clock();
        var server = new FreshdeskServer(clock, options);
        await server.StartAsync();
        return new FreshdeskHouse(server, clock);
    }

    public HttpClient Caller(string key)
    {
        var http = new HttpClient { BaseAddress = new Uri(this.Server.BaseUrl + "/api/v2/") };
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes(key + ":X"));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", basic);
        return http;
    }

    /// <summary>A ticket that a customer mailed.</summary>
    public FreshdeskTicket Mail(string subject = "It broke") =>
        this.Server.AsCustomer("pat@acme.test", "Pat Example").CreateTicket(subject, "<p>Please help</p>");

    public async Task<Reply> GetAsync(string path) => await Reply.OfAsync(await this.Http.GetAsync(path));

    public async Task<Reply> DeleteAsync(string path) => await Reply.OfAsync(await this.Http.DeleteAsync(path));

    public async Task<Reply> PostAsync(string path, string json) =>
        await Reply.OfAsync(await this.Http.PostAsync(path, Json(json)));

    public async Task<Reply> PutAsync(string path, string json) =>
        await Reply.OfAsync(await this.Http.PutAsync(path, Json(json)));

    public async ValueTask DisposeAsync()
    {
        this.Http.Dispose();
        await this.Server.DisposeAsync();
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    internal sealed class Clock : TimeProvider
    {
        private DateTimeOffset now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => this.now;

        public void Advance(TimeSpan by) => this.now += by;
    }

    internal sealed record Reply(int Status, HttpResponseHeaders Headers, string Text)
    {
        public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(this.Text);

        public static async Task<Reply> OfAsync(HttpResponseMessage response)
        {
            using (response)
            {
                return new Reply(
                    (int)response.StatusCode,
                    response.Headers,
                    await response.Content.ReadAsStringAsync()
                );
            }
        }

        /// <summary>The first entry of a 400 or 409 body.</summary>
        public (string Field, string Message, string Code) Error
        {
            get
            {
                var error = this.Json.GetProperty("errors")[0];
                return (
                    error.GetProperty("field").GetString()!,
                    error.GetProperty("message").GetString()!,
                    error.GetProperty("code").GetString()!
                );
            }
        }
    }
}
