using System.Globalization;

namespace Bridge.Core.Mappings;

/// <summary>Sizes of files as people write them: "500 KB", "20 MB". A KB is 1024 bytes, an MB 1024 KB.</summary>
public static class FileSize
{
    /// <summary>Sizes as an editor checks them (ECMA 262).</summary>
    internal const string Pattern = @"^\d{1,4} *([Kk]|[Mm]|[Gg])[Bb]$";

    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("GB", 1024L * 1024 * 1024),
        ("MB", 1024L * 1024),
        ("KB", 1024L),
    ];

    /// <summary>In bytes; null when the text is no size, or none at all.</summary>
    public static long? Read(string text)
    {
        var trimmed = text.Trim();
        foreach (var (unit, bytes) in Units)
        {
            if (
                trimmed.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(
                    trimmed[..^unit.Length].TrimEnd(),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                && number is > 0 and < 10_000
            )
            {
                return number * bytes;
            }
        }

        return null;
    }

    /// <summary>To one place behind the point: "34.2 MB".</summary>
    public static string InWords(long bytes)
    {
        foreach (var (unit, size) in Units)
        {
            if (bytes >= size)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / size:0.#} {unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes");
    }
}
