namespace Bridge.Core.Text;

/// <summary>A part of a line.</summary>
public abstract record Inline
{
    private Inline() { }

    public sealed record Text(string Value, Marks Marks) : Inline;

    public sealed record LineBreak : Inline;

    /// <summary>A person named without the "@". The writers write it as text: a tool's own id is not known here.</summary>
    public sealed record Mention(string Name) : Inline;

    /// <summary>A picture; the address is http or https or null, the attachment id is the one of the tool it was read from.</summary>
    public sealed record Image(string Alt, string? Url, string? AttachmentId) : Inline
    {
        /// <summary>What stands for the picture where none can be shown: its description, else its file name.</summary>
        public string Label => this.Alt.Length > 0 ? this.Alt : FileName(this.Url) ?? "image";

        /// <summary>What stands for the picture in formats without pictures. Trackers show other files as pictures too.</summary>
        public string Words =>
            this.Label is "image" ? "[image]" : $"[{(IsPicture(this.Label) ? "image" : "file")}: {this.Label}]";

        /// <summary>A name without an ending is a description.</summary>
        private static bool IsPicture(string name)
        {
            var ending = name[(name.LastIndexOf('.') + 1)..];
            return ending.Length == name.Length
                || ending.Length > 5
                || !ending.All(char.IsAsciiLetterOrDigit)
                || ending.ToUpperInvariant() is "PNG" or "JPG" or "JPEG" or "GIF" or "WEBP" or "BMP" or "SVG" or "HEIC";
        }

        private static string? FileName(string? url)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            {
                return null;
            }

            var name = Characters.OneLine(Uri.UnescapeDataString(address.Segments[^1].Trim('/')));
            return name.Length > 0 ? name : null;
        }
    }
}
