using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bridge.Sandbox.ClickUp;

namespace Bridge.Tests.Sandbox.ClickUp;

/// <summary>A running ClickUp with the list "Level 2 Support", a client of the integration user, and Ana of QA.</summary>
public sealed class ClickUpDesk : IAsyncDisposable
{
    private ClickUpDesk(ClickUpServer server, TestClock clock)
    {
        this.Server = server;
        this.Clock = clock;
    }

    public static ClickUpUser Ana { get; } = new(183, "Ana Silva", "ana@example.com", "Australia/Brisbane");

    public ClickUpServer Server { get; }

    public TestClock Clock { get; }

    public HttpClient Http { get; } = new();

    public string SpaceId { get; private set; } = "";

    public ListSnapshot List { get; private set; } = null!;

    public ClickUpPerson Person => this.Server.As(Ana);

    public static async Task<ClickUpDesk> OpenAsync(ClickUpOptions? options = null)
    {
        var clock = new TestClock();
        var desk = new ClickUpDesk(new ClickUpServer(clock, options), clock);
        var server = desk.Server;
        server.AddUser(Ana);
        desk.SpaceId = server.AddSpace("Support");
        desk.List = server.AddList(
            desk.SpaceId,
            "Level 2 Support",
            [
                StatusSpec.Open("validating"),
                StatusSpec.Active("replicating"),
                StatusSpec.Active("estimating"),
                StatusSpec.Active("fixing"),
                StatusSpec.Active("verifying"),
                StatusSpec.Done("closed (unresolved)"),
                StatusSpec.Closed("in production"),
            ],
            [
                FieldSpec.DropDown("Severity", "Low", "Medium", "High"),
                FieldSpec.Labels("Products", "Web", "Mobile", "TV"),
                FieldSpec.ShortText("Ticket"),
                FieldSpec.Text("Resolution Notes"),
                FieldSpec.Url("Pull Request"),
                FieldSpec.Number("Clients hit"),
                FieldSpec.Date("Client Target Date"),
                FieldSpec.Checkbox("Affects others"),
                FieldSpec.Users("Reviewers"),
                new FieldSpec("Cost", "currency"),
                new FieldSpec("Related", "tasks"),
                new FieldSpec("Rating", "emoji"),
                new FieldSpec("Progress", "manual_progress"),
                new FieldSpec("Place", "location"),
            ]
        );
        await server.StartAsync();
        desk.Http.BaseAddress = new Uri(server.BaseUrl);
        desk.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "pk_1_bridge");
        return desk;
    }

    public async ValueTask DisposeAsync()
    {
        this.Http.Dispose();
        await this.Server.DisposeAsync();
    }

    public Task<Reply> Get(string path) => this.Send(HttpMethod.Get, path);

    public Task<Reply> Post(string path, object body) => this.Send(HttpMethod.Post, path, body);

    public Task<Reply> Put(string path, object body) => this.Send(HttpMethod.Put, path, body);

    public Task<Reply> Delete(string path) => this.Send(HttpMethod.Delete, path);

    public async Task<Reply> Send(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v2/" + path);
        if (path.StartsWith('/'))
        {
            request.RequestUri = new Uri(path, UriKind.Relative);
        }

        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await this.Http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    /// <summary>Creates a task as the integration user and returns its id.</summary>
    public async Task<string> CreateAsync(object? body = null) =>
        (await this.Post($"list/{this.List.Id}/task", body ?? new { name = "Video stalls" })).Json[
            "id"
        ]!.GetValue<string>();

    public Task<Reply> SetField(string taskId, string name, object value) =>
        this.Post($"task/{taskId}/field/{this.List.Field(name).Id}", new { value });

    /// <summary>The field as the task shows it.</summary>
    public async Task<JsonObject> FieldOf(string taskId, string name)
    {
        var task = await this.Get("task/" + taskId);
        return task.Json["custom_fields"]!.AsArray().Select(f => f!.AsObject()).First(f => (string?)f["name"] == name);
    }

    public async Task<JsonObject> ListenAsync(string endpoint, params string[] events)
    {
        var reply = await this.Post(
            $"team/{this.Server.TeamId}/webhook",
            new { endpoint, events = events.Length == 0 ? ["*"] : events }
        );
        Assert.Equal(200, reply.Status);
        return reply.Json["webhook"]!.AsObject();
    }

    public static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static long Milliseconds(string moment) => Moment(moment).ToUnixTimeMilliseconds();

    public static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An answer of the server, read to its end.</summary>
public sealed record Reply(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonObject Json => JsonNode.Parse(this.Text)!.AsObject();

    public string? Code => (string?)this.Json["ECODE"];

    public static async Task<Reply> ReadAsync(HttpResponseMessage response) =>
        new(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value))
        );
}

/// <summary>A clock that stands still until it is moved; its timers run on the real one.</summary>
public sealed class TestClock : TimeProvider
{
    private long ticks = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref this.ticks), TimeSpan.Zero);

    public void Move(TimeSpan by) => Interlocked.Add(ref this.ticks, by.Ticks);
}
