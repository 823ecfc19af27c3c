namespace Bridge.Core.Model;

/// <summary>A file as a tool lists it.</summary>
/// <param name="Id">The tool's id of the attachment. Freshdesk's inline images have none: the connector makes one that stays.</param>
/// <param name="Size">In bytes; null when the tool does not say.</param>
/// <param name="ContentType">The media type; null when the tool does not say.</param>
/// <param name="ByBridge">True when the bridge's own integration user added it.</param>
/// <param name="Url">Where it is downloaded; it may expire.</param>
public sealed record FileRef(
    string Id,
    string Name,
    long? Size,
    string? ContentType,
    DateTimeOffset At,
    string Author,
    bool ByBridge,
    string Url
);
