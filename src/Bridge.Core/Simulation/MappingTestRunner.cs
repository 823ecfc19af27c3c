using System.Net;
using Bridge.Core.Mappings;
using Bridge.Core.Mappings.Testing;
using Bridge.Core.Model;
using Bridge.Core.Text;
using Bridge.Core.Time;

namespace Bridge.Core.Simulation;

/// <summary>
/// Runs a mapping test: the reconciler itself, on a simulated pair of tools with a clock of its own. A look follows the
/// beginning and each step that changes something, as a webhook would bring it. Pure, so that tests may run side by side.
/// </summary>
public static class MappingTestRunner
{
    /// <summary>Runs a test up to its first step that does not hold.</summary>
    public static TestOutcome Run(ProcessMapping process, MappingTest test)
    {
        var pair = Scene.Of(process, test.Given);
        var story = new Story(process.Calendar);
        var watch = new Watch(pair);
        var failures = Trouble(pair.Look(), test.Place, "given");
        story.Take(pair);
        foreach (var step in test.Steps.TakeWhile(_ => failures.Count == 0))
        {
            if (step is TestStep.Expects expects)
            {
                failures = ExpectationCheck.Failures(expects, watch);
                watch.Turn();
            }
            else
            {
                story.Step(pair.Now, step.Text);
                failures = Do(pair, step);
            }

            story.Take(pair);
        }

        return new TestOutcome(test, [.. failures], story.Lines, Coverage.Of(pair));
    }

    private static List<TestFailure> Do(SimulatedPair pair, TestStep step)
    {
        var calendar = pair.Process.Calendar;
        switch (step)
        {
            case TestStep.Sets { Side: Side.Tracker }
            or TestStep.Writes { Side: Side.Tracker }
            or TestStep.Rewrites { Side: Side.Tracker }
            or TestStep.Attaches { Side: Side.Tracker }
            or TestStep.Becomes { Side: Side.Tracker } when pair.Item is null:
                return [new TestFailure(step.Place, step.Text, "item", "an item", "none was made or linked yet")];
            case TestStep.Sets sets:
                pair.Set(sets.Side, sets.Values);
                return Trouble(pair.Look(), step.Place, step.Text);
            case TestStep.Writes writes:
                pair.Write(writes.Side, writes.Author, Html(writes.Words) ?? "", writes.Public, writes.Incoming);
                return Trouble(pair.Look(), step.Place, step.Text);
            case TestStep.Rewrites rewrites when Newest(pair, rewrites) is null:
                return [new TestFailure(step.Place, step.Text, "comments", "one of theirs", "none that fits")];
            case TestStep.Rewrites rewrites:
                pair.Rewrite(rewrites.Side, Newest(pair, rewrites)!, Html(rewrites.Words));
                return Trouble(pair.Look(), step.Place, step.Text);
            case TestStep.Attaches { Side: Side.Tracker, Words: null } attaches:
                pair.Attach(attaches.Side, attaches.Author, attaches.File.Name, attaches.File.Size);
                return Trouble(pair.Look(), step.Place, step.Text);
            case TestStep.Attaches attaches:
                pair.Write(
                    attaches.Side,
                    attaches.Author,
                    Html(attaches.Words ?? "") ?? "",
                    attaches.Incoming,
                    attaches.Incoming,
                    (attaches.File.Name, attaches.File.Size)
                );
                return Trouble(pair.Look(), step.Place, step.Text);
            case TestStep.Answers answers:
                return pair.Click(answers.Answer, answers.Remark) is { } why
                    ? [new TestFailure(step.Place, step.Text, "customer answers", "a link that takes it", why)]
                    : Trouble(pair.Look(), step.Place, step.Text);
            case TestStep.Decides decides:
                return
                    pair.Decisions.Decide(pair.Case, decides.Kind, decides.Message, decides.Words, pair.Now) is { } not
                    ? [new TestFailure(step.Place, step.Text, "stopped message", "one that waits for a word", not)]
                    : Trouble(pair.Look(), step.Place, step.Text);
            case TestStep.Becomes becomes:
                pair.Become(becomes.Side, becomes.Presence);
                return Trouble(pair.Look(), step.Place, step.Text);
            case TestStep.Waits { Span: { } span }:
                return Trouble(pair.PassTo(pair.Now + span), step.Place, step.Text);
            case TestStep.Waits { Working: { } working } when calendar is not null:
                return Trouble(pair.PassTo(WorkingTime.Add(calendar, pair.Now, working)), step.Place, step.Text);
            case TestStep.UntilDay next:
                var at = WallClock.Next(calendar, pair.Now, next.Day, next.Time);
                return Trouble(pair.PassTo(at), step.Place, step.Text);
            case TestStep.Until until when until.At < pair.Now:
                var shown = WallClock.Shown(calendar, pair.Now);
                return [new TestFailure(step.Place, step.Text, "clock", "a later moment", $"it is {shown} already")];
            case TestStep.Until until:
                return Trouble(pair.PassTo(until.At), step.Place, step.Text);
            default:
                return [];
        }
    }

    /// <summary>The newest comment that a step is about; null: there is none.</summary>
    private static string? Newest(SimulatedPair pair, TestStep.Rewrites step)
    {
        var snapshot = step.Side == Side.Helpdesk ? pair.Ticket : pair.Item!;
        return snapshot
            .Comments.LastOrDefault(c =>
                c.Author == step.Author
                && HtmlText.ToPlain(c.Html).Contains(step.Having ?? "", StringComparison.OrdinalIgnoreCase)
            )
            ?.Id;
    }

    private static string? Html(string? words) => words is null ? null : $"<p>{WebUtility.HtmlEncode(words)}</p>";

    private static List<TestFailure> Trouble(string? trouble, FilePlace place, string step) =>
        trouble is null ? [] : [new TestFailure(place, step, "the bridge", "comes to rest", trouble)];
}
