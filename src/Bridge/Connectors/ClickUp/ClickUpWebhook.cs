using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bridge.Core.Model;

namespace Bridge.Connectors.ClickUp;

/// <summary>
/// Webhooks of ClickUp's API. They name the task and never carry it, nor its date_updated: the signals have no version.
/// Pure.
/// </summary>
internal static class ClickUpWebhook
{
    private const string Signature = "x-signature";
    private const int LongestName = 80;
    private const int MostItems = 20;

    /// <summary>Families of events that concern no task; a deleted list is met when its tasks are read.</summary>
    private static readonly string[] NotOfTasks = ["list", "folder", "space", "goal", "keyResult"];

    /// <summary>X-Signature is the HMAC-SHA256 of the raw body in hex, by the webhook's own secret: any of several fits.</summary>
    public static SignatureVerdict Verify(WebhookRequest request, IEnumerable<string> secrets)
    {
        var keys = secrets.ToList();
        if (keys.Count == 0)
        {
            return SignatureVerdict.NotConfigured;
        }

        var header = request.Headers.GetValueOrDefault(Signature)?.Trim();
        if (string.IsNullOrEmpty(header))
        {
            return SignatureVerdict.Missing;
        }

        if (header.Length != 2 * HMACSHA256.HashSizeInBytes || !header.All(char.IsAsciiHexDigit))
        {
            return SignatureVerdict.Wrong;
        }

        var given = Convert.FromHexString(header);
        var fits = false;
        foreach (var key in keys)
        {
            var right = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), request.Body.Span);
            fits |= CryptographicOperations.FixedTimeEquals(right, given);
        }

        return fits ? SignatureVerdict.Authentic : SignatureVerdict.Wrong;
    }

    public static WebhookReading Understand(string connection, WebhookRequest request)
    {
        try
        {
            using var json = JsonDocument.Parse(request.Body);
            return Understand(connection, json.RootElement);
        }
        catch (JsonException)
        {
            return new WebhookReading.NotUnderstood("the body is no JSON, or is cut");
        }
        catch (InvalidOperationException)
        {
            return new WebhookReading.NotUnderstood("the body holds text that is no Unicode");
        }
    }

    private static WebhookReading Understand(string connection, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new WebhookReading.NotUnderstood("the body is no JSON object");
        }

        var name = ClickUpFields.Text(root, "event");
        if (name is null)
        {
            return new WebhookReading.NotUnderstood(
                root.TryGetProperty("trigger_id", out _)
                    ? "a 'Call webhook' of a ClickUp automation; the bridge takes the webhooks of ClickUp's API"
                    : "it names no event"
            );
        }

        if (ClickUpFields.Text(root, "task_id") is { Length: > 0 } taskId)
        {
            var items = Items(root);
            var signal = new Signal(SignalSource.Webhook, connection, Side.Tracker, taskId, null, What(name, items));
            return new WebhookReading.Understood([signal])
            {
                Facts = [.. items.Select(item => ClickUpDue.Fact(taskId, item)).OfType<WebhookFact>()],
                Keys = Keys(taskId, items),
            };
        }

        return NotOfTasks.Any(family => name.StartsWith(family, StringComparison.Ordinal))
            ? new WebhookReading.Understood([])
            : new WebhookReading.NotUnderstood($"event '{Short(name)}' without a task");
    }

    private static JsonElement[] Items(JsonElement root) =>
        root.TryGetProperty("history_items", out var history) && history.ValueKind == JsonValueKind.Array
            ? [.. history.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object).Take(MostItems)]
            : [];

    /// <summary>
    /// One key a change. The specific event and taskUpdated of one action carry the same history id, as do retries and
    /// several webhooks of one place, so neither the event nor the webhook is part of it. None where something may be new all
    /// the same: a comment's edit has the id and date of its posting, a deletion has no history, and one item without an id
    /// is enough.
    /// </summary>
    private static ImmutableArray<string> Keys(string taskId, JsonElement[] items)
    {
        var keys = ImmutableArray.CreateBuilder<string>(items.Length);
        foreach (var item in items)
        {
            if (
                items.Length == MostItems
                || ClickUpFields.Text(item, "id") is not { Length: > 0 } id
                || ClickUpFields.Text(item, "field") is not { Length: > 0 } field
                || field == "comment"
            )
            {
                return [];
            }

            var after = item.TryGetProperty("after", out var value) ? value.GetRawText() : "";
            var content = SHA256.HashData(Encoding.UTF8.GetBytes(after));
            keys.Add($"{taskId}/{id}/{field}/{Convert.ToHexStringLower(content.AsSpan(0, 16))}");
        }

        return keys.ToImmutable();
    }

    /// <summary>The event, the fields that changed and by whom: "taskUpdated custom_field by Dana".</summary>
    private static string What(string name, JsonElement[] items)
    {
        var fields = items.Select(Field).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var people = items.Select(Actor).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return Short(name)
            + (fields.Count > 0 ? " " + string.Join(", ", fields) : "")
            + (people.Count > 0 ? " by " + string.Join(", ", people) : "");
    }

    private static string? Field(JsonElement item)
    {
        var label = item.TryGetProperty("custom_field", out var field) ? ClickUpFields.Text(field, "name") : null;
        return (label ?? ClickUpFields.Text(item, "field")) is { Length: > 0 } name ? Short(name) : null;
    }

    /// <summary>The user's name; their number where there is no name, or it is an e-mail address, which no timeline shows.</summary>
    private static string? Actor(JsonElement item)
    {
        if (!item.TryGetProperty("user", out var user))
        {
            return null;
        }

        var name = ClickUpFields.Text(user, "username");
        return !string.IsNullOrWhiteSpace(name) && !name.Contains('@', StringComparison.Ordinal) ? Short(name)
            : ClickUpFields.Text(user, "id") is { } id ? $"user {id}"
            : null;
    }

    private static string Short(string text)
    {
        var clean = string.Concat(text.Where(c => !char.IsControl(c))).Trim();
        return clean.Length <= LongestName ? clean : clean[..LongestName] + "…";
    }
}
