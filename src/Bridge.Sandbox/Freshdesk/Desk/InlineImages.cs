using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Bridge.Sandbox.Freshdesk.Wire;

namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>
/// Pictures in a text: kept as files that no answer lists, shown by an address that is signed anew with each answer.
/// </summary>
internal static partial class InlineImages
{
    /// <summary>The text with a picture for each of these files at its end.</summary>
    public static string With(string html, IReadOnlyList<FreshdeskFile> files) =>
        html
        + string.Concat(
            files.Select(f =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<img class=\"inline-image\" data-id=\"{f.Id}\" alt=\"{WebUtility.HtmlEncode(f.Name)}\" src=\"cid:{f.Id}\">"
                )
            )
        );

    /// <summary>The text as an answer shows it, with addresses that can be followed for some minutes.</summary>
    public static string Shown(string html, Account account) =>
        html.Contains("src=\"cid:", StringComparison.Ordinal)
            ? Source()
                .Replace(
                    html,
                    match =>
                        account.Files.Find(long.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture))
                            is var (file, _)
                            ? $"src=\"{WebUtility.HtmlEncode(FileLinks.For(file, account))}\""
                            : match.Value
                )
            : html;

    [GeneratedRegex("src=\"cid:(?<id>[0-9]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Source();
}
