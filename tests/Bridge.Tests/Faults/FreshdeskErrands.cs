using System.Globalization;
using Bridge.Core.Model;
using Bridge.Sandbox.ClickUp;

namespace Bridge.Tests.Faults;

/// <summary>What is written to Freshdesk, mostly because somebody did something in ClickUp.</summary>
internal static class FreshdeskErrands
{
    private const string Tool = "freshdesk";

    public static IReadOnlyList<Errand> Of(FaultWorld world, ClickUpCases cases)
    {
        var (desk, city, eve) = (world.City.Freshdesk, world.City, world.City.Engineers.Eve.InClickUp);
        var once = Expected.Once(Tool);
        return
        [
            new Errand("update", Tool, "update", "PUT")
            {
                Path = stand => $"/tickets/{stand.Ticket}$",
                Prepare = cases.BeginAsync,
                Act = stand => Tracker(() => eve.SetField(stand.Item, "Resolution Notes", stand.Word)),
                Count = stand =>
                    Equals(
                        desk.Ticket(stand.Ticket)
                            .CustomFields.GetValueOrDefault(city.HelpDesk.Field("Resolution Notes")),
                        stand.Word
                    )
                        ? 1
                        : 0,
                Expected = Expected.State(Tool),
            },
            new Errand("private note", Tool, "note", "POST")
            {
                Path = stand => $"/tickets/{stand.Ticket}/notes$",
                Prepare = cases.BeginAsync,
                Act = stand => Tracker(() => eve.Comment(stand.Item, $"Seen {stand.Word}")),
                Count = stand => Notes(world, stand, $"Seen {stand.Word}"),
                Expected = once,
            },
            new Errand("reply", Tool, "reply", "POST")
            {
                Path = stand => $"/tickets/{stand.Ticket}/reply$",
                Prepare = cases.BeginAsync,
                Act = stand => Tracker(() => eve.SetField(stand.Item, "Issue Workaround", $"Try {stand.Word}")),
                Count = stand =>
                    desk.CustomerReplies(stand.Ticket)
                        .Count(r => r.BodyText.Contains(stand.Word, StringComparison.Ordinal)),
                Expected = once,
            },
            new Errand("edited note", Tool, "edit note", "PUT")
            {
                Path = _ => "/conversations/[0-9]+$",
                Prepare = stand => cases.WithCommentAsync(stand, eve),
                Act = stand => Tracker(() => eve.EditComment(stand.Source, $"Mended {stand.Word}")),
                Count = stand => Notes(world, stand, $"Mended {stand.Word}"),
                Expected = Expected.Repeatable(Tool),
            },
            new Errand("removed note", Tool, "remove note", "DELETE")
            {
                Path = _ => "/conversations/[0-9]+$",
                Prepare = stand => cases.WithCommentAsync(stand, eve),
                Act = stand => Tracker(() => eve.DeleteComment(stand.Source)),
                Count = stand => 1 - Notes(world, stand, $"First {stand.Word}"),
                Expected = Expected.Repeatable(Tool),
            },
            new Errand("file", Tool, "attach", "POST")
            {
                Path = stand => $"/tickets/{stand.Ticket}/notes$",
                Prepare = cases.BeginAsync,
                Act = stand =>
                    Tracker(() => eve.Attach(stand.Item, $"{stand.Word}.txt", "It burns"u8.ToArray(), "text/plain")),
                Count = stand =>
                    desk.Conversations(stand.Ticket)
                        .SelectMany(c => c.Attachments)
                        .Count(f => f.Name == $"{stand.Word}.txt"),
                Expected = once,
            },
            new Errand("article", Tool, "article", "POST")
            {
                Path = _ => "/solutions/folders/[0-9]+/articles$",
                Prepare = cases.BeginAsync,
                Act = stand => Tracker(() => eve.SetStatus(stand.Item, "in production")),
                Count = stand => desk.Articles.Count(a => a.Title == stand.Word),
                Expected = once,
            },
        ];
    }

    private static int Notes(FaultWorld world, Stand stand, string words) =>
        world
            .City.Freshdesk.Conversations(stand.Ticket)
            .Count(c => c.Private && c.BodyText.Contains(words, StringComparison.Ordinal));

    private static Side Tracker(Action act)
    {
        act();
        return Side.Tracker;
    }
}

/// <summary>Cases with a task in ClickUp.</summary>
internal sealed class ClickUpCases(FaultWorld world)
{
    /// <summary>A ticket that came in and is linked, at rest.</summary>
    public async Task BeginAsync(Stand stand)
    {
        await Opening.BeginAsync(world, stand);
        stand.Item = world.City.ClickUp.GetTasks().Single(t => t.Name == stand.Word).Id;
    }

    /// <summary>And one comment that went over.</summary>
    public async Task WithCommentAsync(Stand stand, ClickUpPerson who)
    {
        await this.BeginAsync(stand);
        stand.Source = who.Comment(stand.Item, $"First {stand.Word}");
        await world.SignalAsync(Side.Tracker, stand.Item);
        await world.RunAsync();
    }
}

/// <summary>How a case begins.</summary>
internal static class Opening
{
    /// <summary>A customer's mail.</summary>
    public static void Write(FaultWorld world, Stand stand) =>
        stand.Ticket = world.City.Customers.Carol.ByMail.CreateTicket(stand.Word, "<p>The totals are off.</p>").Id;

    /// <summary>An agent elevates the ticket; gives the side that tells of it.</summary>
    public static Side Elevate(FaultWorld world, Stand stand)
    {
        world.Dana.SetStatus(stand.Ticket, world.City.HelpDesk.Status("Elevating"));
        return Side.Helpdesk;
    }

    /// <summary>A ticket that came in, at rest.</summary>
    public static async Task BeginAsync(FaultWorld world, Stand stand)
    {
        Write(world, stand);
        Elevate(world, stand);
        await world.SignalAsync(Side.Helpdesk, stand.Ticket.ToString(CultureInfo.InvariantCulture));
        await world.RunAsync();
    }
}
