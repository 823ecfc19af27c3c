using System.Net.Http.Headers;
using System.Text;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.Jira;

/// <summary>Looks over a Jira site with the bridge's token.</summary>
internal sealed class JiraExamination : IExamination
{
    private static readonly string[] TooMuchOfSite = ["ADMINISTER", "SYSTEM_ADMIN"];
    private static readonly string[] TooMuchOfProject = ["ADMINISTER_PROJECTS", "DELETE_ISSUES"];

    private readonly ExaminationCase about;
    private readonly ExaminationCalls calls;
    private readonly JiraWebhooks webhooks;
    private readonly string api;

    public JiraExamination(ExaminationCase about, HttpClient http, TimeProvider time)
    {
        this.about = about;
        this.api = this.IsCloud ? "rest/api/3/" : "rest/api/2/";
        var root = new Uri((about.Options.BaseUrl ?? "").TrimEnd('/') + "/");
        this.calls = new ExaminationCalls(http, time, root, request => request.Headers.Authorization = this.Key());
        this.webhooks = new JiraWebhooks(about, this.calls);
        this.Steps =
        [
            new(Checks.Credentials, this.CredentialsAsync),
            new(Checks.Clock, _ => Task.FromResult(CommonLooks.Clock(this.calls))),
            new(Checks.Limits, _ => Task.FromResult(CommonLooks.Limits(this.calls, about.Options))),
            new(Checks.Permissions, this.PermissionsAsync),
            new(Checks.Webhook, this.webhooks.LookAsync),
        ];
    }

    public IReadOnlyList<ExaminationStep> Steps { get; }

    private bool IsCloud => this.about.Options.Flavor == JiraFlavor.Cloud;

    private string AddressCure =>
        this.IsCloud
            ? "Set BaseUrl to https://SITE.atlassian.net, or to the gateway address of a scoped token"
            : "Set BaseUrl to the address of Jira with its path, such as https://jira.example.com";

    private string TokenCure =>
        this.IsCloud
            ? "Make a new API token as the integration user (id.atlassian.com > Security) and set Email and ApiToken; a token with scopes needs BaseUrl https://api.atlassian.com/ex/jira/CLOUDID"
            : "Make a new personal access token as the integration user (Profile > Personal Access Tokens) and set Token";

    public void Dispose() => this.calls.Dispose();

    private AuthenticationHeaderValue Key() =>
        this.IsCloud
            ? new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(
                    Encoding.UTF8.GetBytes($"{this.about.Options.Email}:{this.about.Options.ApiToken}")
                )
            )
            : new AuthenticationHeaderValue("Bearer", this.about.Options.Token ?? "");

    /// <summary>serverInfo answers strangers too: a dead token gets 200 there, and only a header tells.</summary>
    private async Task<IReadOnlyList<Diagnosis>> CredentialsAsync(CancellationToken cancel)
    {
        var server = await this.calls.GetAsync(this.api + "serverInfo", cancel);
        if (CommonLooks.Trouble(server, "Jira", this.AddressCure) is { } trouble)
        {
            return [trouble];
        }

        if (Denied(server) is { } denied)
        {
            return [this.Dead(server, denied)];
        }

        var answer = await this.calls.GetAsync(this.api + "myself", cancel);
        if (CommonLooks.Trouble(answer, "Jira", this.AddressCure) is { } broken)
        {
            return [broken];
        }

        var me = answer.Node();
        var id = me.Text("accountId") ?? me.Text("key") ?? me.Text("name");
        if (Denied(answer) is not null || !answer.Good || id is null)
        {
            return [this.Dead(answer, Denied(answer))];
        }

        List<Diagnosis> all =
        [
            me.Flag("active") == false
                ? new Diagnosis(
                    Mark.Problem,
                    $"the integration user {me.Text("displayName")} is deactivated",
                    "Activate it, or use another"
                )
                : new Diagnosis(Mark.Good, $"the token is of {me.Text("displayName") ?? "a user"} (id {id})"),
        ];
        var isCloud = server.Node().Text("deploymentType") == "Cloud";
        if (server.Node().Text("deploymentType") is not null && isCloud != this.IsCloud)
        {
            var found = isCloud ? "Cloud" : "DataCenter";
            all.Add(
                new Diagnosis(
                    Mark.Problem,
                    $"this is Jira {found}, the settings say otherwise",
                    $"Set Flavor to {found}"
                )
            );
        }

        return all;
    }

    private static string? Denied(ToolAnswer answer) =>
        answer.Header("X-Seraph-LoginReason") is { } reason
        && (
            reason.Contains("AUTHENTICATED_FAILED", StringComparison.OrdinalIgnoreCase)
            || reason.Contains("AUTHENTICATION_DENIED", StringComparison.OrdinalIgnoreCase)
        )
            ? reason
            : null;

    private Diagnosis Dead(ToolAnswer answer, string? reason)
    {
        if (
            answer.Header("X-Authentication-Denied-Reason")?.Contains("CAPTCHA", StringComparison.OrdinalIgnoreCase)
            == true
        )
        {
            return new Diagnosis(
                Mark.Problem,
                "Jira asks the integration user for a CAPTCHA after failed logins",
                "Log in once as this user in a browser, then mend the token"
            );
        }

        var how =
            answer.Status == 200
                ? $"Jira answers 200 as to a stranger: the token is dead ({reason})"
                : $"Jira does not take the token ({answer.Status})";
        return new Diagnosis(Mark.Problem, how, this.TokenCure);
    }

    private async Task<IReadOnlyList<Diagnosis>> PermissionsAsync(CancellationToken cancel)
    {
        var all = new List<Diagnosis>();
        await this.HasAsync(all, "the whole site", "", TooMuchOfSite, cancel);
        foreach (var project in this.about.Processes.Select(p => p.Entry.Container).OfType<string>().Distinct())
        {
            var where = $"&projectKey={Uri.EscapeDataString(project)}";
            await this.HasAsync(all, $"project {project}", where, TooMuchOfProject, cancel);
        }

        return all.Count > 0
            ? all
            :
            [
                new Diagnosis(
                    Mark.Good,
                    "no right to administrate or delete; what it needs is looked at with each process"
                ),
            ];
    }

    private async Task HasAsync(
        List<Diagnosis> all,
        string where,
        string query,
        IReadOnlyCollection<string> permissions,
        CancellationToken cancel
    )
    {
        var path = $"{this.api}mypermissions?permissions={string.Join(',', permissions)}{query}";
        var answer = await this.calls.GetAsync(path, cancel);
        if (CommonLooks.Trouble(answer, "Jira", this.AddressCure) is { } trouble)
        {
            all.Add(trouble);
            return;
        }

        if (!answer.Good)
        {
            all.Add(new Diagnosis(Mark.Note, $"Jira does not tell the permissions on {where} ({answer.Status})"));
            return;
        }

        var has = permissions.Where(p => answer.Node().Flag("permissions", p, "havePermission") == true).ToList();
        if (has.Count > 0)
        {
            all.Add(
                new Diagnosis(
                    Mark.Note,
                    $"the integration user has {string.Join(" and ", has)} on {where}: more than the bridge needs",
                    "Take it away; the webhook is then registered by an administrator"
                )
            );
        }
    }
}
