using System.Globalization;

namespace Bridge.Core.Planning;

/// <summary>Days as people of a language write them in a letter.</summary>
internal static class DateWords
{
    private const string Usual = "d MMMM yyyy";

    /// <summary>"3 December 2026"; in English for a language that the machine does not know.</summary>
    /// <param name="language">A code such as "de" or "pt-BR"; null: English.</param>
    public static string Of(DateOnly day, string? language)
    {
        var culture = Culture(language);
        return day.ToString(Pattern(culture.Name), culture);
    }

    private static CultureInfo Culture(string? language)
    {
        try
        {
            return string.IsNullOrWhiteSpace(language) || Same(language, "en")
                ? CultureInfo.GetCultureInfo("en-GB")
                : CultureInfo.GetCultureInfo(language);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.GetCultureInfo("en-GB");
        }
    }

    private static string Pattern(string culture) =>
        culture.ToLowerInvariant().Split('-') switch
        {
            ["en", "us" or "ph"] => "MMMM d, yyyy",
            ["de" or "da" or "nb" or "nn" or "no" or "fi" or "cs" or "sk" or "sl" or "hr" or "is" or "et", ..] =>
                "d. MMMM yyyy",
            ["es" or "pt" or "ca" or "gl", ..] => "d 'de' MMMM 'de' yyyy",
            ["hu", ..] => "yyyy. MMMM d.",
            ["lt", ..] => "yyyy 'm.' MMMM d 'd.'",
            ["lv", ..] => "yyyy. 'gada' d. MMMM",
            ["zh" or "ja", ..] => "yyyy年M月d日",
            ["ko", ..] => "yyyy년 M월 d일",
            _ => Usual,
        };

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
