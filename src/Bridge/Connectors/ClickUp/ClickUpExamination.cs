using System.Text.Json.Nodes;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.ClickUp;

/// <summary>Looks over a ClickUp workspace with the bridge's token.</summary>
internal sealed class ClickUpExamination : IExamination
{
    private const string AddressCure = "Leave BaseUrl out, or set it to https://api.clickup.com";
    private readonly ExaminationCase about;
    private readonly ITool tool;
    private readonly ExaminationCalls calls;
    private JsonNode? me;

    public ClickUpExamination(ExaminationCase about, ITool tool, HttpClient http, TimeProvider time)
    {
        this.about = about;
        this.tool = tool;
        var token = about.Options.Token?.Trim() ?? "";
        var root = new Uri((about.Options.BaseUrl ?? "https://api.clickup.com").TrimEnd('/') + "/api/v2/");
        this.calls = new ExaminationCalls(
            http,
            time,
            root,
            request => request.Headers.TryAddWithoutValidation("Authorization", token)
        );
        this.Steps =
        [
            new(Checks.Credentials, this.CredentialsAsync),
            new(Checks.Clock, _ => Task.FromResult(CommonLooks.Clock(this.calls))),
            new(Checks.Limits, _ => Task.FromResult(CommonLooks.Limits(this.calls, about.Options))),
            new(Checks.Permissions, this.PermissionsAsync),
            new(Checks.Zone, _ => Task.FromResult(this.Zone())),
            new(Checks.Webhook, this.WebhookAsync),
        ];
    }

    public IReadOnlyList<ExaminationStep> Steps { get; }

    public void Dispose() => this.calls.Dispose();

    private async Task<IReadOnlyList<Diagnosis>> CredentialsAsync(CancellationToken cancel)
    {
        var answer = await this.calls.GetAsync("user", cancel);
        if (CommonLooks.Trouble(answer, "ClickUp", AddressCure) is { } trouble)
        {
            return [trouble];
        }

        this.me = answer.Node().At("user");
        if (this.me.Text("id") is { } id)
        {
            return [new Diagnosis(Mark.Good, $"the token is of {this.me.Text("username") ?? "a user"} (id {id})")];
        }

        var code = answer.Node().Text("ECODE");
        return
        [
            new Diagnosis(
                Mark.Problem,
                $"ClickUp does not take the token ({answer.Status}{(code is null ? "" : $", {code}")})",
                "Make a new personal token (Settings > Apps) as the integration user and set Token, without 'Bearer'; the old one dies with it"
            ),
        ];
    }

    private async Task<IReadOnlyList<Diagnosis>> PermissionsAsync(CancellationToken cancel)
    {
        var answer = await this.calls.GetAsync("team", cancel);
        if (CommonLooks.Trouble(answer, "ClickUp", AddressCure) is { } trouble)
        {
            return [trouble];
        }

        var workspace = this.about.Options.WorkspaceId?.Trim();
        var teams = answer.Node().Items("teams").ToList();
        if (teams.Find(t => t.Text("id") == workspace) is not { } team)
        {
            var has = string.Join(", ", teams.Select(t => $"{t.Text("id")} ({t.Text("name")})"));
            return
            [
                new Diagnosis(
                    Mark.Problem,
                    $"the token sees no workspace {workspace}; it sees {(has.Length == 0 ? "none" : has)}",
                    "Set WorkspaceId to one of these, or invite the integration user into the workspace"
                ),
            ];
        }

        var mine = team.Items("members").FirstOrDefault(m => m.Text("user", "id") == this.me.Text("id"));
        return [Role(mine.Number("user", "role"))];
    }

    private static Diagnosis Role(long? role) =>
        role switch
        {
            1 => new Diagnosis(
                Mark.Note,
                "the integration user owns the workspace, and its token can do all that an owner can",
                "Use the token of an ordinary member that only the bridge has"
            ),
            2 => new Diagnosis(
                Mark.Note,
                "the integration user administrates the workspace: more than the bridge needs",
                "Make it an ordinary member"
            ),
            3 => new Diagnosis(Mark.Good, "the integration user is an ordinary member: what it needs, and no more"),
            4 => new Diagnosis(
                Mark.Problem,
                "the integration user is a guest: it sees only what is shared with it, and its webhooks tell no more",
                "Make it a member"
            ),
            _ => new Diagnosis(Mark.Note, "ClickUp does not tell the role of the integration user"),
        };

    private IReadOnlyList<Diagnosis> Zone()
    {
        if (this.me.Text("timezone") is not { Length: > 0 } zone)
        {
            return [new Diagnosis(Mark.Note, "ClickUp does not tell the user's time zone")];
        }

        var set = this.about.Options.Zone;
        return Same(zone, set)
            ? [new Diagnosis(Mark.Good, $"the integration user's time zone is {zone}, as set")]
            :
            [
                new Diagnosis(
                    Mark.Problem,
                    $"the integration user's time zone is {zone}, the settings say {set}: due dates can be a day off",
                    $"Set Zone to {zone}, or change it in the user's ClickUp settings"
                ),
            ];
    }

    /// <summary>Names of one zone differ (UTC, Etc/UTC); their rules do not.</summary>
    private static bool Same(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase)
        || (
            TimeZoneInfo.TryFindSystemTimeZoneById(one, out var first)
            && TimeZoneInfo.TryFindSystemTimeZoneById(other, out var second)
            && first.HasSameRules(second)
        );

    private async Task<IReadOnlyList<Diagnosis>> WebhookAsync(CancellationToken cancel)
    {
        if (this.about.Webhook is not { } address || this.tool is not IWebhookHost host)
        {
            return [CommonLooks.NoPublicUrl];
        }

        var state = this.about.Fix ? await host.MendAsync(address, cancel) : await host.LookAsync(address, cancel);
        var mark =
            state.Condition == WebhookCondition.Healthy ? Mark.Good
            : state.Condition == WebhookCondition.Failing ? Mark.Note
            : Mark.Problem;
        return [new Diagnosis(mark, state.Mended ? $"mended: {state.Words}" : state.Words, state.Cure)];
    }
}
