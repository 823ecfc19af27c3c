using System.Net;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>The bridge's own words about the customer's answer, as HTML for agents. Never for customers.</summary>
internal static class ValidationTexts
{
    public static string Remark(string answer, string remark) =>
        $"<p><b>The customer answered by link: {E(answer)}</b></p><blockquote>{Lines(remark)}</blockquote>";

    public static string Late(GivenAnswer given) =>
        $"<p><b>The customer answered by link, too late to act on: {(given.Answer == CustomerAnswer.Works ? "it works" : "it is still broken")}</b>. "
        + "The case had gone on by then. Please look whether that is right.</p>"
        + (given.Remark is { } remark ? $"<blockquote>{Lines(remark)}</blockquote>" : "");

    public static string KeptOpen() =>
        "<p><b>The customer has not answered within the response window.</b> The ticket stays open: ask again, or set the "
        + "answer when you know it.</p>";

    private static string Lines(string text) =>
        E(text.ReplaceLineEndings("\n")).Replace("\n", "<br>", StringComparison.Ordinal);

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
