using System.Globalization;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.ClickUp;

/// <summary>
/// Sees to it that ClickUp sends the events of tasks to the bridge. ClickUp gives a webhook up after 100 failed events (or one
/// 401 or 410) and tells nobody, shows it only to the token that made it, and says its secret surely only at creation.
/// </summary>
internal sealed class ClickUpWebhookSetup(
    string connection,
    ClickUpApi api,
    ClickUpBindings bindings,
    ClickUpSecrets secrets,
    IWebhookMemory memory
)
{
    /// <summary>The second webhook of one address and place.</summary>
    private const string Exists = "OAUTH_171";

    private const string Fix = "Run 'bridge doctor --fix', or do step 4 of docs/setup-clickup.md by hand";

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

    public async Task<WebhookState> LookAsync(Uri address, CancellationToken cancel)
    {
        var (found, failure) = await this.FindAsync(address, cancel);
        return found is null ? CannotTell(failure!) : await this.JudgeAsync(found, cancel);
    }

    public async Task<WebhookState> MendAsync(Uri address, CancellationToken cancel)
    {
        var (found, failure) = await this.FindAsync(address, cancel);
        if (found is null)
        {
            return CannotTell(failure!);
        }

        var mended = false;
        foreach (var ill in found.Here.Where(w => !IsWell(w)).Concat(found.Here.Count == 0 ? found.Moved.Take(1) : []))
        {
            var body = Body(found.Address, ill.Events);
            body["status"] = "active";
            var woken = await api.UpdateWebhookAsync(ill.Id!, body, cancel);
            if (woken.Value is null)
            {
                return CannotTell(woken.Failure!) with { ByBridge = found.IsOwn(ill) };
            }

            await this.KeepAsync(ill.Id!, found.Address, woken.Value.Webhook?.Secret ?? ill.Secret, cancel);
            mended = true;
        }

        foreach (var list in this.Wanting(found))
        {
            var made = await api.CreateWebhookAsync(Body(found.Address, null, list), cancel);
            if (made.Value is { } answer && (answer.Id ?? answer.Webhook?.Id) is { } id)
            {
                await this.KeepAsync(id, found.Address, answer.Webhook?.Secret ?? answer.Secret, cancel);
                mended = true;
            }
            else if (made.Code != Exists)
            {
                return CannotTell(
                    made.Failure ?? new Failure(FailureKind.Unknown, "ClickUp made a webhook and did not say its id")
                );
            }
        }

        return await this.LookAsync(address, cancel) with
        {
            Mended = mended,
        };
    }

    private static WebhookState CannotTell(Failure failure) =>
        new(
            WebhookCondition.CannotTell,
            failure.Message,
            failure.Kind is FailureKind.Unauthorized or FailureKind.Forbidden
                ? "Check Token and WorkspaceId"
                : "It is tried again by itself"
        )
        {
            Failure = failure,
        };

    private static bool IsWell(WireWebhook webhook) =>
        webhook.Health?.Status != "suspended" && Lacking(webhook).Count == 0;

    /// <summary>Events that the bridge must hear and this webhook does not tell.</summary>
    private static List<string> Lacking(WireWebhook webhook) =>
        webhook.Events is null || webhook.Events.Contains("*") ? [] : [.. Events.Except(webhook.Events)];

    private static JsonObject Body(string address, List<string>? events, string? listId = null)
    {
        var body = new JsonObject { ["endpoint"] = address };
        JsonNode[] all =
            events?.Contains("*") == true
                ? ["*"]
                : [.. Events.Union(events ?? []).Select(e => (JsonNode)JsonValue.Create(e))];
        body["events"] = new JsonArray(all);
        if (long.TryParse(listId, NumberStyles.None, CultureInfo.InvariantCulture, out var list))
        {
            body["list_id"] = list;
        }

        return body;
    }

    private async Task<WebhookState> JudgeAsync(Registered found, CancellationToken cancel)
    {
        var reach = $"See that {found.Address} is reached from outside and answers 2xx within 7 seconds";
        if (found.Here.MaxBy(w => w.Health?.FailCount ?? 0) is not { } worst)
        {
            var where = found.Moved is [{ Endpoint: { } old }, ..] ? $"; the bridge's own delivers to {old}" : "";
            var words = $"ClickUp has no webhook to {found.Address} that this token made{where}";
            return State(WebhookCondition.Missing, words, Fix, found.Moved.Count > 0 || found.WasOwn);
        }

        var fails = (int)(worst.Health?.FailCount ?? 0);
        if (found.Here.Find(w => w.Health?.Status == "suspended") is { } dead)
        {
            var words =
                $"ClickUp has given up the webhook {dead.Id} after {dead.Health?.FailCount ?? 0} failed deliveries";
            return State(WebhookCondition.Suspended, words, $"{reach}. {Fix}", found.IsOwn(dead), fails);
        }

        if (found.Here.Find(w => Lacking(w).Count > 0) is { } deaf)
        {
            var words = $"the webhook {deaf.Id} does not tell of {string.Join(", ", Lacking(deaf))}";
            return State(WebhookCondition.WrongEvents, words, Fix, found.IsOwn(deaf), fails);
        }

        if (this.Uncovered(found.Here) is { Count: > 0 } lists)
        {
            var words = $"no webhook tells of the list {string.Join(" nor of ", lists)}";
            return State(WebhookCondition.Missing, words, Fix, found.Here.TrueForAll(found.IsOwn), fails);
        }

        if (fails > 0 || worst.Health?.Status is not (null or "active"))
        {
            var words = $"the last {fails} deliveries of the webhook {worst.Id} failed; ClickUp gives it up at 100";
            return State(WebhookCondition.Failing, words, reach, found.IsOwn(worst), fails);
        }

        return await secrets.AnyAsync(cancel)
            ? State(WebhookCondition.Healthy, $"the webhook {worst.Id} is active", null, found.IsOwn(worst))
            : State(
                WebhookCondition.Failing,
                $"the secret of the webhook {worst.Id} is not known: its deliveries are refused",
                "Write it to WebhookSecret, or delete the webhook and run 'bridge doctor --fix'",
                found.IsOwn(worst)
            );
    }

    private static WebhookState State(
        WebhookCondition condition,
        string words,
        string? cure,
        bool byBridge,
        int fails = 0
    ) => new(condition, words, cure) { ByBridge = byBridge, FailCount = fails };

    /// <summary>The lists for which a webhook is to be made; null stands for the whole workspace.</summary>
    private List<string?> Wanting(Registered found) =>
        found.Here.Count > 0 ? [.. this.Uncovered(found.Here)]
        : found.Moved.Count > 0 ? []
        : [null];

    /// <summary>Bound lists that none tells of; what a space or folder holds is not asked for.</summary>
    private List<string> Uncovered(List<WireWebhook> webhooks) =>
        webhooks.Exists(w => w.TaskId is null && w.ListId is null)
            ? []
            : [.. bindings.ListIds.Where(list => !webhooks.Exists(w => w.TaskId is null && w.ListId == list))];

    private async Task KeepAsync(string id, string address, string? secret, CancellationToken cancel)
    {
        await memory.KeepAsync(connection, new OwnWebhook(id, address, secret), cancel);
        await secrets.ReadAsync(cancel);
    }

    private async Task<(Registered? Found, Failure? Failure)> FindAsync(Uri address, CancellationToken cancel)
    {
        var answer = await api.WebhooksAsync(cancel);
        if (answer.Value?.Webhooks is not { } all)
        {
            return (null, answer.Failure);
        }

        var own = await memory.OwnAsync(connection, cancel);
        var url = address.AbsoluteUri.TrimEnd('/');
        var known = all.FindAll(w => w.Id is not null);
        var here = known.FindAll(w => w.Endpoint?.TrimEnd('/') == url);
        return (
            new Registered(url, here, known.FindAll(w => !here.Contains(w) && own.Any(o => o.Id == w.Id)))
            {
                OwnIds = [.. own.Select(o => o.Id)],
                WasOwn = own.Any(o => o.Address.TrimEnd('/') == url),
            },
            null
        );
    }

    /// <summary>What ClickUp has for an address.</summary>
    /// <param name="Here">Those that deliver there.</param>
    /// <param name="Moved">Those that the bridge registered and that deliver elsewhere: it was reached at another address then.</param>
    private sealed record Registered(string Address, List<WireWebhook> Here, List<WireWebhook> Moved)
    {
        public required HashSet<string> OwnIds { get; init; }

        /// <summary>True when the bridge once registered one to this address.</summary>
        public required bool WasOwn { get; init; }

        public bool IsOwn(WireWebhook webhook) => this.OwnIds.Contains(webhook.Id!);
    }
}
