using Bridge.Sandbox.ClickUp.Routes;
using Bridge.Sandbox.ClickUp.State;
using Bridge.Sandbox.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridge.Sandbox.ClickUp;

/// <summary>
/// ClickUp: one workspace behind REST v2 (and the v3 move), with webhooks. Set it up with the Add methods, let
/// people work through <see cref="As(ClickUpUser)"/>, look into it with the Get methods. Thread safe.
/// </summary>
public sealed partial class ClickUpServer : SandboxServer
{
    private readonly World world;
    private readonly WebhookBook webhooks;
    private readonly TaskBook tasks;
    private readonly TaskEdits edits;
    private readonly TaskMoves moves;
    private readonly CommentBook comments;
    private readonly Setup setup;
    private readonly RateLimiter limiter;

    public ClickUpServer(TimeProvider time, ClickUpOptions? options = null)
        : base(time)
    {
        this.Options = options ?? new ClickUpOptions();
        this.Webhooks = new WebhookSender(
            time,
            this.Options.WebhookTimeout,
            this.Options.WebhookRetryWaits,
            static status => status is not (401 or 410)
        );
        this.world = new World(this.Time, this.Options) { FileHost = () => this.BaseUrl };
        this.webhooks = new WebhookBook(this.world, this.Webhooks);
        this.tasks = new TaskBook(this.world, this.webhooks);
        this.edits = new TaskEdits(this.world, this.tasks);
        this.moves = new TaskMoves(this.world, this.tasks, this.edits, this.webhooks);
        this.comments = new CommentBook(this.world, this.webhooks);
        this.setup = new Setup(this.world, this.edits, this.webhooks);
        this.limiter = new RateLimiter(this.Time, this.Options.RequestsPerMinute);
    }

    public ClickUpOptions Options { get; }

    /// <summary>What goes out, how it fares, and the weather it meets.</summary>
    public WebhookSender Webhooks { get; }

    /// <summary>The requests a minute and token from now on.</summary>
    public int RequestsPerMinute
    {
        get => this.limiter.Limit;
        set => this.limiter.Limit = value;
    }

    public override async ValueTask DisposeAsync()
    {
        await this.Webhooks.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        var desk = new Desk(this.world);
        new PlaceRoutes(this.world, desk).Map(routes);
        new TaskRoutes(this.world, desk, this.tasks, this.edits, this.moves).Map(routes);
        new CommentRoutes(this.world, desk, this.comments).Map(routes);
        new FileRoutes(this.world).Map(routes);
        new WebhookRoutes(this.world, desk, this.webhooks).Map(routes);
        routes.MapFallback("{**path}", static context => Desk.RefuseAsync(context, Refusal.NoRoute));
    }

    /// <summary>
    /// Files are public. A personal token (pk_) comes raw: ClickUp refuses it after "Bearer" as if it were wrong. An OAuth token comes
    /// either way.
    /// </summary>
    protected override async ValueTask<bool> AdmitAsync(HttpContext context)
    {
        var refusal = FileRoutes.IsOf(context.Request) ? null : this.Authenticate(context);
        if (refusal is not null)
        {
            await Desk.RefuseAsync(context, refusal);
        }

        return refusal is null;
    }

    private Refusal? Authenticate(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return Refusal.TokenMissing;
        }

        const string Bearer = "Bearer ";
        var bearer = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);
        var token = bearer ? header[Bearer.Length..] : header;
        ClickUpUser? user;
        lock (this.world.Gate)
        {
            user = this.world.Tokens.GetValueOrDefault(token);
        }

        if (user is null || (bearer && token.StartsWith("pk_", StringComparison.Ordinal)))
        {
            return Refusal.TokenInvalid;
        }

        context.Items[Desk.UserKey] = user;
        return this.limiter.Take(token, context.Response) ? null : Refusal.RateLimited;
    }
}
