using Bridge.Sandbox.Freshdesk.Rules;
using Bridge.Sandbox.Hosting;

namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>All state of the simulated account. Whoever touches it does so inside <see cref="Enter"/>.</summary>
internal sealed class Account
{
    private readonly TimeProvider time;
    private readonly Lock gate = new();

    public Account(TimeProvider time, FreshdeskOptions options, WebhookSender sender, Func<string> baseUrl)
    {
        this.time = time;
        this.Options = options;
        this.BaseUrl = baseUrl;
        this.Fields = new FieldCatalog(options.NumberedFieldNames, this.Stamp());
        this.Search = new SearchIndex(options.SearchLag);
        this.Tickets = new TicketBook(this.Search);
        this.Sla = new SlaClock(options, this.Tickets);
        this.Automations = new Automations(new Placeholders(this.Fields, this.People, this.Tickets, baseUrl), sender);
        this.Desk = new TicketDesk(this);
        this.Talk = new ConversationDesk(this);
        this.Merging = new MergeDesk(this);
        this.Bulk = new BulkDesk(this);
        this.Summaries = new SummaryBook(this.Html);
        this.Solutions = new SolutionBook(this.Html);
        this.SupportEmails.Add(options.SupportEmail);
    }

    public FreshdeskOptions Options { get; }

    public Func<string> BaseUrl { get; }

    public HtmlBody Html { get; } = new();

    public PeopleBook People { get; } = new();

    public FieldCatalog Fields { get; }

    public SearchIndex Search { get; }

    public TicketBook Tickets { get; }

    public FileStore Files { get; } = new();

    public SlaClock Sla { get; }

    public Automations Automations { get; }

    public TicketDesk Desk { get; }

    public ConversationDesk Talk { get; }

    public MergeDesk Merging { get; }

    public BulkDesk Bulk { get; }

    public SummaryBook Summaries { get; }

    public SolutionBook Solutions { get; }

    public HashSet<string> SupportEmails { get; } = new(StringComparer.OrdinalIgnoreCase);

    public DateTimeOffset Now => this.time.GetUtcNow();

    /// <summary>Now in whole seconds: the tool keeps no finer times.</summary>
    public DateTimeOffset Stamp() => DateTimeOffset.FromUnixTimeSeconds(this.Now.ToUnixTimeSeconds());

    /// <summary>Does one thing alone, after what time has brought due.</summary>
    public T Enter<T>(Func<Account, T> action)
    {
        lock (this.gate)
        {
            this.Sla.Advance(this.Now);
            return action(this);
        }
    }
}
