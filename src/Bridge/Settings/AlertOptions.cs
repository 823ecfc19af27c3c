namespace Bridge.Settings;

/// <summary>
/// What people are told of, and by what way, without looking at a page. It is about one thing: findings, the bridge's health,
/// signals that wait, or effects that wait for a person.
/// </summary>
public sealed class AlertOptions
{
    /// <summary>Kinds of findings; empty: it is not about findings.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>Of findings: of cases of these processes; empty: of all, and those of no case.</summary>
    public List<string> Processes { get; } = [];

    /// <summary>Of findings: that concern these connections; empty: all.</summary>
    public List<string> Connections { get; } = [];

    /// <summary>Of findings: that are open for at least so long.</summary>
    public TimeSpan OpenFor { get; set; }

    /// <summary>True: the bridge is not ready: <c>/health/ready</c> has problems.</summary>
    public bool Degraded { get; set; }

    /// <summary>A signal has waited for longer than this.</summary>
    public TimeSpan? OldestSignal { get; set; }

    /// <summary>More effects than this were refused and wait for a person.</summary>
    public int? RefusedEffects { get; set; }

    /// <summary>A webhook of the settings that is told.</summary>
    public string? Webhook { get; set; }

    /// <summary>A Freshdesk connection whose mail tells it, by a private note that notifies agents.</summary>
    public string? MailBy { get; set; }

    /// <summary>The ticket that the notes are written to; a standing one that is in no process.</summary>
    public long? MailTicket { get; set; }

    /// <summary>Addresses of agents of that Freshdesk.</summary>
    public List<string> MailTo { get; } = [];

    /// <summary>How long something must stand before it is told.</summary>
    public TimeSpan After { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after a message the next one comes while it stands; zero: never.</summary>
    public TimeSpan Repeat { get; set; } = TimeSpan.FromHours(4);

    /// <summary>Whether its end is told too.</summary>
    public bool TellWhenOver { get; set; } = true;
}
