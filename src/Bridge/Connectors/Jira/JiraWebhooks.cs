using System.Text.Json.Nodes;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.Jira;

/// <summary>
/// Looks at the webhooks of a Jira site and registers or mends the bridge's, where the integration user may: Jira shows
/// them to administrators only. Cloud and Data Center up to 9 have them at one address, Data Center from 10 at another.
/// </summary>
internal sealed class JiraWebhooks(ExaminationCase about, ExaminationCalls calls)
{
    private const string Old = "rest/webhooks/1.0/webhook";
    private const string New = "rest/jira-webhook/1.0/webhooks";

    private const string ByHand =
        "Look at it as an administrator: Settings > System > WebHooks, as step 4 of docs/setup-jira.md says";

    private static readonly string[] Events =
    [
        "jira:issue_created",
        "jira:issue_updated",
        "jira:issue_deleted",
        "comment_created",
        "comment_updated",
        "comment_deleted",
    ];

    private bool IsCloud => about.Options.Flavor == JiraFlavor.Cloud;

    public async Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken cancel)
    {
        if (about.Webhook is not { } address)
        {
            return [CommonLooks.NoPublicUrl];
        }

        var (path, answer) = await this.ListAsync(cancel);
        if (CommonLooks.Trouble(answer, "Jira", "Check BaseUrl") is { } trouble)
        {
            return [trouble];
        }

        if (!answer.Good)
        {
            return
            [
                new Diagnosis(
                    Mark.Note,
                    $"the integration user may not see Jira's webhooks ({answer.Status}), which is as it should be; whether there is one is not known",
                    ByHand
                ),
            ];
        }

        var here = (answer.Node() as JsonArray ?? [])
            .OfType<JsonNode>()
            .Where(h => h.Text("url")?.TrimEnd('/') == address.AbsoluteUri.TrimEnd('/'))
            .ToList();
        if (here.Count > 1)
        {
            return
            [
                new Diagnosis(Mark.Note, $"{here.Count} webhooks lead to {address}: each event comes so often", ByHand),
            ];
        }

        var wrong = here.Count == 0 ? $"Jira has no webhook to {address}" : this.Wrong(here[0]);
        return wrong is null
            ? [new Diagnosis(Mark.Good, $"a webhook leads to {address} and tells what the bridge must hear")]
            : [await this.MendAsync(path, here.FirstOrDefault(), address, wrong, cancel)];
    }

    private async Task<(string Path, ToolAnswer Answer)> ListAsync(CancellationToken cancel)
    {
        var first = this.IsCloud ? Old : New;
        var answer = await calls.GetAsync(first, cancel);
        return answer.Status == 404 && !this.IsCloud ? (Old, await calls.GetAsync(Old, cancel)) : (first, answer);
    }

    /// <summary>What keeps it from doing its work; null: nothing.</summary>
    private string? Wrong(JsonNode hook)
    {
        if ((hook.Flag("enabled") ?? hook.Flag("active")) == false)
        {
            return "the webhook is switched off";
        }

        if (hook.Flag("isSigned") == false)
        {
            return "the webhook has no secret: the bridge refuses what is not signed";
        }

        var told = hook.Items("events").Select(e => e.ToString()).ToList();
        var lacking = told.Count == 0 ? [] : Events.Except(told, StringComparer.Ordinal).ToList();
        if (lacking.Count > 0)
        {
            return $"the webhook does not tell {string.Join(", ", lacking)}";
        }

        var filter = hook.Text("filters", "issue-related-events-section");
        var missed = string.IsNullOrWhiteSpace(filter)
            ? null
            : this.Projects().FirstOrDefault(p => !filter.Contains(p, StringComparison.OrdinalIgnoreCase));
        return missed is null ? null : $"the webhook's filter '{filter}' does not name project {missed}";
    }

    private IEnumerable<string> Projects() =>
        about.Processes.Select(p => p.Entry.Container).OfType<string>().Distinct();

    private async Task<Diagnosis> MendAsync(
        string path,
        JsonNode? hook,
        Uri address,
        string wrong,
        CancellationToken cancel
    )
    {
        if (!about.Fix)
        {
            return new Diagnosis(Mark.Problem, wrong, $"Run 'bridge doctor --fix'. Or: {ByHand}");
        }

        if (string.IsNullOrEmpty(about.Options.WebhookSecret))
        {
            return new Diagnosis(
                Mark.Problem,
                wrong,
                "Set WebhookSecret to a long random text (openssl rand -hex 32), then run 'bridge doctor --fix' again"
            );
        }

        var id = hook.Text("id") ?? hook.Text("self")?.Split('/')[^1];
        var answer = await calls.SendAsync(
            id is null ? HttpMethod.Post : HttpMethod.Put,
            id is null ? path : $"{path}/{id}",
            this.Body(path, address),
            cancel
        );
        return answer.Good
            ? new Diagnosis(Mark.Good, $"{(id is null ? "registered" : "mended")}: {wrong}, now one leads to {address}")
            : new Diagnosis(
                Mark.Problem,
                $"{wrong}, and Jira does not let the integration user {(id is null ? "register one" : "change it")} ({answer.Status})",
                ByHand
            );
    }

    private JsonObject Body(string path, Uri address)
    {
        var secret = about.Options.WebhookSecret!.Split('\n')[0].Trim();
        var projects = this.Projects().ToList();
        var body = new JsonObject
        {
            ["name"] = $"Bridge ({about.Name})",
            ["url"] = address.AbsoluteUri,
            ["events"] = new JsonArray([.. Events.Select(e => (JsonNode)JsonValue.Create(e))]),
            ["filters"] = new JsonObject
            {
                ["issue-related-events-section"] =
                    projects.Count == 0 ? "" : $"project in ({string.Join(", ", projects)})",
            },
        };
        if (path == New)
        {
            // A secret at the top is passed over without a word there.
            body["active"] = true;
            body["configuration"] = new JsonObject { ["EXCLUDE_BODY"] = "false", ["SECRET"] = secret };
        }
        else
        {
            body["enabled"] = true;
            body["excludeBody"] = false;
            body["secret"] = secret;
        }

        return body;
    }
}
