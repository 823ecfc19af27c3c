using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bridge.Sandbox.ClickUp.Wire;
using Bridge.Sandbox.Hosting;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>The webhooks of the workspace, and what goes out through them.</summary>
internal sealed class WebhookBook(World world, WebhookSender sender)
{
    private readonly Dictionary<string, Webhook> webhooks = [];

    public IEnumerable<Webhook> All => this.webhooks.Values;

    /// <summary>The webhook, if the user made it: nobody sees those of others.</summary>
    public Webhook? Find(ClickUpUser user, string id) =>
        this.webhooks.TryGetValue(id, out var webhook) && webhook.Owner == user ? webhook : null;

    public Outcome<Webhook> Create(ClickUpUser user, JsonElement body)
    {
        if (Endpoint(body) is not { } endpoint || Events(body) is not { } events)
        {
            return Refusal.BadWebhook;
        }

        var scope = Scope(body);
        if (this.webhooks.Values.Any(w => w.Owner == user && w.Endpoint == endpoint && w.Scope == scope))
        {
            return Refusal.WebhookExists;
        }

        var webhook = new Webhook(world.Ids.Uuid(), user, scope, world.Ids.Secret())
        {
            Endpoint = endpoint,
            Events = events,
        };
        this.webhooks.Add(webhook.Id, webhook);
        return webhook;
    }

    /// <summary>Replaces endpoint and events (none named: all), and with status "active" ends a suspension.</summary>
    public Refusal? Update(Webhook webhook, JsonElement body)
    {
        if (Endpoint(body) is not { } endpoint)
        {
            return Refusal.BadWebhook;
        }

        webhook.Endpoint = endpoint;
        webhook.Events = Events(body) ?? ["*"];
        if (body.Text("status") == "active")
        {
            webhook.Activate();
        }

        return null;
    }

    public void Delete(Webhook webhook) => this.webhooks.Remove(webhook.Id);

    /// <summary>Sends the events of one action on a task, all of them with the same history items.</summary>
    public void Send(TaskItem task, IReadOnlyList<HistoryItem> items, params ReadOnlySpan<string> events)
    {
        string? raw = null;
        foreach (var webhook in this.webhooks.Values)
        {
            if (!webhook.Scope.Covers(task) || task.List.HiddenFrom.Contains(webhook.Owner.Id))
            {
                continue;
            }

            foreach (var @event in events)
            {
                if (webhook.Wants(@event))
                {
                    raw ??= "[" + string.Join(',', items.Select(i => i.ToJson())) + "]";
                    this.Send(webhook, @event, raw, "task_id", task.Id);
                }
            }
        }
    }

    /// <summary>Sends an event about a list itself.</summary>
    public void Send(TaskList list, string @event, HistoryItem? item = null)
    {
        foreach (var webhook in this.webhooks.Values.Where(w => w.Scope.Covers(list) && w.Wants(@event)))
        {
            this.Send(webhook, @event, item is null ? null : "[" + item.ToJson() + "]", "list_id", list.Id);
        }
    }

    /// <summary>Sends an event about a space.</summary>
    public void Send(Space space, string @event)
    {
        foreach (
            var webhook in this.webhooks.Values.Where(w =>
                w.Scope is { TaskId: null, ListId: null, FolderId: null } && w.Wants(@event)
            )
        )
        {
            if (webhook.Scope.SpaceId is null || webhook.Scope.SpaceId == space.Id)
            {
                this.Send(webhook, @event, null, "space_id", space.Id);
            }
        }
    }

    private void Send(Webhook webhook, string @event, string? items, string idName, string id)
    {
        var body = Json.Bytes(json =>
        {
            json.WriteStartObject();
            json.WriteString("event", @event);
            if (items is not null)
            {
                json.WriteRaw("history_items", items);
            }

            json.WriteString(idName, id);
            json.WriteString("team_id", world.TeamId);
            json.WriteString("webhook_id", webhook.Id);
            json.WriteEndObject();
        });
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(webhook.Secret), body);
        var headers = new Dictionary<string, string>
        {
            ["Content-Type"] = "application/json",
            ["X-Signature"] = Convert.ToHexStringLower(signature),
        };
        sender.Send(new WebhookDelivery(webhook.Endpoint, body, headers), status => this.Ended(webhook, status));
    }

    private void Ended(Webhook webhook, int? status)
    {
        lock (world.Gate)
        {
            webhook.Delivered(status);
        }
    }

    private static Uri? Endpoint(JsonElement body) =>
        Uri.TryCreate(body.Text("endpoint"), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : null;

    private static IReadOnlyList<string>? Events(JsonElement body) =>
        body.Member("events") switch
        {
            { ValueKind: JsonValueKind.String } one => [one.GetString()!],
            { ValueKind: JsonValueKind.Array } many when many.GetArrayLength() > 0 =>
            [
                .. many.EnumerateArray().Select(e => e.ToString()),
            ],
            _ => null,
        };

    private static WebhookScope Scope(JsonElement body)
    {
        string? Place(string name) =>
            body.Member(name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } id ? id.ToString() : null;
        return new WebhookScope(Place("task_id"), Place("list_id"), Place("folder_id"), Place("space_id"));
    }
}
