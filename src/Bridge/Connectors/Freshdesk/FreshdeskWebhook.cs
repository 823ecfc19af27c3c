using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bridge.Core.Model;

namespace Bridge.Connectors.Freshdesk;

/// <summary>
/// The requests that automation rules (simple or advanced content) and marketplace apps send. Freshdesk signs nothing, so
/// a secret header proves the sender. Pure.
/// </summary>
internal static class FreshdeskWebhook
{
    internal const string SecretHeader = "x-bridge-secret";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Placeholders that an admin left unquoted make a body that is no JSON: its id is found by these, in this order.</summary>
    private static readonly Regex[] IdPatterns =
    [
        Pattern("""ticket_id["']?\s*[:=>]\s*["']?[A-Za-z#\-_ ]{0,20}(?<found>\d{1,18})"""),
        Pattern("""/tickets/(?<found>\d{1,18})"""),
        Pattern("""["'<{,&\s]id["']?\s*[:=>]\s*["']?[A-Za-z#\-_ ]{0,20}(?<found>\d{1,18})"""),
    ];

    private static readonly Regex EventPattern = Pattern(
        """triggered_event["']?\s*:\s*["']?(?<found>\{[^"'}]{1,200}\}{1,2})"""
    );

    private static readonly Regex LastDigits = Pattern("""(?<found>\d{1,18})\D*$""");

    /// <summary>Compares in constant time, whatever the lengths.</summary>
    internal static SignatureVerdict Verify(WebhookRequest request, string? secret)
    {
        if (string.IsNullOrEmpty(secret))
        {
            return SignatureVerdict.NotConfigured;
        }

        if (!request.Headers.TryGetValue(SecretHeader, out var given) || given.Length == 0)
        {
            return SignatureVerdict.Missing;
        }

        var same = CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            SHA256.HashData(Encoding.UTF8.GetBytes(secret))
        );
        return same ? SignatureVerdict.Authentic : SignatureVerdict.Wrong;
    }

    /// <summary>
    /// Signals never carry a version: Freshdesk's times are whole seconds, so that two changes of one second look alike.
    /// </summary>
    internal static WebhookReading Understand(WebhookRequest request, string connection)
    {
        var text = Encoding.UTF8.GetString(request.Body.Span).TrimStart('\ufeff');
        if (string.IsNullOrWhiteSpace(text))
        {
            return new WebhookReading.NotUnderstood("the body is empty");
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return OfJson(json.RootElement, text, connection);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or texts in it that are none: the id is looked for in the text itself.
        }

        return OfText(text, connection);
    }

    private static WebhookReading OfJson(JsonElement root, string text, string connection)
    {
        var body = Child(root, "freshdesk_webhook") ?? root;
        if (Child(root, "data") is { } data)
        {
            return OfProductEvent(root, data, connection);
        }

        return IdOf(body) is { } id
            ? One(connection, id, FreshdeskEvents.Of(Value(body, "triggered_event") ?? Value(body, "event")))
            : OfText(text, connection);
    }

    private static WebhookReading OfProductEvent(JsonElement root, JsonElement data, string connection)
    {
        var name = Value(root, "event");
        var ticket = Child(data, "ticket");
        if (ticket is { } t && Digits(Value(t, "id")) is { } id)
        {
            return One(connection, id, FreshdeskEvents.OfChanges(name, Child(t, "changes") ?? Child(data, "changes")));
        }

        if (Child(data, "conversation") is { } said && Digits(Value(said, "ticket_id")) is { } talkedOf)
        {
            return One(connection, talkedOf, name ?? "conversation added");
        }

        return Child(data, "contact") is not null || Child(data, "company") is not null
            ? new WebhookReading.Understood([])
            : new WebhookReading.NotUnderstood("a product event without a ticket, a conversation or a contact");
    }

    private static WebhookReading OfText(string text, string connection)
    {
        foreach (var pattern in IdPatterns)
        {
            if (pattern.Match(text) is { Success: true } match)
            {
                var what = EventPattern.Match(text);
                return One(
                    connection,
                    match.Groups["found"].Value.TrimStart('0').PadLeft(1, '0'),
                    FreshdeskEvents.Of(what.Success ? what.Groups["found"].Value : null)
                );
            }
        }

        return new WebhookReading.NotUnderstood(
            "no ticket id: put \"ticket_id\": \"{{ticket.id}}\" into the rule's content"
        );
    }

    private static WebhookReading.Understood One(string connection, string id, string what) =>
        new([new Signal(SignalSource.Webhook, connection, Side.Helpdesk, id, null, what)]);

    private static string? IdOf(JsonElement body) =>
        Digits(Value(body, "ticket_id"))
        ?? (Child(body, "ticket") is { } ticket ? Digits(Value(ticket, "id") ?? Value(ticket, "ticket_id")) : null)
        ?? Digits(Value(body, "id"));

    /// <summary>The number of an id that may be written as 11, "11" or "INC-11".</summary>
    private static string? Digits(string? value) =>
        value is not null && LastDigits.Match(value) is { Success: true } match
            ? match.Groups["found"].Value.TrimStart('0').PadLeft(1, '0')
            : null;

    private static JsonElement? Child(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Object ? child : null;

    private static string? Value(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Object
            ? value.ToString()
            : null;

    private static Regex Pattern(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture, Patience);
}
