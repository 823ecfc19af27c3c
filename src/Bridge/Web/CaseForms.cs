using System.Globalization;
using Bridge.Core.Model;
using Bridge.Store;
using Bridge.Work;
using Microsoft.AspNetCore.Antiforgery;

namespace Bridge.Web;

/// <summary>What the buttons of a case's page do. Each goes back to the page, which says what came of it.</summary>
internal static class CaseForms
{
    internal const string Looking = "looking";
    internal const string Retrying = "retrying";
    internal const string Busy = "busy";
    internal const string Deciding = "deciding";
    internal const string DecidedBefore = "decided before";
    internal const string NoWords = "no words";

    /// <summary>The longest text that a message may be rewritten to.</summary>
    internal const int LongestText = 20_000;

    internal const string NoToken =
        "400: this form is too old, or did not come from the bridge's own page. Open the page again and press the button "
        + "once more.\n";

    public static RouteHandlerBuilder[] Map(WebApplication app) =>
        [
            app.MapPost("/cases/{id:long}/look", LookAsync),
            app.MapPost("/cases/{id:long}/retry", RetryAsync),
            app.MapPost("/cases/{id:long}/messages/{number:int}", DecideAsync),
        ];

    private static async Task<IResult> LookAsync(
        long id,
        HttpContext context,
        IAntiforgery forms,
        PageQueries queries,
        SignalInbox inbox
    )
    {
        var cancel = context.RequestAborted;
        if (!await forms.IsRequestValidAsync(context))
        {
            return Results.Text(NoToken, statusCode: StatusCodes.Status400BadRequest);
        }

        if (await queries.TicketAsync(id, cancel) is not { } ticket)
        {
            return Back(context, id, null);
        }

        var signal = new Signal(SignalSource.Button, ticket.Helpdesk, Side.Helpdesk, ticket.TicketId, null, "button");
        await inbox.StoreAsync([signal], cancel);
        return Back(context, id, Looking);
    }

    private static async Task<IResult> RetryAsync(long id, HttpContext context, IAntiforgery forms, CaseActions actions)
    {
        if (!await forms.IsRequestValidAsync(context))
        {
            return Results.Text(NoToken, statusCode: StatusCodes.Status400BadRequest);
        }

        return Back(context, id, await actions.RetryAsync(id, context.RequestAborted) ? Retrying : Busy);
    }

    /// <summary>Somebody decides about a message that the leak guard stopped.</summary>
    private static async Task<IResult> DecideAsync(
        long id,
        int number,
        HttpContext context,
        IAntiforgery forms,
        VerdictStore verdicts
    )
    {
        if (!await forms.IsRequestValidAsync(context))
        {
            return Results.Text(NoToken, statusCode: StatusCodes.Status400BadRequest);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        VerdictKind? chosen = form["verdict"].ToString() switch
        {
            "release" => VerdictKind.Release,
            "rewrite" => VerdictKind.Rewrite,
            "drop" => VerdictKind.Drop,
            _ => null,
        };
        var text = form["text"].ToString().Trim();
        if (chosen is not { } kind || text.Length > LongestText || (kind == VerdictKind.Rewrite && text.Length == 0))
        {
            return Back(context, id, NoWords);
        }

        var by = form["by"].ToString().Trim();
        var verdict = new MessageVerdict(
            0,
            number,
            kind,
            PageText.Cut(form["seen"].ToString(), 64),
            kind == VerdictKind.Rewrite ? text : null,
            by.Length == 0 ? "somebody" : PageText.Cut(by, 100),
            default
        );
        return Back(
            context,
            id,
            await verdicts.StoreAsync(id, verdict, context.RequestAborted) ? Deciding : DecidedBefore
        );
    }

    /// <summary>See other: reloading the page does not press the button again.</summary>
    private static IResult Back(HttpContext context, long id, string? done)
    {
        var path = $"{context.Request.PathBase}/cases/{id.ToString(CultureInfo.InvariantCulture)}";
        context.Response.Headers.Location = PageText.Address(path, ("done", done));
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
