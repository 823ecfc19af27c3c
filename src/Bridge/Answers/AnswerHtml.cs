using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Bridge.Core.Model;

namespace Bridge.Answers;

/// <summary>The page of an answer as HTML: one style, no script, addresses relative to the page, so that any path before it will do.</summary>
internal static class AnswerHtml
{
    public const int LongestRemark = 2000;

    private static readonly string Style = ReadStyle();

    /// <summary>What the browser may do with the page: show its own style, and send its form back here.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Asks. Both answers are there, the clicked one first.</summary>
    /// <param name="tokens">The token of each answer.</param>
    public static string Ask(
        AnswerWords words,
        Snapshot? ticket,
        CustomerAnswer clicked,
        Func<CustomerAnswer, string> tokens
    )
    {
        CustomerAnswer[] order =
            clicked == CustomerAnswer.Works
                ? [CustomerAnswer.Works, CustomerAnswer.Broken]
                : [CustomerAnswer.Broken, CustomerAnswer.Works];
        var body = new StringBuilder();
        if (ticket?.Values[FieldNames.Subject]?.Display is { Length: > 0 } subject)
        {
            body.Append("<p class=\"about\">").Append(E(words.About)).Append(' ').Append(E(ticket.Key)).Append("</p>");
            body.Append("<p class=\"subject\">").Append(E(subject)).Append("</p>");
        }

        body.Append("<h1>").Append(E(words.Question)).Append("</h1>");
        body.Append("<form method=\"post\" action=\"").Append(E(tokens(clicked))).Append("\">");
        body.Append("<label for=\"remark\">").Append(E(words.Remark)).Append("</label>");
        body.Append("<textarea id=\"remark\" name=\"remark\" rows=\"3\" maxlength=\"")
            .Append(LongestRemark)
            .Append("\"></textarea><div class=\"buttons\">");
        foreach (var answer in order)
        {
            body.Append("<button type=\"submit\" class=\"")
                .Append(answer == clicked ? "first" : "second")
                .Append("\" formaction=\"")
                .Append(E(tokens(answer)))
                .Append("\">")
                .Append(E(answer == CustomerAnswer.Works ? words.Works : words.Broken))
                .Append("</button>");
        }

        body.Append("</div></form><p class=\"quiet\">").Append(E(words.NothingYet)).Append("</p>");
        return Page(words, words.Question, body.ToString());
    }

    public static string Say(AnswerWords words, string head, string text, bool good) =>
        Page(
            words,
            head,
            $"<p class=\"sign {(good ? "good" : "calm")}\" aria-hidden=\"true\">{(good ? "✓" : "i")}</p>"
                + $"<h1>{E(head)}</h1><p>{E(text)}</p>"
                + (good ? "" : $"<p class=\"quiet\">{E(words.OrReply)}</p>")
        );

    private static string Page(AnswerWords words, string title, string body) =>
        $"<!doctype html><html lang=\"{words.Language}\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex, nofollow\">"
        + $"<title>{E(title)}</title><style>{Style}</style></head><body><main>{body}</main></body></html>";

    private static string E(string text) => WebUtility.HtmlEncode(text);

    private static string ReadStyle()
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream =
            assembly.GetManifestResourceStream("Bridge.Answers.answer.css")
            ?? throw new InvalidOperationException("the program was built without Answers/answer.css");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
