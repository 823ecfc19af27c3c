using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.Freshdesk;

/// <summary>Looks over a Freshdesk account with the bridge's key.</summary>
internal sealed class FreshdeskExamination : IExamination
{
    private const string AddressCure =
        "Set BaseUrl to https://YOURS.freshdesk.com: the API does not answer at a domain of your own";

    private readonly ExaminationCase about;
    private readonly ExaminationCalls calls;
    private readonly FreshdeskRules rules;
    private JsonNode? me;

    public FreshdeskExamination(ExaminationCase about, HttpClient http, TimeProvider time)
    {
        this.about = about;
        var key = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{about.Options.ApiKey}:X"))
        );
        var root = new Uri((about.Options.BaseUrl ?? "").TrimEnd('/') + "/api/v2/");
        this.calls = new ExaminationCalls(http, time, root, request => request.Headers.Authorization = key);
        this.rules = new FreshdeskRules(this.calls);
        this.Steps =
        [
            new(Checks.Credentials, this.CredentialsAsync),
            new(Checks.Clock, _ => Task.FromResult(CommonLooks.Clock(this.calls))),
            new(Checks.Limits, _ => Task.FromResult(CommonLooks.Limits(this.calls, about.Options))),
            new(Checks.Permissions, this.PermissionsAsync),
            new(Checks.Webhook, this.WebhookAsync),
            new(Checks.MailLoops, this.MailLoopsAsync),
        ];
    }

    public IReadOnlyList<ExaminationStep> Steps { get; }

    public void Dispose() => this.calls.Dispose();

    private async Task<IReadOnlyList<Diagnosis>> CredentialsAsync(CancellationToken cancel)
    {
        var answer = await this.calls.GetAsync("agents/me", cancel);
        if (CommonLooks.Trouble(answer, "Freshdesk", AddressCure) is { } trouble)
        {
            return [trouble];
        }

        this.me = answer.Node();
        if (answer.Good && this.me.Number("id") is { } id)
        {
            return
            [
                this.me.Flag("deactivated") == true
                    ? new Diagnosis(
                        Mark.Problem,
                        $"the key's agent (id {id}) is deactivated",
                        "Activate it under Admin > Agents"
                    )
                    : new Diagnosis(Mark.Good, $"the key is of the agent {this.me.Text("contact", "name")} (id {id})"),
            ];
        }

        return
        [
            answer.Status switch
            {
                404 => new Diagnosis(Mark.Problem, "there is no such Freshdesk account (404)", AddressCure),
                403 => new Diagnosis(
                    Mark.Problem,
                    $"Freshdesk shuts the key's agent out ({answer.Node().Text("code") ?? "403"})",
                    "Log in as the agent once: its password may be locked or expired, or the account suspended"
                ),
                _ => new Diagnosis(
                    Mark.Problem,
                    $"Freshdesk does not take the key ({answer.Status})",
                    "Copy the API key from the integration agent's profile settings and set ApiKey"
                ),
            },
        ];
    }

    private async Task<IReadOnlyList<Diagnosis>> PermissionsAsync(CancellationToken cancel)
    {
        var all = new List<Diagnosis>();
        if (this.me.Number("ticket_scope") is { } scope and not 1)
        {
            all.Add(
                new Diagnosis(
                    Mark.Problem,
                    $"the agent sees only {(scope == 2 ? "tickets of its groups" : "tickets assigned to it")}",
                    "Give it the scope 'All tickets': Admin > Agents > the integration agent > Scope"
                )
            );
        }

        var fields = await this.calls.GetAsync("ticket_fields", cancel);
        if (CommonLooks.Trouble(fields, "Freshdesk", AddressCure) is { } trouble)
        {
            return [trouble];
        }

        if (fields.Status == 403)
        {
            all.Add(
                new Diagnosis(
                    Mark.Problem,
                    "the agent may not read the ticket fields",
                    "Give its role the right to view ticket fields or to create tickets"
                )
            );
        }

        // Every list of agents but the own entry is for administrators.
        var agents = await this.calls.GetAsync("agents?per_page=1", cancel);
        if (agents.Good)
        {
            all.Add(
                new Diagnosis(
                    Mark.Note,
                    "the agent is an administrator: more than the bridge needs",
                    "Give it the role 'Agent' with the scope 'All tickets'; the automation rules are then looked at by eye"
                )
            );
        }

        return all.Count > 0
            ? all
            :
            [
                new Diagnosis(
                    Mark.Good,
                    "the agent sees all tickets and is no administrator: what it needs, and no more"
                ),
            ];
    }

    private async Task<IReadOnlyList<Diagnosis>> WebhookAsync(CancellationToken cancel) =>
        this.about.Webhook is { } address
            ? await this.rules.WebhooksAsync(address, this.about.Options.WebhookSecret, cancel)
            : [CommonLooks.NoPublicUrl];

    private async Task<IReadOnlyList<Diagnosis>> MailLoopsAsync(CancellationToken cancel)
    {
        var all = new List<Diagnosis>(await this.rules.MailsAsync(cancel));
        if (this.me.Number("id") is { } id)
        {
            var path = $"tickets?requester_id={id}&per_page=1&updated_since=2000-01-01T00:00:00Z";
            var own = await this.calls.GetAsync(path, cancel);
            if ((own.Node() as JsonArray)?.FirstOrDefault() is { } ticket)
            {
                all.Add(
                    new Diagnosis(
                        Mark.Problem,
                        $"the bridge's agent is the requester of ticket {ticket.Text("id")}: each reply there goes to the bridge itself",
                        "Give such tickets their real requester, and let nobody mail support from the agent's address"
                    )
                );
            }
        }

        all.Add(
            new Diagnosis(
                Mark.Note,
                "Freshdesk's own e-mail notifications cannot be read by its API",
                "See Admin > Email Notifications: 'Agent adds comment to ticket' must not go to the requester for private notes, and 'Agent closes/solves the ticket' doubles the bridge's messages"
            )
        );
        return all;
    }
}
