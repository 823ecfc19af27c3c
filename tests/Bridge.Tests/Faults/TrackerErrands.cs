using System.Globalization;
using Bridge.Core.Model;
using Bridge.Sandbox.Freshdesk;

namespace Bridge.Tests.Faults;

/// <summary>A tracker as it is seen from outside of the bridge.</summary>
/// <param name="Tool">The connection.</param>
internal abstract record Tracker(string Tool)
{
    /// <summary>The ids of items of this title.</summary>
    public abstract IReadOnlyList<string> Items(string title);

    /// <summary>An engineer makes an item; gives its id and what an agent types to link it.</summary>
    public abstract (string Id, string Key) Make(string title);

    public abstract IEnumerable<string> Comments(string item);

    public abstract IEnumerable<string> Files(string item);

    /// <summary>A field by the tracker's name for it.</summary>
    public abstract string? Workaround(string item);

    public abstract bool IsReplicating(string item);

    /// <summary>The path of the API's calls on an item.</summary>
    public abstract string PathOf(string item);
}

/// <summary>What is written to a tracker because somebody did something in Freshdesk.</summary>
internal static class TrackerErrands
{
    /// <summary>One errand for each kind of effect that a tracker knows.</summary>
    /// <param name="paths">Of creation, link, fields, status, comment, one comment and file, from the item's path on.</param>
    public static IReadOnlyList<Errand> Of(FaultWorld world, Tracker tracker, TrackerPaths paths)
    {
        var (tool, desk, dana) = (tracker.Tool, world.City.HelpDesk, world.Dana);
        var once = Expected.Once(tool);
        return
        [
            new Errand("item", tool, "create", "POST")
            {
                Path = _ => paths.Create,
                Prepare = stand => Run(() => Opening.Write(world, stand)),
                Act = stand => Opening.Elevate(world, stand),
                Count = stand => tracker.Items(stand.Word).Count,
                Expected = once,
            },
            new Errand("link", tool, "link", "POST")
            {
                Path = stand => tracker.PathOf(stand.Item) + paths.Link,
                Prepare = stand =>
                    Run(() =>
                    {
                        Opening.Write(world, stand);
                        var (id, key) = tracker.Make("An older one " + stand.Word);
                        stand.Item = id;
                        dana.SetFields(stand.Ticket, (desk.Field("Engineering Key"), key));
                    }),
                Act = stand => Opening.Elevate(world, stand),
                Count = stand => tracker.Items(stand.Word).Count,
                Joined = stand => world.IsLinkedAsync(stand.Ticket, stand.Item),
                Expected = paths.Linking,
            },
            new Errand("fields", tool, "update", paths.FieldsBy)
            {
                Path = stand => tracker.PathOf(stand.Item) + paths.Fields,
                Prepare = Begin,
                Act = stand =>
                    Helpdesk(() => dana.SetFields(stand.Ticket, (desk.Field("Issue Workaround"), stand.Word))),
                Count = stand => tracker.Workaround(stand.Item) == stand.Word ? 1 : 0,
                Expected = Expected.State(tool),
            },
            new Errand("status", tool, "update", paths.StatusBy)
            {
                Path = stand => tracker.PathOf(stand.Item) + paths.Status,
                Prepare = Begin,
                Act = stand => Helpdesk(() => dana.SetStatus(stand.Ticket, desk.Status("Replicating"))),
                Count = stand => tracker.IsReplicating(stand.Item) ? 1 : 0,
                Expected = Expected.State(tool),
            },
            new Errand("comment", tool, "comment", "POST")
            {
                Path = stand => tracker.PathOf(stand.Item) + "/comment$",
                Prepare = Begin,
                Act = stand => Helpdesk(() => dana.PrivateNote(stand.Ticket, $"<p>Seen {stand.Word}</p>")),
                Count = stand => Comments(stand, $"Seen {stand.Word}"),
                Expected = once,
            },
            new Errand("edited comment", tool, "edit comment", "PUT")
            {
                Path = _ => "/comment/[0-9]+$",
                Prepare = WithNoteAsync,
                Act = stand => Helpdesk(() => dana.EditNote(Id(stand), $"<p>Mended {stand.Word}</p>")),
                Count = stand => Comments(stand, $"Mended {stand.Word}"),
                Expected = Expected.Repeatable(tool),
            },
            new Errand("removed comment", tool, "remove comment", "DELETE")
            {
                Path = _ => "/comment/[0-9]+$",
                Prepare = WithNoteAsync,
                Act = stand => Helpdesk(() => dana.DeleteConversation(Id(stand))),
                Count = stand => 1 - Comments(stand, $"First {stand.Word}"),
                Expected = Expected.Repeatable(tool),
            },
            new Errand("file", tool, "attach", "POST")
            {
                Path = stand => tracker.PathOf(stand.Item) + paths.File,
                Prepare = Begin,
                Act = stand =>
                    Helpdesk(() =>
                        dana.PrivateNote(
                            stand.Ticket,
                            "<p>A picture</p>",
                            new FreshdeskUpload($"{stand.Word}.png", "image/png", [1, 2, 3])
                        )
                    ),
                Count = stand => tracker.Files(stand.Item).Count(name => name == $"{stand.Word}.png"),
                Expected = once,
            },
        ];

        async Task Begin(Stand stand)
        {
            await Opening.BeginAsync(world, stand);
            stand.Item = tracker.Items(stand.Word).Single();
        }

        async Task WithNoteAsync(Stand stand)
        {
            await Begin(stand);
            stand.Source = dana.PrivateNote(stand.Ticket, $"<p>First {stand.Word}</p>")
                .Id.ToString(CultureInfo.InvariantCulture);
            await world.SignalAsync(Side.Helpdesk, stand.Ticket.ToString(CultureInfo.InvariantCulture));
            await world.RunAsync();
        }

        int Comments(Stand stand, string words) =>
            tracker.Comments(stand.Item).Count(text => text.Contains(words, StringComparison.Ordinal));
    }

    private static long Id(Stand stand) => long.Parse(stand.Source, CultureInfo.InvariantCulture);

    private static Task Run(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private static Side Helpdesk(Action act)
    {
        act();
        return Side.Helpdesk;
    }
}

/// <summary>Where a tracker is written to.</summary>
/// <param name="Create">The whole path; all others begin at the item's.</param>
/// <param name="Linking">What a fault comes to while an item that exists is marked as the case's.</param>
internal sealed record TrackerPaths(
    string Create,
    string Link,
    string Fields,
    string FieldsBy,
    string Status,
    string StatusBy,
    string File,
    Func<Trouble, Meaning> Linking
);
