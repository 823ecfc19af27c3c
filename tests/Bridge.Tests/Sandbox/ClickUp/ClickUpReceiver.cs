using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bridge.Tests.Sandbox.ClickUp;

/// <summary>Takes webhooks on a loopback port and answers as told.</summary>
public sealed class ClickUpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Delivery> deliveries = new();
    private WebApplication? app;

    public string Url { get; private set; } = "";

    public Func<int> Answer { get; set; } = static () => 200;

    public IReadOnlyList<Delivery> All => [.. this.deliveries];

    public static async Task<ClickUpReceiver> OpenAsync()
    {
        var receiver = new ClickUpReceiver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static k => k.Listen(System.Net.IPAddress.Loopback, 0));
        receiver.app = builder.Build();
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync();
        receiver.Url = receiver.app.Urls.First() + "/hook";
        return receiver;
    }

    public IEnumerable<Delivery> Of(string @event) => this.All.Where(d => d.Event == @event);

    public void Clear() => this.deliveries.Clear();

    public async ValueTask DisposeAsync()
    {
        await this.app!.StopAsync();
        await this.app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        this.deliveries.Enqueue(new Delivery(body.ToArray(), context.Request.Headers["X-Signature"].ToString()));
        context.Response.StatusCode = this.Answer();
    }
}

/// <summary>One webhook as it arrived.</summary>
public sealed record Delivery(byte[] Body, string Signature)
{
    public JsonObject Json { get; } = JsonNode.Parse(Body)!.AsObject();

    public string Event => (string)this.Json["event"]!;

    public JsonObject Item => this.Json["history_items"]![0]!.AsObject();

    public string ItemId => (string)this.Item["id"]!;

    public bool IsSignedWith(string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), this.Body)) == this.Signature;
}
