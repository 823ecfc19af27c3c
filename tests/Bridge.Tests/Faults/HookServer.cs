using System.Collections.Concurrent;
using Bridge.Sandbox.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridge.Tests.Faults;

/// <summary>A chat's webhook, with the fault dial of the simulators.</summary>
internal sealed class HookServer(TimeProvider time) : SandboxServer(time)
{
    /// <summary>What it was told: the id and the text.</summary>
    public ConcurrentQueue<(string Id, string Body)> Told { get; } = new();

    protected override ValueTask<bool> AdmitAsync(HttpContext context) => ValueTask.FromResult(true);

    protected override void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(
            "/hook",
            async (HttpContext context) =>
            {
                using var reader = new StreamReader(context.Request.Body);
                this.Told.Enqueue((context.Request.Headers["Bridge-Id"].ToString(), await reader.ReadToEndAsync()));
                await context.Response.WriteAsync("ok");
            }
        );
}
