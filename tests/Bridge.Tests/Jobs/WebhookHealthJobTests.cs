using Bridge.Connectors;
using Bridge.Jobs;
using Bridge.Sandbox.Hosting;
using Bridge.Settings;
using Bridge.Store;
using Bridge.Tests.Connectors.ClickUp;
using Bridge.Tests.Infrastructure;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridge.Tests.Jobs;

/// <summary>The watch over webhooks, on a real database and a simulated ClickUp.</summary>
public sealed class WebhookHealthJobTests(PostgresFixture postgres)
{
    private static readonly Uri Address = new("https://bridge.example/webhooks/clickup");

    [Fact]
    public async Task A_webhook_that_was_never_registered_is_a_finding_and_not_made_unasked()
    {
        await using var bed = await OpenAsync();
        await bed.Job.RunAsync(default);
        Assert.Empty(bed.Rig.Server.GetWebhooks());
        var finding = Assert.Single(await bed.FindingsAsync());
        Assert.Contains("no webhook to https://bridge.example/webhooks/clickup", finding, StringComparison.Ordinal);
        Assert.Contains("bridge doctor --fix", finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_the_bridge_registered_and_somebody_deleted_is_registered_anew()
    {
        await using var bed = await OpenAsync();
        await bed.Rig.Connector.MendAsync(Address, default);
        var first = Assert.Single(bed.Rig.Server.GetWebhooks());
        await bed.DeleteWebhookAsync(first.Id);
        bed.Time.Now += TimeSpan.FromSeconds(1);

        await bed.Job.RunAsync(default);

        var second = Assert.Single(bed.Rig.Server.GetWebhooks());
        Assert.NotEqual(first.Id, second.Id);
        Assert.Empty(await bed.FindingsAsync());
        var own = await bed.Memory.OwnAsync("clickup", default);
        Assert.Equal([second.Secret, first.Secret], own.Select(w => w.Secret));
    }

    [Fact]
    public async Task The_finding_is_closed_when_the_webhook_is_well_again_and_a_turn_is_taken_once_in_five_minutes()
    {
        await using var bed = await OpenAsync();
        await bed.Job.RunAsync(default);
        await bed.Rig.Connector.MendAsync(Address, default);

        bed.Rig.Server.Calls.Clear();
        await bed.OtherNode.RunAsync(default);
        Assert.Equal(0, bed.Rig.Calls("GET", "/webhook"));
        Assert.Single(await bed.FindingsAsync());

        bed.Time.Now += TimeSpan.FromMinutes(5);
        await Task.WhenAll(bed.Job.RunAsync(default), bed.OtherNode.RunAsync(default));
        Assert.Equal(1, bed.Rig.Calls("GET", "/webhook"));
        Assert.Empty(await bed.FindingsAsync());
    }

    [Fact]
    public async Task Trouble_that_passes_opens_no_finding_and_a_dead_token_does()
    {
        await using var bed = await OpenAsync();
        bed.Rig.Server.Faults.Next(new Fault.Answer(502, "x", "text/plain"), "GET", "/webhook", times: 3);
        await bed.Job.RunAsync(default);
        Assert.Empty(await bed.FindingsAsync());

        bed.Rig.Server.RevokeToken(bed.Rig.Server.Options.Token);
        bed.Time.Now += TimeSpan.FromMinutes(5);
        await bed.Job.RunAsync(default);
        Assert.Contains(
            "does not accept the token",
            Assert.Single(await bed.FindingsAsync()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_a_public_address_nothing_is_looked_at()
    {
        await using var bed = await OpenAsync(publicUrl: null);
        await bed.Job.RunAsync(default);
        Assert.Empty(await bed.FindingsAsync());
        Assert.Equal(0, bed.Rig.Calls("GET", "/webhook"));
    }

    [Fact]
    public async Task Of_what_webhooks_say_the_newest_stays_and_what_is_old_is_dropped()
    {
        await using var bed = await OpenAsync();
        var now = bed.Time.Now;
        await bed.Memory.KeepFactsAsync(
            "clickup",
            [new("t", "due date", "2", now), new("t", "due date", "3", now.AddSeconds(1))],
            default
        );
        await bed.Memory.KeepFactsAsync("clickup", [new("t", "due date", "1", now.AddMinutes(-1))], default);
        Assert.Equal(
            new WebhookFact("t", "due date", "3", now.AddSeconds(1)),
            await bed.Memory.FactAsync("clickup", "t", "due date", default)
        );
        Assert.Null(await bed.Memory.FactAsync("other", "t", "due date", default));

        bed.Time.Now += TimeSpan.FromDays(401);
        await bed.Job.RunAsync(default);
        Assert.Null(await bed.Memory.FactAsync("clickup", "t", "due date", default));
    }

    private async Task<Bed> OpenAsync(string? publicUrl = "https://bridge.example")
    {
        var source = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await Migrator.Embedded().ApplyAsync(source, default);
        var time = new Clock();
        var memory = new WebhookMemory(source, time);
        var rig = await ClickUpRig.StartAsync(memory: memory);
        return new Bed(rig, source, time, memory, new BridgeOptions { PublicUrl = publicUrl });
    }

    private sealed class Bed(
        ClickUpRig rig,
        NpgsqlDataSource source,
        Clock time,
        WebhookMemory memory,
        BridgeOptions options
    ) : IAsyncDisposable
    {
        public ClickUpRig Rig => rig;

        public Clock Time => time;

        public WebhookMemory Memory => memory;

        public WebhookHealthJob Job { get; } = Of(rig, source, time, memory, options);

        public WebhookHealthJob OtherNode { get; } = Of(rig, source, time, memory, options);

        public async Task<IEnumerable<string>> FindingsAsync()
        {
            await using var db = await source.OpenConnectionAsync();
            return await db.QueryAsync<string>(
                "select message from findings where closed_at is null and kind = 'Webhook'"
            );
        }

        public async Task DeleteWebhookAsync(string id)
        {
            using var http = new HttpClient();
            http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", rig.Server.Options.Token);
            using var answer = await http.DeleteAsync(new Uri($"{rig.Server.BaseUrl}/api/v2/webhook/{id}"));
            answer.EnsureSuccessStatusCode();
        }

        public async ValueTask DisposeAsync()
        {
            await rig.DisposeAsync();
            await source.DisposeAsync();
        }

        private static WebhookHealthJob Of(
            ClickUpRig rig,
            NpgsqlDataSource source,
            Clock time,
            WebhookMemory memory,
            BridgeOptions options
        ) =>
            new(
                new ToolSet([rig.Connector]),
                options,
                memory,
                new GeneralFindings(source, time),
                NullLogger<WebhookHealthJob>.Instance
            );
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => this.Now;
    }
}
