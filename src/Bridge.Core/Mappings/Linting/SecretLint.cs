using System.Text.RegularExpressions;
using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Linting;

/// <summary>Looks for secrets that somebody wrote into a file, comments included. What was found is never said.</summary>
internal static partial class SecretLint
{
    internal static void Check(string text, Notes notes)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            foreach (var match in Pattern().EnumerateMatches(line))
            {
                notes.Error(
                    notes.At(
                        new YamlPlace(number, match.Index + 1),
                        LintRules.Secret,
                        "this looks like a secret; secrets belong into the settings: take it out, and replace it in the tool"
                    ) with
                    {
                        Length = match.Length,
                    }
                );
            }
        }
    }

    [GeneratedRegex(
        @"\bATATT3[A-Za-z0-9_\-=]{20,}|\bpk_\d{4,12}_[A-Z0-9]{20,}|\bgh[pousr]_[A-Za-z0-9]{30,}|\bAKIA[0-9A-Z]{16}\b|\bxox[abpr]-[A-Za-z0-9-]{10,}|-----BEGIN [A-Z ]{0,20}PRIVATE KEY|\b[a-z]{2,10}://[^\s/:@]{1,80}:[^\s/:@]{3,80}@|\b(api[ _-]?key|password|secret|token) ?[:=] ?(?=\S{0,80}\d)[A-Za-z0-9+/_=.-]{16,}",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Pattern();
}
