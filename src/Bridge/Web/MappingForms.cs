using Bridge.Rollout;
using Microsoft.AspNetCore.Antiforgery;

namespace Bridge.Web;

/// <summary>What the two buttons of the mappings page do about a set that waits.</summary>
internal static class MappingForms
{
    internal const string Confirmed = "confirmed";
    internal const string Kept = "kept";
    internal const string Gone = "gone";

    public static RouteHandlerBuilder[] Map(WebApplication app) =>
        [
            app.MapPost(
                "/mappings/{hash}/confirm",
                (string hash, HttpContext context, IAntiforgery forms, SetStore sets) =>
                    SayAsync(context, forms, Confirmed, cancel => sets.ConfirmAsync(hash, cancel))
            ),
            app.MapPost(
                "/mappings/{hash}/keep",
                (string hash, HttpContext context, IAntiforgery forms, SetStore sets) =>
                    SayAsync(context, forms, Kept, cancel => sets.KeepOutAsync(hash, cancel))
            ),
        ];

    private static async Task<IResult> SayAsync(
        HttpContext context,
        IAntiforgery forms,
        string said,
        Func<CancellationToken, Task<bool>> say
    )
    {
        if (!await forms.IsRequestValidAsync(context))
        {
            return Results.Text(CaseForms.NoToken, statusCode: StatusCodes.Status400BadRequest);
        }

        var done = await say(context.RequestAborted) ? said : Gone;
        context.Response.Headers.Location = PageText.Address($"{context.Request.PathBase}/mappings", ("done", done));
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
