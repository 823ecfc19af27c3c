using System.Net;
using System.Security.Cryptography;
using System.Text;
using Bridge.Core.Model;
using Bridge.Core.Reporting;

namespace Bridge.Core.Planning;

/// <summary>
/// Puts what somebody of the support team must act on onto the ticket, as a private note, once: the same finding with the
/// same words is not told again.
/// </summary>
internal static class FindingNotes
{
    /// <summary>To be asked when all findings of the plan are known.</summary>
    public static void Tell(Draft draft)
    {
        foreach (var finding in draft.Findings.Where(f => draft.Process.Findings.Note.Contains(f.Kind)).ToList())
        {
            if (IsOfTicket(draft.Case, finding) && draft.FirstTime($"told/{finding.Key}/{Print(finding.Message)}"))
            {
                draft.Note(Html(finding), $"tells of the finding {finding.Key}");
            }
        }
    }

    /// <summary>
    /// False for a note that the helpdesk refused: to tell of it there would be refused as well, for ever. False, too, for
    /// what only an admin can mend: a webhook, the knowledge base.
    /// </summary>
    private static bool IsOfTicket(Case value, Finding finding) =>
        finding.Kind != FindingKind.Refused
        || (
            finding.Key.StartsWith(UnsaidWords.Prefix, StringComparison.Ordinal)
            && !value.Unsaid.Any(u => u.Kind is "note" or "post" && finding.Key == UnsaidWords.Prefix + u.Key)
        );

    private static string Html(Finding finding)
    {
        var words = FindingWords.Of(finding.Kind);
        return $"<p><b>{WebUtility.HtmlEncode(words.Title)}</b></p><p>{WebUtility.HtmlEncode(finding.Message)}</p>"
            + $"<p>{WebUtility.HtmlEncode(words.Do)}</p>";
    }

    private static string Print(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
