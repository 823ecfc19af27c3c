using System.Net;
using System.Text.RegularExpressions;
using Bridge.Sandbox.Scenery;

namespace Bridge.Demo;

/// <summary>The words of stories in which the customer has the last word, by the links in the mails.</summary>
internal abstract class AskingStory(DemoWorld world) : StoryScript(world)
{
    private const string Works = "It works";
    private const string Broken = "It is still broken";

    /// <summary>Longer than the grace time of both processes.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(6);

    protected abstract string Subject { get; }

    /// <summary>A customer writes, and the account's automation gives the ticket to a group.</summary>
    protected StoryStep Arrives(string title, string who, Customer customer, string text, string group, Fact told) =>
        new(title)
        {
            Acts =
            [
                By(
                    who,
                    "by mail",
                    $"writes “{this.Subject}”",
                    () => this.Ticket = customer.ByMail.CreateTicket(this.Subject, $"<p>{text}</p>").Id
                ),
                By(
                    "An automation",
                    "in Freshdesk",
                    $"gives the ticket to {group}",
                    () => this.City.Agents.Sam.InFreshdesk.SetGroup(this.Ticket, this.City.HelpDesk.Group(group))
                ),
            ],
            Comes = [told],
            Stays = [this.Replied(1, "and nothing more")],
        };

    /// <summary>An agent moves the ticket without what the stage asks for, and it is put back after the grace time.</summary>
    protected StoryStep PutBack(string title, string who, DeskAgent agent, string status, params string[] missing) =>
        new(title)
        {
            Acts = [By(who, "in Freshdesk", $"moves the ticket to {status}", () => this.Change(agent, status))],
            Passes = Grace,
            Comes = [this.Stands("Open"), this.Note("a private note says what is missing", missing)],
            Stays = [this.Replied(1, "the customer hears nothing of it")],
        };

    /// <summary>The customer clicks a link of the newest mail that has it, and sends the page's form.</summary>
    protected Act SaysItWorks(string who) =>
        new(
            who,
            "in the browser",
            $"clicks “{Works}” and sends the page",
            cancel => this.AnswerAsync(Works, "", cancel)
        );

    /// <summary>As above, with a remark.</summary>
    protected Act SaysItIsBroken(string who, string remark) =>
        new(
            who,
            "in the browser",
            $"clicks “{Broken}” and writes: {remark}",
            cancel => this.AnswerAsync(Broken, remark, cancel)
        );

    /// <summary>The knowledge base has one draft of the case, with all of these words.</summary>
    protected Fact Article(params string[] words) =>
        See(
            "Freshdesk",
            "the knowledge base has a draft of it, once",
            () =>
                this.City.Freshdesk.Articles.Where(a => a.Title == this.Subject).ToList() is [{ Status: 1 } draft]
                && draft.FolderId == this.City.HelpDesk.KnownSolutions.Id
                && HasAll(draft.DescriptionText, words),
            () => Shorten(this.City.Freshdesk.Articles.Single(a => a.Title == this.Subject).DescriptionText)
        );

    private async Task AnswerAsync(string label, string remark, CancellationToken cancel)
    {
        using var browser = new HttpClient();
        var link = this.Link(label);
        using var page = await browser.GetAsync(link, cancel);
        page.EnsureSuccessStatusCode();
        using var form = new FormUrlEncodedContent([new("remark", remark)]);
        using var sent = await browser.PostAsync(link, form, cancel);
        sent.EnsureSuccessStatusCode();
    }

    private Uri Link(string label)
    {
        var pattern = $"href=\"(?<link>[^\"]+/answer/[^\"]+)\"[^>]*>{Regex.Escape(label)}<";
        var newest = this
            .City.Freshdesk.CustomerReplies(this.Ticket)
            .Select(mail =>
                Regex.Match(mail.Body, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["link"]
            )
            .Last(link => link.Success);
        return new Uri(WebUtility.HtmlDecode(newest.Value));
    }
}
