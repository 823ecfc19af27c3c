using System.Text.Json.Nodes;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.Freshdesk;

/// <summary>
/// The automation rules of an account, which only an administrator's key may read: those that are the bridge's webhooks,
/// and those that mail customers.
/// </summary>
internal sealed class FreshdeskRules(ExaminationCalls calls)
{
    private const int Creation = 1;
    private const int Hourly = 3;
    private const int Updates = 4;
    private const string Header = "X-Bridge-Secret";
    private const string ByHand =
        "Look at it in Admin > Workflows > Automations, as step 4 of docs/setup-freshdesk.md says";

    public async Task<IReadOnlyList<Diagnosis>> WebhooksAsync(Uri address, string? secret, CancellationToken cancel)
    {
        var all = new List<Diagnosis>();
        foreach (var (kind, what) in new[] { (Creation, "new tickets"), (Updates, "changed tickets") })
        {
            var (rules, unread) = await this.ReadAsync(kind, cancel);
            if (unread is not null)
            {
                return [unread];
            }

            all.Add(Judge(rules, what, address, secret));
        }

        return all;
    }

    public async Task<IReadOnlyList<Diagnosis>> MailsAsync(CancellationToken cancel)
    {
        var all = new List<Diagnosis>();
        foreach (var kind in new[] { Creation, Hourly, Updates })
        {
            var (rules, unread) = await this.ReadAsync(kind, cancel);
            if (unread is not null)
            {
                return [unread];
            }

            all.AddRange(rules.Where(r => r.Flag("active") != false && Mails(r)).Select(r => Loop(r, kind)));
        }

        return all.Count > 0 ? all : [new Diagnosis(Mark.Good, "no automation rule mails the requester")];
    }

    private static Diagnosis Judge(IEnumerable<JsonNode> rules, string what, Uri address, string? secret)
    {
        var here = rules.SelectMany(r => Actions(r, address).Select(a => (Rule: r, Action: a))).ToList();
        if (here.Count == 0)
        {
            return new Diagnosis(Mark.Problem, $"no automation rule tells {address} of {what}", ByHand);
        }

        var (rule, action) = here.FirstOrDefault(h => h.Rule.Flag("active") != false);
        if (rule is null)
        {
            return new Diagnosis(
                Mark.Problem,
                $"the rule '{here[0].Rule.Text("name")}' for {what} is switched off",
                ByHand
            );
        }

        var name = rule.Text("name");
        var given = (action.At("custom_headers") as JsonObject ?? [])
            .Where(h => string.Equals(h.Key, Header, StringComparison.OrdinalIgnoreCase))
            .Select(h => h.Value?.ToString())
            .FirstOrDefault();
        if (string.IsNullOrEmpty(given))
        {
            return new Diagnosis(
                Mark.Problem,
                $"the rule '{name}' sends no header {Header}, so the bridge refuses it",
                $"Add the custom header {Header} with the value of WebhookSecret to the rule's webhook"
            );
        }

        var isMasked = given.All(c => c is '*' or '•' or 'x' or 'X');
        var isKnown = (secret ?? "")
            .Split('\n', StringSplitOptions.TrimEntries)
            .Contains(given, StringComparer.Ordinal);
        return isMasked || isKnown
            ? new Diagnosis(Mark.Good, $"the rule '{name}' tells {address} of {what}")
            : new Diagnosis(
                Mark.Problem,
                $"the rule '{name}' sends another {Header} than the settings have",
                "Give the rule's header and WebhookSecret the same value"
            );
    }

    private static IEnumerable<JsonNode> Actions(JsonNode rule, Uri address) =>
        rule.Items("actions")
            .Where(a =>
                a.Text("field_name") == "trigger_webhook"
                && a.Text("url")?.TrimEnd('/') == address.AbsoluteUri.TrimEnd('/')
            );

    private static bool Mails(JsonNode rule) =>
        rule.Items("actions")
            .Select(a => a.Text("field_name") ?? "")
            .Any(f =>
                f.Contains("email", StringComparison.OrdinalIgnoreCase)
                && f.Contains("requester", StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>A note of the bridge is an agent's note to the rule: there is no "everyone except".</summary>
    private static Diagnosis Loop(JsonNode rule, int kind)
    {
        var name = rule.Text("name");
        if (kind == Updates && rule.Items("events").Any(e => e.Text("field_name") == "note_type"))
        {
            return new Diagnosis(
                Mark.Problem,
                $"the rule '{name}' mails the requester when a note is added: the bridge's private notes too",
                "Let it fire for public notes only, or switch it off"
            );
        }

        return new Diagnosis(
            Mark.Note,
            kind == Creation ? $"the rule '{name}' mails the requester of a new ticket"
                : kind == Hourly ? $"the rule '{name}' mails the requester by the hour"
                : $"the rule '{name}' mails the requester on changes, those of the bridge too",
            "See that the customer does not hear the same from it and from a message of the mapping file"
        );
    }

    private async Task<(IReadOnlyList<JsonNode> Rules, Diagnosis? Unread)> ReadAsync(int kind, CancellationToken cancel)
    {
        var answer = await calls.GetAsync($"automations/{kind}/rules", cancel);
        if (CommonLooks.Trouble(answer, "Freshdesk", "Check BaseUrl") is { } trouble)
        {
            return ([], trouble);
        }

        var body = answer.Node();
        return answer.Good
            ? ([.. body as JsonArray is { } list ? list.OfType<JsonNode>() : body.Items("rules")], null)
            : (
                [],
                new Diagnosis(
                    Mark.Note,
                    $"the automation rules cannot be read with this key ({answer.Status}), which only an administrator's may",
                    ByHand
                )
            );
    }
}
