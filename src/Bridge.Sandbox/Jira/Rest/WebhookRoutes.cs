using System.Text.Json;
using Bridge.Sandbox.Jira.Events;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.Rest;

/// <summary>
/// The registry of admin webhooks. Cloud takes the secret at the top; Data Center 10 only inside "configuration", and
/// leaves deliveries unsigned otherwise. The secret cannot be read back.
/// </summary>
internal sealed class WebhookRoutes(Site site, WebhookFeed feed)
{
    public void Map(Router router)
    {
        this.Map(router, "/rest/webhooks/1.0/webhook", Access.CloudOnly);
        this.Map(router, "/rest/jira-webhook/1.0/webhooks", Access.DataCenterOnly);
    }

    private static void WriteHook(Utf8JsonWriter json, Webhook hook, string path, Call call)
    {
        json.WriteStartObject();
        json.WriteString("self", $"{call.Form.BaseUrl}{path}/{hook.Id}");
        if (!call.Form.IsCloud)
        {
            json.WriteNumber("id", hook.Id);
        }

        json.WriteString("name", hook.Name);
        json.WriteString("url", hook.Url.ToString());
        json.WriteStartArray("events");
        foreach (var name in hook.Events)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteStartObject("filters");
        if (hook.Jql is { } jql)
        {
            json.WriteString("issue-related-events-section", jql);
        }

        json.WriteEndObject();
        json.WriteBoolean("excludeBody", value: false);
        json.WriteBoolean(call.Form.IsCloud ? "enabled" : "active", hook.Enabled);
        json.WriteBoolean("isSigned", hook.Secret is not null);
        json.WriteEndObject();
    }

    private static Webhook? Read(Call call, long id)
    {
        var body = call.Body;
        if (!Uri.TryCreate(Json.Text(body, "url"), UriKind.Absolute, out var url))
        {
            return null;
        }

        var secret =
            call.Form.IsCloud ? Json.Text(body, "secret")
            : Json.Part(body, "configuration", JsonValueKind.Object) is { } set ? Json.Text(set, "SECRET")
            : null;
        var jql = Json.Part(body, "filters", JsonValueKind.Object) is { } filters
            ? Json.Text(filters, "issue-related-events-section")
            : null;
        return new Webhook(
            id,
            url,
            string.IsNullOrEmpty(secret) ? null : secret,
            [.. Json.Items(body, "events").Select(e => e.ToString())],
            string.IsNullOrWhiteSpace(jql) ? null : jql
        )
        {
            Name = Json.Text(body, "name") ?? "",
            Enabled = Json.Part(body, call.Form.IsCloud ? "enabled" : "active", JsonValueKind.False) is null,
        };
    }

    private void Map(Router router, string path, Access access)
    {
        router.Map(
            "GET",
            path,
            call =>
                call.Lacks("ADMINISTER")
                    ? Forbidden
                    : Answer.Array(feed.Hooks.Values, (json, hook) => WriteHook(json, hook, path, call)),
            access
        );
        router.Map("POST", path, call => this.Put(call, path, site.NewId(), 201), access);
        router.Map("GET", path + "/{hook:long}", call => this.With(call, hook => Show(call, hook, path)), access);
        router.Map(
            "PUT",
            path + "/{hook:long}",
            call => this.With(call, hook => this.Put(call, path, hook.Id, 200)),
            access
        );
        router.Map("DELETE", path + "/{hook:long}", call => this.With(call, this.Remove), access);
    }

    private static Answer Show(Call call, Webhook hook, string path) =>
        Answer.Json(200, json => WriteHook(json, hook, path, call));

    private Answer With(Call call, Func<Webhook, Answer> answer) =>
        call.Lacks("ADMINISTER") ? Forbidden
        : feed.Hooks.TryGetValue(call.RouteId("hook"), out var hook) ? answer(hook)
        : Answer.Refused(404, "The webhook does not exist.");

    private static Answer Forbidden =>
        Answer.Refused(403, "You are not authorized to perform the administrative operation.");

    private Answer Put(Call call, string path, long id, int status)
    {
        if (call.Lacks("ADMINISTER"))
        {
            return Forbidden;
        }

        if (Read(call, id) is not { } hook)
        {
            return Answer.Refused(400, "The URL of the webhook is not valid.");
        }

        feed.Hooks[id] = hook;
        return Answer.Json(status, json => WriteHook(json, hook, path, call));
    }

    private Answer Remove(Webhook hook)
    {
        feed.Hooks.Remove(hook.Id);
        return Answer.NoContent;
    }
}
