using System.Reflection;
using Bridge.Connectors;
using Bridge.Rollout;
using Bridge.Store;
using Bridge.Web.Pages;
using Bridge.Webhooks;
using Bridge.Work;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Bridge.Web;

/// <summary>The admin pages: static HTML made on the server, one stylesheet, no script.</summary>
public static class WebPages
{
    private const string StylesheetPath = "/bridge.css";

    /// <summary>
    /// Registers what the pages need. The host brings the rest: settings, database, inbox, processes and tools.
    /// </summary>
    public static IServiceCollection AddBridgePages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "bridge-form";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CaseActions>();
        services.TryAddSingleton<VerdictStore>();
        services.TryAddSingleton<Quarantine>();
        services.TryAddSingleton<IWebhookMemory, WebhookMemory>();
        services.TryAddSingleton<QuarantineReading>();
        services.TryAddSingleton<FindingStore>();
        services.TryAddSingleton<FindingActions>();
        services.TryAddSingleton<FindingSweep>();
        services.TryAddSingleton<RolloutState>();
        services.TryAddSingleton<SetStore>();
        services.TryAddSingleton<JobLog>();
        services.TryAddSingleton<PauseStore>();
        services.TryAddSingleton<AlertStore>();
        services.AddSingleton<PageQueries>();
        services.TryAddSingleton(provider => new SharedBudgets(
            provider.GetRequiredService<NpgsqlDataSource>(),
            null,
            provider.GetRequiredService<ILogger<SharedBudgets>>()
        ));
        services.AddSingleton<ConnectionQueries>();
        services.AddSingleton<AdminDoor>();
        return services;
    }

    /// <summary>Maps the pages at /, their forms and their stylesheet, each behind the door.</summary>
    public static WebApplication MapBridgePages(this WebApplication app)
    {
        var door = app.Services.GetRequiredService<AdminDoor>();
        app.Use(
            (context, next) =>
                context.GetEndpoint()?.Metadata.GetMetadata<BridgePage>() is null
                    ? next(context)
                    : PageAsync(context, door, next)
        );
        app.UseAntiforgery();
        var mark = new BridgePage();
        app.MapRazorComponents<App>().WithMetadata(mark);
        foreach (
            var form in CaseForms
                .Map(app)
                .Concat(MappingForms.Map(app))
                .Concat(ConnectionForms.Map(app))
                .Concat(FindingForms.Map(app))
        )
        {
            form.WithMetadata(mark);
        }

        var stylesheet = ReadStylesheet();
        app.MapGet(StylesheetPath, () => Results.Text(stylesheet, "text/css; charset=utf-8")).WithMetadata(mark);
        return app;
    }

    private static Task PageAsync(HttpContext context, AdminDoor door, RequestDelegate next)
    {
        Restrict(context);
        return door.PassAsync(context, passed => ShowAsync(passed, next));
    }

    /// <summary>Says what a browser may do with a page, or with the door's refusal of it.</summary>
    internal static void Restrict(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; "
            + "base-uri 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }

    private static async Task ShowAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception lost) when (DatabaseTrouble.Is(lost) && !context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(
                $"503: the database cannot be used, so there is nothing to show: {DatabaseTrouble.Say(lost)}. Nothing is "
                    + "lost: webhooks are answered 503 and come again, cases wait. Mend the database, then reload.\n",
                context.RequestAborted
            );
        }
    }

    private static string ReadStylesheet()
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream("Bridge.Web.bridge.css")
            ?? throw new InvalidOperationException("The program was built without its stylesheet, Web/bridge.css.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Marks the endpoints that are behind the door.</summary>
    private sealed class BridgePage;
}
