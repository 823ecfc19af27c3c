using Bridge.Store;
using Microsoft.AspNetCore.Antiforgery;

namespace Bridge.Web;

/// <summary>What the button of a paused connection does.</summary>
internal static class ConnectionForms
{
    internal const string Asked = "asked";

    public static RouteHandlerBuilder[] Map(WebApplication app) =>
        [app.MapPost("/connections/{name}/probe", ProbeAsync)];

    /// <summary>Whichever node watches next takes the probe, within about a second.</summary>
    private static async Task<IResult> ProbeAsync(
        string name,
        HttpContext context,
        IAntiforgery forms,
        PauseStore pauses
    )
    {
        if (!await forms.IsRequestValidAsync(context))
        {
            return Results.Text(CaseForms.NoToken, statusCode: StatusCodes.Status400BadRequest);
        }

        await pauses.AskAsync(name, context.RequestAborted);
        context.Response.Headers.Location = PageText.Address(
            $"{context.Request.PathBase}/connections",
            ("done", Asked)
        );
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
