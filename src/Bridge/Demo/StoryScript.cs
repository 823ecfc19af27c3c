using System.Text.RegularExpressions;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Scenery;

namespace Bridge.Demo;

/// <summary>The words of which the stories are made: who acts, and what can be seen of a ticket.</summary>
internal abstract partial class StoryScript(DemoWorld world)
{
    private const int Longest = 260;

    /// <summary>The ticket that the story is at.</summary>
    protected long Ticket { get; set; }

    protected DemoWorld World => world;

    protected SandboxCity City => world.City;

    protected Scene Scene { get; } = new(world);

    protected static Act By(string who, string where, string what, Action act) =>
        new(
            who,
            where,
            what,
            _ =>
            {
                act();
                return Task.CompletedTask;
            }
        );

    protected static Fact See(string where, string what, Func<bool> holds, Func<string?>? shown = null) =>
        new(where, what, _ => Task.FromResult(holds()), shown);

    /// <summary>An agent fills in fields of the ticket, by label, and moves it when a status is given.</summary>
    protected void Change(DeskAgent agent, string? status, params (string Label, object? Value)[] fields) =>
        agent.InFreshdesk.Change(
            this.Ticket,
            new FreshdeskTicketChange
            {
                Status = status is null ? null : this.City.HelpDesk.Status(status),
                CustomFields =
                    fields.Length == 0
                        ? null
                        : fields.ToDictionary(f => this.City.HelpDesk.Field(f.Label), f => f.Value),
            }
        );

    /// <summary>The ticket has this status, and is in this group when one is named.</summary>
    protected Fact Stands(string status, string? group = null) =>
        See(
            "Freshdesk",
            $"the ticket is {status}" + (group is null ? "" : $", with the group {group}"),
            () =>
                this.Now.Status == this.City.HelpDesk.Status(status)
                && (group is null || this.Now.GroupId == this.City.HelpDesk.Group(group))
        );

    /// <summary>Exactly one private note has all of these words.</summary>
    protected Fact Note(string what, params string[] words) =>
        See(
            "Freshdesk",
            what,
            () => this.Notes(words).Count() == 1,
            () => this.Notes(words).Select(Shorten).FirstOrDefault()
        );

    /// <summary>The customer has got so many replies; the last has all of these words.</summary>
    protected Fact Reply(int number, string what, params string[] words) =>
        See(
            "Freshdesk",
            what,
            () => this.Replies.Count == number && HasAll(this.Replies[^1], words),
            () => Shorten(this.Replies[^1])
        );

    /// <summary>The customer has got so many replies, and no more.</summary>
    protected Fact Replied(int number, string what) => See("Freshdesk", what, () => this.Replies.Count == number);

    /// <summary>The timeline of the ticket's case has a line with these words, after so many lines when it says so.</summary>
    protected Fact Told(string what, string words, Func<int>? after = null)
    {
        string? line = null;
        return new Fact(
            "bridge",
            what,
            async cancel =>
            {
                var lines = await this.Scene.TimelineAsync(this.Ticket, cancel);
                line = lines
                    .Skip(after?.Invoke() ?? 0)
                    .LastOrDefault(l => l.Contains(words, StringComparison.OrdinalIgnoreCase));
                return line is not null;
            },
            () => line is null ? null : Shorten(line)
        );
    }

    protected IEnumerable<string> Notes(params string[] words) =>
        this
            .City.Freshdesk.Conversations(this.Ticket)
            .Where(c => c.Private)
            .Select(c => c.BodyText)
            .Where(n => HasAll(n, words));

    protected IReadOnlyList<string> Replies =>
        [.. this.City.Freshdesk.CustomerReplies(this.Ticket).Select(c => c.BodyText)];

    protected FreshdeskTicket Now => this.City.Freshdesk.Ticket(this.Ticket);

    /// <summary>On one line, and no longer than a reader likes.</summary>
    protected static string Shorten(string text)
    {
        var line = OneLine(text);
        return line.Length <= Longest ? line : line[..Longest].TrimEnd() + " …";
    }

    /// <summary>Whether a text has all of these words, whatever its case and wherever its lines end.</summary>
    protected static bool HasAll(string text, string[] words)
    {
        var line = OneLine(text);
        return Array.TrueForAll(words, w => line.Contains(w, StringComparison.OrdinalIgnoreCase));
    }

    private static string OneLine(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();
}
