using System.Globalization;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads shares as people write them: "75%", "12.5 %".</summary>
internal static class Shares
{
    /// <summary>0.75 for "75%"; null when the text is no share above nothing.</summary>
    internal static decimal? Read(string text)
    {
        var trimmed = text.Trim();
        return
            trimmed.EndsWith('%')
            && decimal.TryParse(
                trimmed[..^1].Trim(),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var percent
            )
            && percent is > 0 and <= 10_000
            ? percent / 100
            : null;
    }
}
