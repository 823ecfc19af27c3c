using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Bridge.Sandbox.Hosting;

/// <summary>
/// One simulated tool on a loopback port of its own. The base class serves HTTP, keeps the call log and turns the
/// fault dial; the tool's behaviour is in the derived class.
/// </summary>
public abstract class SandboxServer(TimeProvider time) : IAsyncDisposable
{
    private readonly OwnClock clock = new(time);
    private WebApplication? app;

    /// <summary>Where the tool is reached, without a trailing slash; empty before <see cref="StartAsync"/>.</summary>
    public string BaseUrl { get; private set; } = "";

    public FaultDial Faults { get; } = new();

    public CallLog Calls { get; } = new();

    /// <summary>
    /// How far the tool's clock is ahead of the real one, in all that it tells: the header Date, times of changes and
    /// comments, histories, webhooks.
    /// </summary>
    public TimeSpan ClockAhead
    {
        get => this.clock.Ahead;
        set => this.clock.Ahead = value;
    }

    /// <summary>The tool's own clock.</summary>
    protected TimeProvider Time => this.clock;

    /// <summary>Starts to listen on 127.0.0.1; port 0 takes a free one.</summary>
    public async Task StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
        });
        this.app = builder.Build();
        this.app.Use(this.ServeAsync);
        this.app.UseRouting();
        this.Map(this.app);
        await this.app.StartAsync();
        this.BaseUrl = this.app.Urls.First().TrimEnd('/');
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (this.app is not null)
        {
            await this.app.StopAsync();
            await this.app.DisposeAsync();
        }
    }

    /// <summary>Adds the tool's endpoints.</summary>
    protected abstract void Map(IEndpointRouteBuilder routes);

    /// <summary>
    /// Runs before the endpoints, inside the fault dial: authentication and rate limits. False means that the answer
    /// is already written.
    /// </summary>
    protected abstract ValueTask<bool> AdmitAsync(HttpContext context);

    private async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.EnableBuffering();
        context.Response.Headers.Date = this
            .Time.GetUtcNow()
            .ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        var body = await ReadTextAsync(context.Request);
        var fault = this.Faults.Take(context.Request.Method, context.Request.Path + context.Request.QueryString);
        var logged = false;
        string? answer = null;
        if (fault is not (Fault.CutBefore or Fault.CutAfter or Fault.HalfBody))
        {
            // Before the answer leaves: whoever has it finds the call in the log.
            context.Response.OnStarting(() =>
            {
                LogOnce(context.Response.StatusCode);
                return Task.CompletedTask;
            });
        }

        var broken =
            this.Calls.KeepsAnswers && fault is null
                ? await this.KeepAsync(context, next, kept => answer = kept)
                : await this.ServeAsync(context, next, fault);
        LogOnce(broken ? 0 : context.Response.StatusCode);
        if (broken)
        {
            context.Abort();
        }

        void LogOnce(int status)
        {
            if (!logged)
            {
                logged = true;
                this.Log(context, body, status, answer);
            }
        }
    }

    /// <summary>Serves, and hands the answer out as text before it leaves.</summary>
    private async Task<bool> KeepAsync(HttpContext context, RequestDelegate next, Action<string?> keep)
    {
        var outside = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        try
        {
            await this.ServeAsync(context, next, null);
        }
        finally
        {
            context.Response.Body = outside;
        }

        var isJson =
            held.Length == 0
            || context.Response.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;
        keep(isJson ? Encoding.UTF8.GetString(held.ToArray()) : null);
        if (held.Length > 0)
        {
            await outside.WriteAsync(held.ToArray());
        }

        return false;
    }

    private void Log(HttpContext context, string body, int status, string? answer) =>
        this.Calls.Add(
            new ApiCall(
                time.GetUtcNow(),
                context.Request.Method,
                context.Request.Path,
                context.Request.QueryString.ToString(),
                body,
                status
            )
            {
                BodyType = context.Request.ContentType?.Split(';')[0].Trim() ?? "",
                Answer = answer,
                Agent = context.Request.Headers.UserAgent.ToString(),
            }
        );

    private async Task<bool> ServeAsync(HttpContext context, RequestDelegate next, Fault? fault)
    {
        switch (fault)
        {
            case Fault.CutBefore:
                return true;
            case Fault.Answer answer:
                await WriteAsync(context, answer);
                return false;
            case Fault.Slow slow:
                await Task.Delay(slow.Delay, this.Time, context.RequestAborted);
                break;
        }

        if (fault is not (Fault.CutAfter or Fault.HalfBody or Fault.Hang))
        {
            if (await this.AdmitAsync(context))
            {
                await next(context);
            }

            return false;
        }

        // Execute into a buffer, so that the answer can be withheld.
        var outside = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var held = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(held));
        if (await this.AdmitAsync(context))
        {
            await next(context);
        }

        await context.Response.CompleteAsync();
        context.Features.Set(outside);
        if (fault is Fault.CutAfter)
        {
            return true;
        }

        if (fault is Fault.Hang hang)
        {
            await Task.Delay(hang.Delay, this.Time, context.RequestAborted);
            await outside.Stream.WriteAsync(held.ToArray());
            return false;
        }

        context.Response.ContentLength = held.Length;
        await outside.Stream.WriteAsync(held.ToArray().AsMemory(0, (int)held.Length / 2));
        await outside.Stream.FlushAsync();
        return true;
    }

    private static async Task WriteAsync(HttpContext context, Fault.Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        if (answer.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(
                System.Globalization.CultureInfo.InvariantCulture
            );
        }

        await context.Response.WriteAsync(answer.Body ?? "");
    }

    private static async Task<string> ReadTextAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8, leaveOpen: true);
        var text = await reader.ReadToEndAsync();
        request.Body.Position = 0;
        return text;
    }
}
