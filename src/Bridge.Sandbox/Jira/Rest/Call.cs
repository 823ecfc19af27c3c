using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridge.Sandbox.Jira.Rest;

/// <summary>One call while it is answered. Caller null means a stranger.</summary>
internal sealed record Call(HttpContext Http, Site Site, WireForm Form, JiraUser? Caller, JsonElement Body)
{
    /// <summary>The caller of an operation that strangers cannot reach.</summary>
    public JiraUser User => this.Caller ?? throw new InvalidOperationException("The operation needs a caller.");

    /// <summary>Whether this permission was withheld from the caller.</summary>
    public bool Lacks(string permission) =>
        this.Caller == this.Site.Bot && this.Site.Options.BotLacks.Contains(permission);

    public IFormFileCollection Files { get; init; } = new FormFileCollection();

    public string Route(string name) => (string?)this.Http.GetRouteValue(name) ?? "";

    public long RouteId(string name) =>
        long.TryParse(this.Route(name), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1;

    public string? Query(string name) =>
        this.Http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public int QueryNumber(string name, int otherwise) =>
        int.TryParse(this.Query(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    public bool QueryFlag(string name) => string.Equals(this.Query(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A query parameter with commas, given once or several times.</summary>
    public IReadOnlyList<string> QueryList(string name) =>
        this.Http.Request.Query.TryGetValue(name, out var values)
            ?
            [
                .. values.SelectMany(v =>
                    (v ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                ),
            ]
            : [];

    /// <summary>The issue of the path; null when missing or invisible, which is the same to Jira.</summary>
    public Issue? Issue => this.Caller is null ? null : this.Site.Issues.Find(this.Route("issue"));

    public Project? Project => this.Caller is null ? null : this.Site.FindProject(this.Route("project"));

    public IssueView View(FieldSelection fields) => new(this.Site, this.Form, this.Caller, fields);
}
