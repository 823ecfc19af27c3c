using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bridge.Tests.Hooks;

/// <summary>A webhook of somebody's on a loopback port, that keeps what it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private Receiver(WebApplication app) => this.app = app;

    public string Url => this.app.Urls.First() + "/hook";

    public ConcurrentQueue<Told> All { get; } = new();

    /// <summary>What it answers to the next request; the usual is 200.</summary>
    public Func<int, (int Status, string? Location)> Answer { get; set; } = _ => (200, null);

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var receiver = new Receiver(web);
        web.MapPost("/{**path}", receiver.HearAsync);
        await web.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => this.app.DisposeAsync();

    private async Task HearAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers.ToDictionary(
            h => h.Key,
            h => h.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        this.All.Enqueue(new Told(context.Request.Path, headers, await reader.ReadToEndAsync()));
        var (status, location) = this.Answer(this.All.Count);
        context.Response.StatusCode = status;
        if (location is not null)
        {
            context.Response.Headers.Location = location;
        }
    }
}

/// <summary>One request.</summary>
internal sealed record Told(string Path, IReadOnlyDictionary<string, string> Headers, string Body);
