namespace Bridge.Webhooks;

/// <summary>Requests that lead nowhere: who sends many is looking for something, and is answered 429 after a while.</summary>
public static class Nowhere
{
    /// <summary>To be placed before all else that answers.</summary>
    public static void UseNowhere(this WebApplication app)
    {
        var limit = app.Services.GetRequiredService<WebhookLimit>();
        app.Use(
            (context, next) =>
            {
                if (context.GetEndpoint() is not null)
                {
                    return next(context);
                }

                var isOver = limit.Wait(null, context) is not null;
                limit.Refused(null, context);
                context.Response.StatusCode = isOver
                    ? StatusCodes.Status429TooManyRequests
                    : StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }
        );
    }
}
