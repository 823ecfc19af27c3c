using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Planning;
using Bridge.Core.Text;
using Bridge.Core.Time;

namespace Bridge.Core.Simulation;

/// <summary>
/// Writes down what happens in a simulated pair: each decision once, as long as it stays the same, and what was written.
/// </summary>
internal sealed class Story(CalendarRule? calendar)
{
    private readonly List<StoryLine> lines = [];
    private HashSet<string> before = new(StringComparer.Ordinal);
    private int taken;

    internal ImmutableArray<StoryLine> Lines => [.. this.lines];

    internal void Step(DateTimeOffset at, string text) =>
        this.lines.Add(new StoryLine(WallClock.Local(calendar, at), '>', text));

    /// <summary>Takes in the looks since the last time.</summary>
    internal void Take(SimulatedPair pair)
    {
        for (; this.taken < pair.Looks.Count; this.taken++)
        {
            var look = pair.Looks[this.taken];
            foreach (var decision in look.Plan.Decisions.Where(d => !this.before.Contains(d.Text)))
            {
                this.lines.Add(new StoryLine(WallClock.Local(calendar, look.At), Mark(decision.Kind), decision.Text));
            }

            this.before = look.Plan.Decisions.Select(d => d.Text).ToHashSet(StringComparer.Ordinal);
            foreach (var text in look.Plan.Effects.Select(planned => Written(planned.Effect)).OfType<string>())
            {
                this.lines.Add(new StoryLine(WallClock.Local(calendar, look.At), '|', text));
            }
        }
    }

    private static string? Written(Effect effect) =>
        effect switch
        {
            Effect.AddNote note => $"private note: {Plain(note.Html)}",
            Effect.Reply reply => $"to the customer: {Plain(reply.Html)}",
            Effect.AddComment comment => $"comment of the item: {Plain(comment.Html)}",
            Effect.EditNote note => $"private note, edited: {Plain(note.Html)}",
            Effect.EditComment comment => $"comment of the item, edited: {Plain(comment.Html)}",
            Effect.RemoveNote => "private note removed",
            Effect.RemoveComment => "comment of the item removed",
            Effect.Attach file => $"file: {file.File.Name}",
            _ => null,
        };

    private static string Plain(string html) => Watch.OneLine(HtmlText.ToPlain(html));

    internal static char Mark(DecisionKind kind) =>
        kind switch
        {
            DecisionKind.Does => '+',
            DecisionKind.Waits => '~',
            DecisionKind.Skips => '-',
            _ => '.',
        };
}
