using System.Net;
using Bridge.Connectors;

namespace Bridge.Webhooks;

/// <summary>What is logged of webhooks: never their bodies, headers or secrets.</summary>
public sealed partial class WebhookLog(ILogger<WebhookLog> logger)
{
    [LoggerMessage(LogLevel.Warning, "A webhook for {Connection} from {Address} was refused: signature {Verdict}")]
    public partial void Refused(string connection, SignatureVerdict verdict, IPAddress? address);

    [LoggerMessage(LogLevel.Warning, "A webhook of {Connection} was not understood and is in quarantine: {Reason}")]
    public partial void Quarantined(string connection, string reason);
}
