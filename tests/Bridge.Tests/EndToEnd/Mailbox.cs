using System.Net;
using System.Text.RegularExpressions;

namespace Bridge.Tests.EndToEnd;

/// <summary>What a customer does with the mails of a ticket: clicks the newest link of a name and sends the page.</summary>
internal static class Mailbox
{
    public static async Task AnswerAsync(Desk desk, long ticket, string label, string remark = "")
    {
        using var browser = new HttpClient();
        using var form = new FormUrlEncodedContent([new("remark", remark)]);
        using var sent = await browser.PostAsync(
            Link(desk, ticket, label),
            form,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
    }

    private static Uri Link(Desk desk, long ticket, string label)
    {
        var pattern = $"href=\"(?<link>[^\"]+/answer/[^\"]+)\"[^>]*>{Regex.Escape(label)}<";
        var links = desk
            .World.City.Freshdesk.CustomerReplies(ticket)
            .SelectMany(mail =>
                Regex.Matches(mail.Body, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            );
        return new Uri(WebUtility.HtmlDecode(links.Last().Groups["link"].Value));
    }
}
