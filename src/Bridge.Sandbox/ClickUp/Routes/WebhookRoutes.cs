using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.ClickUp.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridge.Sandbox.ClickUp.Routes;

/// <summary>Webhooks: everyone sees and changes their own only.</summary>
internal sealed class WebhookRoutes(World world, Desk desk, WebhookBook webhooks)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v2/team/{team_id}/webhook", desk.OnTeam(this.List));
        routes.MapPost("/api/v2/team/{team_id}/webhook", desk.OnTeam(this.Create));
        routes.MapPut("/api/v2/webhook/{webhook_id}", desk.Serve(this.Update));
        routes.MapDelete("/api/v2/webhook/{webhook_id}", desk.Serve(this.Delete));
    }

    private Refusal? List(Call call, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("webhooks");
        foreach (var webhook in webhooks.All.Where(w => w.Owner == call.User))
        {
            this.Write(json, webhook);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return null;
    }

    private Refusal? Create(Call call, Utf8JsonWriter json)
    {
        var outcome = webhooks.Create(call.User, call.Body);
        if (outcome.Value is { } webhook)
        {
            this.WriteWithId(json, webhook);
        }

        return outcome.Refusal;
    }

    private Refusal? Update(Call call, Utf8JsonWriter json)
    {
        if (webhooks.Find(call.User, call.Route("webhook_id")) is not { } webhook)
        {
            return Refusal.NoWebhook;
        }

        var refusal = webhooks.Update(webhook, call.Body);
        if (refusal is null)
        {
            this.WriteWithId(json, webhook);
        }

        return refusal;
    }

    private Refusal? Delete(Call call, Utf8JsonWriter json)
    {
        if (webhooks.Find(call.User, call.Route("webhook_id")) is not { } webhook)
        {
            return Refusal.NoWebhook;
        }

        webhooks.Delete(webhook);
        json.WriteStartObject();
        json.WriteEndObject();
        return null;
    }

    private void WriteWithId(Utf8JsonWriter json, Webhook webhook)
    {
        json.WriteStartObject();
        json.WriteString("id", webhook.Id);
        json.WritePropertyName("webhook");
        this.Write(json, webhook);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, Webhook webhook)
    {
        json.WriteStartObject();
        json.WriteString("id", webhook.Id);
        json.WriteNumber("userid", webhook.Owner.Id);
        json.WriteNumber("team_id", long.Parse(world.TeamId, CultureInfo.InvariantCulture));
        json.WriteString("endpoint", webhook.Endpoint.OriginalString);
        json.WriteString("client_id", "SANDBOXCLIENT0000000000000000000");
        json.WriteStartArray("events");
        foreach (var @event in webhook.Events)
        {
            json.WriteStringValue(@event);
        }

        json.WriteEndArray();
        json.WriteString("task_id", webhook.Scope.TaskId);
        WritePlace(json, "list_id", webhook.Scope.ListId);
        WritePlace(json, "folder_id", webhook.Scope.FolderId);
        WritePlace(json, "space_id", webhook.Scope.SpaceId);
        json.WriteStartObject("health");
        json.WriteString("status", webhook.Status);
        json.WriteNumber("fail_count", webhook.FailCount);
        json.WriteEndObject();
        json.WriteString("secret", webhook.Secret);
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, string name, string? id)
    {
        if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
