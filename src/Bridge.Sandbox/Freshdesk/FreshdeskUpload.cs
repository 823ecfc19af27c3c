using Bridge.Sandbox.Freshdesk.Desk;

namespace Bridge.Sandbox.Freshdesk;

/// <summary>A file that a person attaches.</summary>
public sealed record FreshdeskUpload(string Name, string ContentType, byte[] Bytes)
{
    /// <summary>True: a picture that stands in the text itself. No answer lists it as an attachment.</summary>
    public bool Inline { get; init; }

    internal static IReadOnlyList<SentFile> ToSent(IReadOnlyList<FreshdeskUpload> files) =>
        [.. files.Select(f => new SentFile(f.Name, f.ContentType, f.Bytes) { Inline = f.Inline })];
}
