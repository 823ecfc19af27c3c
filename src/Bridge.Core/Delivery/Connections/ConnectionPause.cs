namespace Bridge.Core.Delivery.Connections;

/// <summary>Why a connection is paused.</summary>
public enum PauseCause
{
    /// <summary>The tool does not know the key any more, or shuts its user out.</summary>
    Credentials,

    /// <summary>The tool does not answer, or answers that it is in trouble.</summary>
    Outage,
}

/// <summary>Nothing but probes is sent to a tool.</summary>
/// <param name="Words">What the tool said, for an admin; it names no secret.</param>
/// <param name="NextProbe">When one node asks next whether it works again.</param>
public sealed record ConnectionPause(PauseCause Cause, DateTimeOffset Since, string Words, DateTimeOffset NextProbe);
