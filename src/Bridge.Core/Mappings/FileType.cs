using System.Collections.Immutable;

namespace Bridge.Core.Mappings;

/// <summary>A type of files: a kind such as "images", or an ending such as ".log".</summary>
/// <param name="Word">As the mapping file has it, in lower case.</param>
public sealed record FileType(string Word)
{
    private static readonly ImmutableArray<(string Word, string? Media, ImmutableArray<string> Endings)> Known =
    [
        (
            "images",
            "image/",
            [".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".heic", ".svg", ".tif", ".tiff", ".ico"]
        ),
        ("video", "video/", [".mp4", ".mov", ".avi", ".mkv", ".webm", ".wmv", ".m4v"]),
        ("audio", "audio/", [".mp3", ".wav", ".ogg", ".m4a", ".flac"]),
        ("text", "text/", [".txt", ".log", ".csv", ".md", ".json", ".xml", ".yaml", ".yml", ".har"]),
        (
            "documents",
            null,
            [".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".rtf", ".eml", ".msg"]
        ),
        ("archives", null, [".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".bz2", ".xz", ".zst"]),
        (
            "programs",
            null,
            [
                ".exe",
                ".msi",
                ".bat",
                ".cmd",
                ".com",
                ".scr",
                ".ps1",
                ".sh",
                ".vbs",
                ".js",
                ".jar",
                ".apk",
                ".dmg",
                ".lnk",
            ]
        ),
    ];

    /// <summary>The kinds that there are.</summary>
    public static ImmutableArray<string> Kinds { get; } = [.. Known.Select(kind => kind.Word)];

    /// <summary>True when a file is of this type: by its last ending, or by what the tool says it is.</summary>
    public bool Has(string name, string? contentType)
    {
        if (this.Word.StartsWith('.'))
        {
            return name.EndsWith(this.Word, StringComparison.OrdinalIgnoreCase);
        }

        var (_, media, endings) = Known.First(kind => kind.Word == this.Word);
        return endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            || (media is not null && contentType?.StartsWith(media, StringComparison.OrdinalIgnoreCase) == true);
    }
}
