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

    /// <summary>Families of events that concern no task; a deleted list is met when its tasks are read.</summary>
    private static readonly string[] NotOfTasks = ["list", "folder", "space", "goal", "keyResult"];

    /// <summary>X-Signature is the HMAC-SHA256 of the raw body in hex, by the webhook's own secret: any of several fits.</summary>
    /// <param name="secrets">Separated by commas.</param>
    public static SignatureVerdict Verify(WebhookRequest request, string? secrets)
    {
        var keys = (secrets ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (keys.Length == 0)
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
            var what = What(name, root);
            return new WebhookReading.Understood([
                new Signal(SignalSource.Webhook, connection, Side.Tracker, taskId, null, what),
            ]);
        }

        return NotOfTasks.Any(family => name.StartsWith(family, StringComparison.Ordinal))
            ? new WebhookReading.Understood([])
            : new WebhookReading.NotUnderstood($"event '{Short(name)}' without a task");
    }

    /// <summary>The event, the fields that changed and by whom: "taskUpdated custom_field by Dana".</summary>
    private static string What(string name, JsonElement root)
    {
        var items =
            root.TryGetProperty("history_items", out var history) && history.ValueKind == JsonValueKind.Array
                ? history.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object).Take(10).ToArray()
                : [];
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
