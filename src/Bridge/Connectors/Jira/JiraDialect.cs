using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Text;

namespace Bridge.Connectors.Jira;

/// <summary>All that differs between Jira Cloud (REST v3) and Data Center (REST v2); the rest is one connector. Pure.</summary>
internal sealed class JiraDialect
{
    /// <summary>Jira's usual limit of a text of several lines is 32,767 characters; markup of the bridge's own stays below.</summary>
    private const int LongestText = 32_000;

    private const string Shortened = "(Shortened: Jira takes no longer text.)";

    private readonly bool cloud;

    private JiraDialect(bool cloud) => this.cloud = cloud;

    public static JiraDialect Cloud { get; } = new(cloud: true);

    public static JiraDialect DataCenter { get; } = new(cloud: false);

    /// <summary>Where the API is, below the address of the site.</summary>
    public string Root => this.cloud ? "rest/api/3/" : "rest/api/2/";

    /// <summary>Whether an edit answers with the issue as this very edit left it; Data Center answers 204 and nothing.</summary>
    public bool TellsEdited => this.cloud;

    /// <summary>Whether a search goes on by a token (Cloud) or by an offset (Data Center).</summary>
    public bool SearchesByToken => this.cloud;

    /// <summary>Whether one issue takes only so many writes: 20 in 2 s and 100 in 30 s on Cloud.</summary>
    public bool LimitsWritesPerIssue => this.cloud;

    /// <summary>Whether lists of the whole site (projects, resolutions) come in pages.</summary>
    public bool PagesLists => this.cloud;

    /// <summary>Whether a file that is too large is answered as one that is not there (404 in place of 413).</summary>
    public bool HidesTooLarge => !this.cloud;

    /// <summary>What the settings must have for this Jira.</summary>
    public string Needs => this.cloud ? "Email and ApiToken (or ApiTokenFile)" : "Token (or TokenFile)";

    /// <summary>The setting that holds the token, for messages.</summary>
    public string TokenSetting => this.cloud ? "ApiToken" : "Token";

    public static JiraDialect Of(JiraFlavor flavor) => flavor == JiraFlavor.Cloud ? Cloud : DataCenter;

    /// <summary>Cloud: e-mail and API token. Data Center: a personal access token. Null when the settings lack them.</summary>
    public AuthenticationHeaderValue? Authorization(ConnectionOptions options) =>
        this.cloud
            ? string.IsNullOrEmpty(options.Email) || string.IsNullOrEmpty(options.ApiToken)
                ? null
                : new AuthenticationHeaderValue(
                    "Basic",
                    Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Email}:{options.ApiToken}"))
                )
            : string.IsNullOrEmpty(options.Token)
                ? null
                : new AuthenticationHeaderValue("Bearer", options.Token);

    /// <summary>By what the API names a person: the account id on Cloud, the login name on Data Center.</summary>
    public string? IdOf(WireUser? user) => this.cloud ? user?.AccountId : user?.Name;

    /// <summary>A person as a field's value.</summary>
    public JsonObject Person(string id) => new() { [this.cloud ? "accountId" : "name"] = id };

    /// <summary>The search for people: by words of theirs, or by the very id where <paramref name="isId"/>.</summary>
    public string PeopleQuery(string text, bool isId) =>
        (this.cloud, isId) switch
        {
            (false, _) => $"username={Uri.EscapeDataString(text)}",
            (_, true) => $"accountId={Uri.EscapeDataString(text)}",
            _ => $"query={Uri.EscapeDataString(text)}",
        };

    /// <summary>
    /// Where a file is downloaded, below the address of the site. The address in Jira's answer is for people: it names the
    /// public host, where a key with scopes is not taken and which a connection behind a proxy may not reach.
    /// </summary>
    public string Download(WireAttachment file)
    {
        const string Secure = "secure/attachment/";
        var at = this.cloud ? -1 : file.Content?.IndexOf(Secure, StringComparison.Ordinal) ?? -1;
        return this.cloud ? $"{this.Root}attachment/content/{file.Id}"
            : at >= 0 ? file.Content![at..]
            : $"{Secure}{file.Id}/{Uri.EscapeDataString(file.Filename ?? "file")}";
    }

    /// <summary>HTML as Jira keeps formatted text: a document on Cloud, wiki markup on Data Center; cut where Jira's limit is.</summary>
    public JsonNode Rich(string html) => this.Rich(HtmlText.Read(html), html.Length);

    /// <summary>Plain text as Jira keeps formatted text.</summary>
    public JsonNode Plain(string text) => this.Rich(PlainText.Read(text), text.Length);

    /// <summary>
    /// Whether a refused transition only says that its id is not open to the issue any more: Data Center answers that
    /// with 500, documented as such, where Cloud says 400.
    /// </summary>
    public bool MayBeWrongTransition(Failure failure) => !this.cloud && failure.Status == 500;

    /// <summary>Whether the answer was given to a stranger although a token was sent.</summary>
    public bool IsStranger(ToolAnswer answer) =>
        answer.Header("X-Seraph-LoginReason") is { } reason
            && (
                reason.Contains("AUTHENTICATED_FAILED", StringComparison.OrdinalIgnoreCase)
                || reason.Contains("AUTHENTICATION_DENIED", StringComparison.OrdinalIgnoreCase)
            )
        || (!this.cloud && answer.Header("X-AUSERNAME") is "anonymous");

    private JsonNode Rich(TextDoc doc, int length)
    {
        // Markup is at most about twice as long as its source, so most texts need no measuring.
        var fits =
            length <= LongestText / 2
                ? doc
                : doc.Truncate(LongestText, Shortened, static text => WikiText.Write(text).Length);
        return this.cloud ? AdfText.Write(fits) : JsonValue.Create(WikiText.Write(fits));
    }
}
