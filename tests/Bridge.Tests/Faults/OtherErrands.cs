using Bridge.Core.Model;

namespace Bridge.Tests.Faults;

/// <summary>What is written to Freshdesk because somebody did something in Jira.</summary>
internal static class JiraErrands
{
    public static Errand Note(FaultWorld world) =>
        new("private note", "freshdesk", "note", "POST")
        {
            Path = stand => $"/tickets/{stand.Ticket}/notes$",
            Prepare = async stand =>
            {
                await Opening.BeginAsync(world, stand);
                stand.Item = new JiraTracker(world).Items(stand.Word).Single();
            },
            Act = stand =>
            {
                world.City.Engineers.Eve.InJira.Comment(stand.Item, $"Seen {stand.Word}");
                return Side.Tracker;
            },
            Count = stand =>
                world
                    .City.Freshdesk.Conversations(stand.Ticket)
                    .Count(c => c.BodyText.Contains($"Seen {stand.Word}", StringComparison.Ordinal)),
            Expected = Expected.Once("freshdesk"),
        };
}

/// <summary>What the bridge tells a webhook of the settings: that a stage takes too long.</summary>
internal static class HookErrands
{
    public static Errand Post(FaultWorld world) =>
        new("webhook", "hook", "post", "POST")
        {
            Path = _ => "/hook$",
            Prepare = stand => Opening.BeginAsync(world, stand),
            Act = _ =>
            {
                world.Clock.ForwardTo(world.Clock.GetUtcNow() + TimeSpan.FromMinutes(61));
                return Side.Helpdesk;
            },
            Count = stand =>
                world
                    .Hook.Told.Where(told => told.Body.Contains(stand.Word, StringComparison.Ordinal))
                    .Select(told => told.Id)
                    .Distinct(StringComparer.Ordinal)
                    .Count(),
            Expected = Expected.Post,
        };
}
