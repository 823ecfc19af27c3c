using System.Text.Json.Nodes;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.ClickUp;

/// <summary>The webhook of this connection, or why there is none.</summary>
/// <param name="Secret">Signs the deliveries. Null when ClickUp did not say it again: it surely does only at creation.</param>
public sealed record ReadyWebhook(string? Id, string? Secret, WebhookChange Change, Failure? Failure);

/// <summary>What was done so that the webhook works.</summary>
public enum WebhookChange
{
    /// <summary>It was there and well.</summary>
    None,

    /// <summary>ClickUp had suspended it (after a 401, a 410 or 100 failed events), or it missed events.</summary>
    Reactivated,

    Created,
}

/// <summary>
/// Sees to it that ClickUp sends the workspace's task events to the bridge. Call it from one place only: two at once
/// would each make a webhook.
/// </summary>
public sealed class ClickUpWebhookSetup
{
    private static readonly string[] Events =
    [
        "taskCreated",
        "taskUpdated",
        "taskDeleted",
        "taskMoved",
        "taskStatusUpdated",
        "taskDueDateUpdated",
        "taskPriorityUpdated",
        "taskCommentPosted",
        "taskCommentUpdated",
        "listUpdated",
        "listDeleted",
    ];

    private readonly ClickUpApi api;

    internal ClickUpWebhookSetup(ClickUpApi api) => this.api = api;

    /// <summary>
    /// Finds the webhook with this address, wakes it when it is suspended or misses events, or makes one for the whole
    /// workspace. ClickUp shows only those that this token made.
    /// </summary>
    /// <param name="publicUrl">The whole address that ClickUp is to call.</param>
    public async Task<ReadyWebhook> EnsureAsync(Uri publicUrl, CancellationToken cancel)
    {
        var there = await this.api.WebhooksAsync(cancel);
        if (there.Value is not { } all)
        {
            return Failed(there.Failure);
        }

        var address = publicUrl.AbsoluteUri;
        var same = (all.Webhooks ?? []).Where(w => w.Endpoint?.TrimEnd('/') == address.TrimEnd('/')).ToList();
        if (same.Find(IsWell) is { } well)
        {
            return new ReadyWebhook(well.Id, well.Secret, WebhookChange.None, null);
        }

        if (same is [{ Id: { } id } ill, ..])
        {
            var body = Body(address);
            body["status"] = "active";
            var woken = await this.api.UpdateWebhookAsync(id, body, cancel);
            return woken.Value is { } now
                ? new ReadyWebhook(id, now.Webhook?.Secret ?? ill.Secret, WebhookChange.Reactivated, null)
                : Failed(woken.Failure);
        }

        var made = await this.api.CreateWebhookAsync(Body(address), cancel);
        return made.Value is { } webhook
            ? new ReadyWebhook(
                webhook.Id ?? webhook.Webhook?.Id,
                webhook.Webhook?.Secret ?? webhook.Secret,
                WebhookChange.Created,
                null
            )
            : Failed(made.Failure);
    }

    private static ReadyWebhook Failed(Failure? failure) => new(null, null, WebhookChange.None, failure);

    private static bool IsWell(WireWebhook webhook) =>
        webhook.Health?.Status is null or "active" or "failing"
        && (webhook.Events is null || webhook.Events.Contains("*") || Events.All(webhook.Events.Contains));

    private static JsonObject Body(string address) =>
        new() { ["endpoint"] = address, ["events"] = new JsonArray([.. Events.Select(e => JsonValue.Create(e))]) };
}
