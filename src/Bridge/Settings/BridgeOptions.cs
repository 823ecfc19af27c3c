using Bridge.Connectors;

namespace Bridge.Settings;

/// <summary>The settings under <c>Bridge</c>.</summary>
public sealed class BridgeOptions
{
    /// <summary>The folder of the mapping files.</summary>
    public string Mappings { get; set; } = "mappings";

    /// <summary>Where the private PostgreSQL and the log files live.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>The address at which tools and people reach the bridge, for the links by which customers answer; null: not known.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Password of the admin pages for requests that do not come from this machine; null: such are refused.</summary>
    public string? AdminPassword { get; set; }

    public string? AdminPasswordFile { get; set; }

    /// <summary>What customers' answer links are signed with; null: a key of its own, made once in the data folder.</summary>
    public string? AnswerKey { get; set; }

    public string? AnswerKeyFile { get; set; }

    /// <summary>Cases worked on side by side.</summary>
    public int Concurrency { get; set; } = 64;

    /// <summary>
    /// For how long a node has a case before another may take it over, unless it says that it still works on it. At least
    /// 15 seconds.
    /// </summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// When a case that could be looked at waits longer than this, health is degraded and a finding is open. At least 10
    /// seconds.
    /// </summary>
    public TimeSpan WaitsTooLong { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The most webhooks a minute of one address on one connection; more are answered 429. At least 60.</summary>
    public int WebhooksPerMinute { get; set; } = 60_000;

    /// <summary>Changed mapping files that would send more messages than this to customers wait for a person's word.</summary>
    public int StormLimit { get; set; } = 25;

    /// <summary>When the jobs of once a night begin, in UTC.</summary>
    public TimeOnly NightlyAt { get; set; } = new(2, 0);

    /// <summary>How many cases are compared with their tools in an hour, to find drift; 0: none.</summary>
    public int DriftPerHour { get; set; } = 240;

    /// <summary>How long the story of a case that is over is kept after the last look at it.</summary>
    public TimeSpan KeepStories { get; set; } = TimeSpan.FromDays(730);

    /// <summary>How long the ended effects of a case that is over are kept after the last look at it.</summary>
    public TimeSpan KeepEffects { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long findings are kept once they are closed.</summary>
    public TimeSpan KeepFindings { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long webhooks that nobody understood are kept.</summary>
    public TimeSpan KeepQuarantine { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Webhooks that the bridge tells, by the name that mapping files use.</summary>
    public Dictionary<string, WebhookOptions> Webhooks { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What people are told of by themselves, by a name that they know it by.</summary>
    public Dictionary<string, AlertOptions> Alerts { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The tools' accounts, by the name that mapping files use.</summary>
    public Dictionary<string, ConnectionOptions> Connections { get; } = new(StringComparer.OrdinalIgnoreCase);
}
