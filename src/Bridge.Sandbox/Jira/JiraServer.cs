using Bridge.Sandbox.Hosting;
using Bridge.Sandbox.Jira.Events;
using Bridge.Sandbox.Jira.Rest;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridge.Sandbox.Jira;

/// <summary>
/// A simulated Jira: Cloud with REST version 3 and 2, or Data Center with version 2. Administrators use
/// <see cref="Setup"/>, people <see cref="As(JiraUser)"/>, clients HTTP; tests look at <see cref="Issue"/>.
/// </summary>
public sealed class JiraServer : SandboxServer
{
    private readonly JiraDesk desk;
    private readonly WebhookFeed feed;
    private readonly CallLimits limits;

    public JiraServer(TimeProvider time, JiraOptions? options = null)
        : base(time)
    {
        this.Options = options ?? new JiraOptions();
        this.Webhooks = new WebhookSender(
            time,
            this.Options.WebhookTimeout,
            this.Options.Flavor == JiraFlavor.Cloud ? this.Options.WebhookRetryWaits : [],
            static status => status is null or 408 or 409 or 425 or 429 or >= 500
        );
        var site = new Site(this.Options, this.Time);
        this.feed = new WebhookFeed(site, this.Webhooks, () => this.Address);
        this.limits = new CallLimits(site);
        var comments = new CommentBook(site, this.feed);
        var writer = new IssueWriter(site, this.feed, comments);
        this.desk = new JiraDesk(
            site,
            writer,
            new Workflow(site, writer, comments),
            comments,
            new Extras(site, this.feed, writer),
            new Releases(site, this.feed, writer),
            new WireForm("", 2, this.Options)
        );
        this.Setup = new JiraSetup(site, this.desk.Releases, this.feed);
        this.Releases = new JiraReleases(this.desk);
    }

    public JiraOptions Options { get; }

    public JiraSetup Setup { get; }

    public JiraReleases Releases { get; }

    /// <summary>Delivers the webhooks: weather and attempts.</summary>
    public WebhookSender Webhooks { get; }

    /// <summary>Where people and clients reach this Jira: with the context path, if it has one.</summary>
    public string Address => this.BaseUrl + this.Options.ContextPath;

    /// <summary>The bridge's own account.</summary>
    public JiraUser Bot => this.desk.Site.Bot;

    /// <summary>The keys of all issues, in order of creation.</summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (this.desk.Site.Gate)
            {
                return [.. this.desk.Site.Issues.All.OrderBy(i => i.Id).Select(i => i.State.Key)];
            }
        }
    }

    public JiraPerson As(JiraUser user) => new(this.desk, user);

    /// <summary>The issue by id, key or former key; null when there is none.</summary>
    public JiraIssueSnapshot? Issue(string idOrKey)
    {
        lock (this.desk.Site.Gate)
        {
            var issue = this.desk.Site.Issues.Find(idOrKey);
            return issue is null ? null : JiraIssueSnapshot.Of(this.desk.Site, issue);
        }
    }

    /// <summary>Refuses the next calls with 429 for a reason, such as jira-quota-tenant-based; Data Center names none.</summary>
    public void RefuseNext(string reason, TimeSpan wait, int times = 1) => this.limits.RefuseNext(reason, wait, times);

    /// <summary>Lets the next searches miss an issue that they found before, as Cloud's index does at times.</summary>
    public void HideFromSearch(string idOrKey, int times = 1)
    {
        lock (this.desk.Site.Gate)
        {
            this.desk.Site.Issues.Find(idOrKey)!.Hidden += times;
        }
    }

    /// <summary>Shows a pull request in the development information of an issue; status is OPEN, MERGED or DECLINED.</summary>
    public void AddPullRequest(string idOrKey, string id, string title, string status, string url, string repository)
    {
        lock (this.desk.Site.Gate)
        {
            var requests = this.desk.Site.Issues.Find(idOrKey)!.PullRequests;
            requests.RemoveAll(r => r.Id == id && r.Repository == repository);
            requests.Add(new PullRequest(id, title, status, url, repository));
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await this.Webhooks.DisposeAsync();
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        var site = this.desk.Site;
        var router = new Router(routes, site, this.limits, () => this.Address);
        new IssueRoutes(site, this.desk.Writer, this.desk.Workflow).Map(router);
        new SearchRoutes(site).Map(router);
        new CommentRoutes(site, this.desk.Comments).Map(router);
        new PropertyRoutes(site, this.feed).Map(router);
        new AttachmentRoutes(site, this.desk.Extras).Map(router);
        new RemoteLinkRoutes(site, this.desk.Extras).Map(router);
        new ProjectRoutes(site).Map(router);
        new SiteRoutes(site).Map(router);
        new DevStatusRoutes(site).Map(router);
        new WatcherRoutes(site).Map(router);
        new WebhookRoutes(site, this.feed).Map(router);
        routes.MapFallback(static context =>
            Router.WriteAsync(context, Answer.NoEndpoint(context.Request.Method, context.Request.Path))
        );
    }

    protected override async ValueTask<bool> AdmitAsync(HttpContext context)
    {
        context.Response.Headers["X-Arequestid"] = Guid.NewGuid().ToString("N");
        context.Response.Headers["Atl-Traceid"] = Guid.NewGuid().ToString("N");
        if (Caller.Admit(context, this.desk.Site) is not { } answer)
        {
            return true;
        }

        await Router.WriteAsync(context, answer);
        return false;
    }
}
