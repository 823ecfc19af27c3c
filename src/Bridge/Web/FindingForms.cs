using System.Globalization;
using Bridge.Store;
using Bridge.Work;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bridge.Web;

/// <summary>What the buttons of findings do. Each goes back to the page that it was pressed on, which says what came of it.</summary>
internal static class FindingForms
{
    internal const int LongestName = 100;
    internal const int LongestReason = 500;

    /// <summary>So many are retried or dropped by one press of a button.</summary>
    internal const int MostAtOnce = 500;

    private const string Retried = "retried";
    private const string Dropped = "dropped";
    private const string NoReason = "no reason";

    public static RouteHandlerBuilder[] Map(WebApplication app) =>
        [app.MapPost("/findings/{id:long}", OneAsync), app.MapPost("/findings/all", AllAsync)];

    /// <summary>What came of a button; null when none was pressed.</summary>
    internal static string? Notice(string? outcome, long? number) =>
        (outcome, number) switch
        {
            (Retried, { } all) =>
                $"{PageText.Count(all, "finding")} will be tried again in a moment. Reload this page to see what came of it.",
            (Retried, null) => "It will be tried again in a moment. Reload this page to see what came of it.",
            (Dropped, { } all) => $"{PageText.Count(all, "finding")} dropped.",
            (Dropped, null) => "It is dropped. The story of the case says so.",
            (NoReason, _) => "Nothing was done: say your name, and to drop something say why.",
            (nameof(Acted.Busy), _) =>
                "A worker has this case just now, so nothing was changed. Try once more in a few seconds.",
            (nameof(Acted.Over), _) => "It is over already: nothing was changed.",
            (nameof(Acted.ByItself), _) => "It closes by itself once it is mended; there is nothing to try again.",
            (nameof(Acted.NotUnderstood), _) =>
                "The webhook is still not understood, so it stays. Mend the tool's rule, or drop it.",
            _ => null,
        };

    /// <summary>A part of an address; null when it is empty. PostgreSQL's text holds no NUL.</summary>
    internal static string? Given(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Trim().Replace("\0", "", StringComparison.Ordinal);

    private static async Task<IResult> OneAsync(
        long id,
        HttpContext context,
        IAntiforgery forms,
        FindingStore store,
        FindingActions actions
    )
    {
        var cancel = context.RequestAborted;
        if (!await forms.IsRequestValidAsync(context))
        {
            return NoToken();
        }

        var form = await context.Request.ReadFormAsync(cancel);
        if (Word(form) is not var (drop, word))
        {
            return Back(context, form, NoReason, null);
        }

        if (await store.FindAsync(id, cancel) is not { } finding)
        {
            return Back(context, form, nameof(Acted.Over), null);
        }

        var acted = drop
            ? await actions.DropAsync(finding, word, cancel)
            : (await actions.RetryAsync(finding, word, cancel)).Acted;
        return Back(context, form, acted == Acted.Done ? Done(drop) : acted.ToString(), null);
    }

    private static async Task<IResult> AllAsync(HttpContext context, IAntiforgery forms, FindingSweep sweep)
    {
        var cancel = context.RequestAborted;
        if (!await forms.IsRequestValidAsync(context))
        {
            return NoToken();
        }

        var form = await context.Request.ReadFormAsync(cancel);
        var filter = new FindingFilter(Given(form["kind"]), Given(form["process"]), Given(form["connection"]));
        if (Word(form) is not var (drop, word) || filter is { Kind: null, Connection: null })
        {
            return Back(context, form, NoReason, null);
        }

        var swept = await sweep.RunAsync(filter, drop, word, MostAtOnce, null, cancel);
        return Back(context, form, Done(drop), swept.Done);
    }

    private static string Done(bool drop) => drop ? Dropped : Retried;

    private static (bool Drop, PersonsWord Word)? Word(IFormCollection form)
    {
        var (by, why) = (Given(form["by"]), Given(form["why"]));
        bool? drop = form["do"].ToString() switch
        {
            "retry" => false,
            "drop" => true,
            _ => null,
        };
        return drop is not { } chosen || by is null || (chosen && why is null)
            ? null
            : (chosen, new PersonsWord(PageText.Cut(by, LongestName), PageText.Cut(why ?? "", LongestReason)));
    }

    private static ContentHttpResult NoToken() =>
        TypedResults.Text(CaseForms.NoToken, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>See other: reloading the page does not press the button again. Only pages of the bridge are gone back to.</summary>
    private static IResult Back(HttpContext context, IFormCollection form, string done, long? number)
    {
        var back = form["back"].ToString();
        var own =
            back.StartsWith("/cases/", StringComparison.Ordinal)
            || back == "/findings"
            || back.StartsWith("/findings?", StringComparison.Ordinal);
        var at = own && !back.Any(char.IsControl) ? back : "/findings";
        var said = PageText.Address("", ("done", done), ("number", number?.ToString(CultureInfo.InvariantCulture)))[
            1..
        ];
        var mark = at.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        context.Response.Headers.Location = $"{context.Request.PathBase}{at}{mark}{said}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
