namespace Bridge.Connectors;

/// <summary>What <c>bridge doctor</c> looks at, and what each look is for: the table of docs/operate.md.</summary>
public static class Checks
{
    public const string Database = "database";
    public const string Mappings = "mappings";
    public const string Endpoint = "bridge";
    public const string Address = "address";
    public const string Credentials = "credentials";
    public const string Paused = "paused";
    public const string Expiry = "expiry";
    public const string Clock = "clock";
    public const string Limits = "limits";
    public const string Permissions = "permissions";
    public const string Zone = "zone";
    public const string Process = "process";
    public const string Webhook = "webhook";
    public const string Delivery = "delivery";
    public const string MailLoops = "mail loops";

    public static IReadOnlyList<(string Check, string LooksAt)> All { get; } =
    [
        (
            Database,
            "is reached, its version is known to work, its migrations are those of this program, its role may do what the bridge needs and no more"
        ),
        (Mappings, "the files are good, and each names connections that there are"),
        (Endpoint, "`PublicUrl` leads to a bridge that is ready"),
        (Address, "the tool answers at `BaseUrl`; its certificate is trusted and good for two weeks more"),
        (Credentials, "they are taken, also where a tool answers 200 to dead ones; who the bridge is there"),
        (Paused, "the bridge has not paused the connection"),
        (Expiry, "the day of `TokenExpires` is a month away"),
        (Clock, "the tool's clock and this one differ by half a minute at most"),
        (Limits, "requests are left, and `RequestsPerMinute` is not over what the account has"),
        (Permissions, "nothing that the bridge needs is missing, and nothing is there that it does not need"),
        (Zone, "ClickUp: the user's time zone is the one of the settings, else due dates are a day off"),
        (Process, "statuses, fields, options, permissions and ways of each process, as `mappings check --live` does"),
        (Webhook, "it exists, leads to `PublicUrl`, tells all events, is signed and healthy"),
        (Delivery, "a signed test delivery to `PublicUrl` is taken; nothing is stored"),
        (
            MailLoops,
            "Freshdesk: rules that mail the customer what the bridge does, tickets whose requester is the bridge"
        ),
    ];
}
