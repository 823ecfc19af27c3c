using Bridge.Core.Planning;
using Bridge.Operations;
using Bridge.Settings;
using Bridge.Store;
using Microsoft.AspNetCore.Http.Features;

namespace Bridge.Answers;

/// <summary>
/// Where customers answer. Opening a link never acts, since mail scanners open all of them: it asks, and only sending the
/// form answers. The link is the secret, so it needs no other.
/// </summary>
internal static class AnswerPages
{
    private const string Path = "/answer/{token}";
    private const int MostBytes = 64 * 1024;

    /// <summary>Links are made only where the settings say at which address customers reach the bridge.</summary>
    public static void AddAnswers(this IServiceCollection services, BridgeOptions options)
    {
        services.AddSingleton<AnswerStore>();
        services.AddSingleton<AnswerLimit>();
        if (options.PublicUrl is { } url)
        {
            services.AddSingleton(_ => new AnswerLinks(url, AnswerKey.Of(options)));
        }
    }

    public static void MapAnswers(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], context => ServeAsync(context, AskAsync));
        routes.MapPost(Path, context => ServeAsync(context, TakeAsync));
    }

    private static async Task ServeAsync(HttpContext context, Func<AnswerVisit, Task<AnswerPage>> serve)
    {
        var visit = new AnswerVisit(context);
        AnswerPage page;
        if (!context.RequestServices.GetRequiredService<AnswerLimit>().Allows(context))
        {
            page = visit.Sorry(StatusCodes.Status429TooManyRequests, "too many", words => words.TooMany);
        }
        else
        {
            try
            {
                page = await serve(visit);
            }
            catch (Exception lost) when (DatabaseTrouble.Is(lost))
            {
                page = visit.Sorry(StatusCodes.Status503ServiceUnavailable, "away", words => words.Away);
            }
        }

        context.RequestServices.GetRequiredService<BridgeMetrics>().Answer(page.Result);
        await WriteAsync(context, page);
    }

    private static async Task<AnswerPage> AskAsync(AnswerVisit visit) => await visit.RefusalAsync() ?? visit.Ask();

    private static async Task<AnswerPage> TakeAsync(AnswerVisit visit)
    {
        if (await visit.RefusalAsync() is { } refusal)
        {
            return refusal;
        }

        var stored = await visit.StoreAsync(await RemarkAsync(visit.Context));
        return stored ? visit.Thanks() : visit.Used();
    }

    /// <summary>Null when nothing readable was sent: the answer counts all the same.</summary>
    private static async Task<string?> RemarkAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBytes;
        }

        if (!context.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var remark = form["remark"].ToString().Trim();
            return remark.Length == 0 ? null
                : remark.Length > AnswerHtml.LongestRemark ? Cut(remark)
                : remark;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>As much as the form takes, no character cut in half.</summary>
    private static string Cut(string remark) =>
        remark[..(AnswerHtml.LongestRemark - (char.IsHighSurrogate(remark[AnswerHtml.LongestRemark - 1]) ? 1 : 0))];

    private static async Task WriteAsync(HttpContext context, AnswerPage page)
    {
        var response = context.Response;
        response.StatusCode = page.Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = AnswerHtml.ContentSecurityPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.WriteAsync(page.Html, context.RequestAborted);
        }
    }
}

/// <summary>What is shown, and how it is counted.</summary>
internal sealed record AnswerPage(int Status, string Result, string Html);
