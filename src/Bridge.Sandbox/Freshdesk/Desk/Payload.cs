using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>A file as it was sent.</summary>
internal sealed record SentFile(string Name, string ContentType, byte[] Bytes)
{
    /// <summary>A picture in the text.</summary>
    public bool Inline { get; init; }
}

/// <summary>The attributes of a create or update. From a form, numbers and truth values come as text.</summary>
internal sealed record Payload(JsonElement Root, IReadOnlyList<SentFile> Files, bool FromForm)
{
    public static Payload Of(JsonObject attributes, params IReadOnlyList<SentFile> files) =>
        new(JsonSerializer.SerializeToElement(attributes), files, FromForm: false);
}
