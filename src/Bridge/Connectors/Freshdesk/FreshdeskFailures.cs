using System.Collections.Immutable;
using System.Text.Json;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Freshdesk;

/// <summary>What an answer that is not a success means.</summary>
internal static class FreshdeskFailures
{
    private const string CustomPrefix = "custom_fields.";

    /// <summary>
    /// How long to wait after a 403 that says nothing of a field: such refusals were seen to come and go for days, and a
    /// locked key or account opens again.
    /// </summary>
    private static readonly TimeSpan MayHeal = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The failure that an answer stands for. Fields are named as the tool names them, without <c>custom_fields.</c>.
    /// </summary>
    internal static Failure Of(ToolAnswer answer, DateTimeOffset now)
    {
        if (answer.NoAnswer is { } none)
        {
            return none;
        }

        var body = Refusal(answer);
        var said = Said(body);
        var failure = answer.Status switch
        {
            429 => new Failure(
                FailureKind.Busy,
                "Freshdesk's limit of requests a minute is used up",
                RetryAfter.Of(answer, now)
            ),
            401 => new Failure(FailureKind.Unauthorized, $"Freshdesk does not accept the API key{said}"),
            403 => new Failure(
                FailureKind.Forbidden,
                $"Freshdesk does not allow this to the API key's agent{said}{Request(answer)}",
                Heals(body) ? MayHeal : null
            ),
            404 => new Failure(FailureKind.Missing, $"Freshdesk has no such thing, or the BaseUrl is wrong{said}"),
            405 => new Failure(
                FailureKind.Refused,
                $"Freshdesk takes no change of a ticket that is deleted or marked as spam{said}"
            ),
            409 when IsRace(body) => new Failure(FailureKind.Conflict, $"Freshdesk: changed meanwhile{said}"),
            >= 300 and < 400 => new Failure(
                FailureKind.Refused,
                "Freshdesk sends the request elsewhere: BaseUrl must be https://DOMAIN.freshdesk.com, not an own domain"
            ),
            408 or >= 500 => new Failure(
                FailureKind.Unknown,
                $"Freshdesk answered {answer.Status}{said}{Request(answer)}"
            ),
            _ => new Failure(FailureKind.Refused, $"Freshdesk refused ({answer.Status}){said}{Request(answer)}"),
        };
        return failure with { Status = answer.Status, Fields = Fields(body) };
    }

    /// <summary>A success whose body is not the JSON that it should be: nobody knows what came of it.</summary>
    /// <param name="how">What is wrong with it: "it lacks 'status'".</param>
    internal static Failure Unreadable(ToolAnswer answer, string how)
    {
        var came =
            answer.Body.IsEmpty ? "nothing"
            : answer.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase) ? "an HTML page"
            : answer.ContentType.Length == 0 ? "something else"
            : $"{answer.ContentType} that is cut or of another shape: {how}";
        return new Failure(
            FailureKind.Unknown,
            $"Freshdesk answered {answer.Status} with {came} ({answer.Body.Length} bytes) instead of the JSON expected"
                + Request(answer)
        )
        {
            Status = answer.Status,
        };
    }

    /// <summary>A list with more pages than any should have: taken as far as it was read, it would be wrong in silence.</summary>
    internal static Failure TooMany(ToolAnswer answer, int rows) =>
        new(
            FailureKind.Refused,
            $"Freshdesk lists more than {rows} rows where far fewer were expected{Request(answer)}"
        )
        {
            Status = answer.Status,
        };

    /// <summary>The errors of an answer as the tool gave them; empty when it named no fields.</summary>
    internal static ImmutableArray<RefusedFieldWire> Errors(ToolAnswer answer) =>
        Refusal(answer)?.Errors is { } errors ? [.. errors.Where(e => e?.Field is not null)] : [];

    /// <summary>The field's own key: <c>custom_fields.cf_x</c> is <c>cf_x</c>.</summary>
    internal static string Key(string field) =>
        field.StartsWith(CustomPrefix, StringComparison.Ordinal) ? field[CustomPrefix.Length..] : field;

    /// <summary>
    /// The tool's words on one field. A mandatory dropdown says "It should be one of these values" with the code
    /// <c>missing_field</c>: the code is what counts.
    /// </summary>
    internal static string Words(RefusedFieldWire error) =>
        error.Code == "missing_field"
            ? $"mandatory here and empty ({error.Message ?? "no further words"})"
            : error.Message ?? error.Code ?? "refused without words";

    private static ImmutableArray<FieldRefusal> Fields(RefusalWire? body) =>
        body?.Errors is { } errors
            ? [.. errors.Where(e => e?.Field is not null).Select(e => new FieldRefusal(Key(e.Field!), Words(e)))]
            : [];

    /// <summary>Whether an answer may mean that the key's agent is shut out as a whole: locked, suspended, without access.</summary>
    internal static bool ShutsOut(ToolAnswer answer) => answer.Status == 403 && Heals(Refusal(answer));

    /// <summary>Whether a 403 may pass by itself: it names no field, and nothing that only an admin can change.</summary>
    private static bool Heals(RefusalWire? body) =>
        body?.Errors is null or []
        && body?.Code is null or "access_denied" or "account_suspended" or "password_lockout";

    /// <summary>The id by which the tool's own support finds the request; nothing where the answer has none.</summary>
    private static string Request(ToolAnswer answer) =>
        answer.RequestId is { Length: > 0 } id ? $" (request {id})" : "";

    private static bool IsRace(RefusalWire? body) =>
        body?.Code == "inconsistent_state" || body?.Errors?.Any(e => e?.Code == "inconsistent_state") == true;

    private static string Said(RefusalWire? body)
    {
        var words = (body?.Errors ?? [])
            .Where(e => e is not null)
            .Select(e => $"{(e.Field is null ? "" : Key(e.Field) + ": ")}{Words(e)}")
            .Append(body?.Message)
            .Append(body?.Errors is { Length: > 0 } ? null : body?.Description)
            .Where(w => !string.IsNullOrWhiteSpace(w));
        var text = string.Join("; ", words);
        return text.Length == 0 ? "" : $": {(text.Length > 600 ? text[..600] + "…" : text)}";
    }

    private static RefusalWire? Refusal(ToolAnswer answer)
    {
        try
        {
            return answer.Body.IsEmpty
                ? null
                : JsonSerializer.Deserialize(answer.Body.Span, FreshdeskJson.Default.RefusalWire);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
