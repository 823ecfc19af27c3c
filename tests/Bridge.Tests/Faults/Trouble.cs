using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Faults;

/// <summary>One way in which a call goes wrong.</summary>
/// <param name="Name">As docs/faults.md names it.</param>
/// <param name="Make">The fault for the dial of a tool of this name; null: the call does not come to the tool at all.</param>
internal sealed record Trouble(string Name, Func<string, Fault>? Make)
{
    /// <summary>When a late write is executed: after the caller has given up.</summary>
    public static readonly TimeSpan LateBy = TimeSpan.FromSeconds(90);

    public static readonly Trouble Unauthorized = new("401", tool => Answer(401, DeadKey(tool)));
    public static readonly Trouble Forbidden = new("403", tool => Answer(403, Words(tool)));
    public static readonly Trouble Missing = new("404", tool => Answer(404, Words(tool)));
    public static readonly Trouble Clash = new("409", tool => Answer(409, Words(tool)));
    public static readonly Trouble Refused = new("connection refused", null);
    public static readonly Trouble Untrusted = new("TLS failure", null);
    public static readonly Trouble Cut = new("cut after the write", _ => new Fault.CutAfter());
    public static readonly Trouble Late = new("no answer for 60 s, written later", _ => new Fault.Late(LateBy));
    public static readonly Trouble Half = new("half a body", _ => new Fault.HalfBody());
    public static readonly Trouble Login = new(
        "HTML login page with 200",
        _ => new Fault.Answer(200, "<!DOCTYPE html><html><body>Please log in</body></html>", "text/html")
    );

    /// <summary>All of them, in the order of the tables.</summary>
    public static IReadOnlyList<Trouble> All { get; } =
    [
        new("400", tool => Answer(400, Words(tool))),
        Unauthorized,
        Forbidden,
        Missing,
        Clash,
        new("422", tool => Answer(422, Words(tool))),
        new("429 with Retry-After", tool => new Fault.Answer(429, Words(tool), RetryAfter: TimeSpan.FromSeconds(5))),
        new("429 without", tool => Answer(429, Words(tool))),
        new("500", tool => Answer(500, Words(tool))),
        new("502", _ => new Fault.Answer(502, "<html>Bad gateway</html>", "text/html")),
        new("503", _ => new Fault.Answer(503, "unavailable", "text/plain")),
        Refused,
        Untrusted,
        new("cut before the write", _ => new Fault.CutBefore()),
        Cut,
        new("no answer for 60 s", _ => new Fault.Hang(TimeSpan.FromHours(1))),
        Late,
        Half,
        new("text/plain with 200", _ => new Fault.Garbled("text/plain", "OK")),
        new("XML with 200", _ => new Fault.Garbled("application/xml", "<ok>true</ok>")),
        Login,
    ];

    /// <summary>Those that a read can meet.</summary>
    public static IEnumerable<Trouble> OfReads => All.Where(trouble => trouble != Late);

    public override string ToString() => this.Name;

    private static Fault.Answer Answer(int status, string body) => new(status, body);

    /// <summary>A refusal without a reason that the bridge knows, in the tool's own shape.</summary>
    private static string Words(string tool) =>
        tool switch
        {
            "freshdesk" => """{"code":"access_denied","message":"A made refusal"}""",
            "jira" => """{"errorMessages":["A made refusal"],"errors":{}}""",
            _ => """{"err":"A made refusal"}""",
        };

    private static string DeadKey(string tool) =>
        tool switch
        {
            "freshdesk" => """{"code":"invalid_credentials","message":"You have to be logged in."}""",
            "clickup" => """{"err":"Token invalid","ECODE":"OAUTH_025"}""",
            _ => Words(tool),
        };
}
