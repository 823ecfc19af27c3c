using System.Globalization;
using System.Threading.Channels;
using Bridge.Connectors;
using Bridge.Operations;
using Bridge.Store;
using Npgsql;

namespace Bridge.Webhooks;

/// <summary>
/// Where the tools deliver. Checks the secret or signature over the raw bytes, stores what to look at, and answers 202
/// once that is committed; it calls no tool. Never 401 or 410: ClickUp suspends a webhook on either at once. 503 while
/// the database is away or the bridge stops: every sender then tries again.
/// </summary>
public static class WebhookEndpoints
{
    /// <summary>For so long a sender waits for the database; they come again after a 503, and some give up on a slow answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapWebhooks(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/webhooks/{connection}", ReceiveAsync);

    private static async Task<IResult> ReceiveAsync(
        string connection,
        HttpRequest request,
        ToolSet tools,
        SignalInbox inbox,
        Quarantine quarantine,
        WebhookSightings sightings,
        IWebhookMemory memory,
        ToldChanges told,
        WebhookRoom room,
        BridgeMetrics metrics,
        WebhookLog log,
        DatabaseOutage outage,
        WebhookLimit limit,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        if (limit.Wait(tools.Find(connection)?.Name, request.HttpContext) is { } wait)
        {
            metrics.Webhook(tools.Find(connection)?.Name ?? "unknown", "too many");
            return Later(request, wait, 429, "Too many webhooks. Send it again later.");
        }

        if (tools.Find(connection) is not { } tool)
        {
            limit.Refused(null, request.HttpContext);
            metrics.Webhook("unknown", "no such connection");
            return Results.Text(
                "There is no connection of this name. Check the address in the sender's settings.",
                statusCode: 404
            );
        }

        using var place = await room.EnterAsync(
            tool.Name,
            Math.Min(request.ContentLength ?? HttpLimits.MostBodyBytes, HttpLimits.MostBodyBytes),
            cancel
        );
        if (place is null)
        {
            metrics.Webhook(tool.Name, "no room");
            return Later(
                request,
                TimeSpan.FromSeconds(5),
                503,
                "The bridge takes in as many webhooks as it can. Send it again."
            );
        }

        var read = await WebhookBody.ReadAsync(request, time, cancel);
        if (read is WebhookBody.TooSlow)
        {
            metrics.Webhook(tool.Name, "too slow");
            return Results.Text("The body did not come in time. Send it again.", statusCode: 408);
        }

        if (read is not WebhookBody.Whole { Bytes: var body })
        {
            metrics.Webhook(tool.Name, "too large");
            return Results.Text("The body is larger than 5 MiB.", statusCode: 413);
        }

        var webhook = new WebhookRequest(Headers(request), body);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        SignatureVerdict verdict;
        try
        {
            verdict = await VerifyAsync(tool, webhook, patience.Token);
        }
        catch (Exception e) when (IsAway(e, cancel))
        {
            metrics.Webhook(tool.Name, "database away");
            outage.RefusedWebhook(e);
            return Results.Text("The bridge cannot check this now. Send it again.", statusCode: 503);
        }

        if (verdict != SignatureVerdict.Authentic)
        {
            limit.Refused(tool.Name, request.HttpContext);
            metrics.Webhook(tool.Name, verdict.ToString());
            log.Refused(tool.Name, verdict, request.HttpContext.Connection.RemoteIpAddress);
            return Results.Text(Refusal(tool, verdict), statusCode: 403);
        }

        limit.Proven(tool.Name, request.HttpContext);
        if (webhook.Headers.ContainsKey(TestDelivery.Header))
        {
            metrics.Webhook(tool.Name, "test");
            return Results.Text(TestDelivery.Taken, statusCode: 202);
        }

        try
        {
            var answer = await TakeAsync(tool, webhook, inbox, quarantine, memory, told, metrics, log, patience.Token);
            await sightings.SeenAsync(tool.Name, patience.Token);
            return answer;
        }
        catch (ChannelClosedException)
        {
            metrics.Webhook(tool.Name, "stopping");
            return Results.Text("The bridge stops just now. Send it again.", statusCode: 503);
        }
        catch (Exception e) when (IsAway(e, cancel))
        {
            metrics.Webhook(tool.Name, "database away");
            outage.RefusedWebhook(e);
            return Results.Text("The bridge cannot store this now. Send it again.", statusCode: 503);
        }
    }

    /// <summary>The database is in trouble, or did not answer within <see cref="Patience"/>; a sender who left is neither.</summary>
    private static bool IsAway(Exception e, CancellationToken sender) =>
        e is NpgsqlException
        || DatabaseTrouble.Is(e)
        || (e is OperationCanceledException && !sender.IsCancellationRequested);

    /// <summary>A signature that is wrong may be by a secret that another node has just been given.</summary>
    private static async Task<SignatureVerdict> VerifyAsync(
        ITool tool,
        WebhookRequest webhook,
        CancellationToken cancel
    )
    {
        var verdict = tool.Verify(webhook);
        var unknown = verdict is SignatureVerdict.Wrong or SignatureVerdict.NotConfigured;
        return unknown && tool is IWebhookHost host && await host.LearnAsync(cancel) ? tool.Verify(webhook) : verdict;
    }

    private static async Task<IResult> TakeAsync(
        ITool tool,
        WebhookRequest webhook,
        SignalInbox inbox,
        Quarantine quarantine,
        IWebhookMemory memory,
        ToldChanges told,
        BridgeMetrics metrics,
        WebhookLog log,
        CancellationToken cancel
    )
    {
        switch (tool.Understand(webhook))
        {
            case WebhookReading.Understood understood when told.Knows(tool.Name, understood.Keys):
                metrics.Webhook(tool.Name, "told before");
                return Results.StatusCode(202);
            case WebhookReading.Understood understood:
                await memory.KeepFactsAsync(tool.Name, understood.Facts, cancel);
                await inbox.StoreAsync(understood.Signals, cancel);
                told.Add(tool.Name, understood.Keys);
                metrics.Webhook(tool.Name, understood.Signals.IsEmpty ? "nothing to look at" : "stored");
                return Results.StatusCode(202);
            case WebhookReading.NotUnderstood odd:
                await quarantine.KeepAsync(tool.Name, odd.Reason, webhook.Body, cancel);
                metrics.Webhook(tool.Name, "quarantined");
                log.Quarantined(tool.Name, odd.Reason);
                return Results.Text("Kept for a person to look at.", statusCode: 202);
            default:
                throw new InvalidOperationException("a webhook is understood or not");
        }
    }

    /// <summary>An answer after which every sender tries again.</summary>
    private static IResult Later(HttpRequest request, TimeSpan wait, int status, string words)
    {
        request.HttpContext.Response.Headers.RetryAfter = wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return Results.Text(words, statusCode: status);
    }

    private static Dictionary<string, string> Headers(HttpRequest request)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in request.Headers)
        {
            headers[name.ToLowerInvariant()] = string.Join(',', values.ToArray());
        }

        return headers;
    }

    private static string Refusal(ITool tool, SignatureVerdict verdict) =>
        verdict switch
        {
            SignatureVerdict.Missing when tool.Kind == ToolKind.Freshdesk =>
                "The X-Bridge-Secret header is missing. Add it to the automation rule's webhook.",
            SignatureVerdict.Missing => "The signature is missing. Set a secret on the sender's webhook.",
            SignatureVerdict.NotConfigured =>
                $"The connection {tool.Name} has no WebhookSecret in the bridge's settings. Set it to the sender's.",
            _ => "The secret or signature is wrong. Give the sender and the bridge's settings the same secret.",
        };
}
