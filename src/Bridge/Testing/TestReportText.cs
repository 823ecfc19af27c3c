using System.Globalization;
using System.Text;
using Bridge.Core.Mappings.Testing;
using Bridge.Core.Simulation;

namespace Bridge.Testing;

/// <summary>A run of mapping tests as text for a terminal. Colours only where asked for.</summary>
public static class TestReportText
{
    private const int MostStory = 40;

    /// <summary>The whole text, one line a test, with what failed and what no test used.</summary>
    /// <param name="isFiltered">True when not all tests were run: then the coverage says nothing.</param>
    /// <param name="tells">True to tell the story of each test, with all that was written; else only of those that fail.</param>
    public static string Print(TestRun run, bool colour, bool isFiltered, bool tells = false)
    {
        var text = new StringBuilder();
        var ink = new Ink(colour);
        foreach (var process in run.Processes)
        {
            Process(text, process, ink, isFiltered, tells);
        }

        var failed = run.Failed > 0 ? ink.Red($", {run.Failed} failed") : "";
        text.Append(
            CultureInfo.InvariantCulture,
            $"{ink.Bold($"{run.Passed} of {run.Passed + run.Failed} tests hold")}{failed}, in {Milliseconds(run.Took)}.\n"
        );
        return text.ToString();
    }

    private static void Process(StringBuilder text, ProcessRun run, Ink ink, bool isFiltered, bool tells)
    {
        if (isFiltered && run.Outcomes.IsEmpty)
        {
            return;
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"{ink.Bold(run.Tested.Process.Name)}  {ink.Dim(run.Tested.Process.File)}\n"
        );
        foreach (var timed in run.Outcomes)
        {
            var mark = timed.Holds ? ink.Green("✓") : ink.Red("✗");
            text.Append(CultureInfo.InvariantCulture, $"  {mark} {timed.Outcome.Test.Name}\n");
            if (!timed.Holds)
            {
                Failure(text, timed.Outcome, ink);
            }

            if (tells)
            {
                Lines(text, timed.Outcome.Story, ink);
            }
            else if (!timed.Holds)
            {
                Story(text, timed.Outcome.Story, ink);
            }
        }

        if (run.Outcomes.IsEmpty)
        {
            text.Append("  no tests\n");
        }

        if (!isFiltered)
        {
            Coverage(text, run, ink);
        }

        text.Append('\n');
    }

    private static void Failure(StringBuilder text, TestOutcome outcome, Ink ink)
    {
        foreach (var failure in outcome.Failures)
        {
            text.Append(CultureInfo.InvariantCulture, $"      {failure.Place}: {failure.What}\n");
            text.Append("        ").Append(ink.Green($"- {failure.Expected}")).Append("   (expected)\n");
            text.Append("        ").Append(ink.Red($"+ {failure.Actual}")).Append("   (is)\n");
        }
    }

    private static void Story(StringBuilder text, IEnumerable<StoryLine> story, Ink ink)
    {
        var lines = story.Where(line => !line.IsWritten).ToList();
        text.Append("      the story so far:\n");
        if (lines.Count > MostStory)
        {
            text.Append(CultureInfo.InvariantCulture, $"        … {lines.Count - MostStory} lines before\n");
        }

        Lines(text, lines.TakeLast(MostStory), ink);
    }

    private static void Lines(StringBuilder text, IEnumerable<StoryLine> story, Ink ink)
    {
        var day = DateOnly.MinValue;
        foreach (var line in story)
        {
            var today = DateOnly.FromDateTime(line.At);
            var at = line.At.ToString(
                today == day ? "           HH:mm" : "yyyy-MM-dd HH:mm",
                CultureInfo.InvariantCulture
            );
            day = today;
            var shown = $"{at} {line.Mark} {line.Text.ReplaceLineEndings(" ")}";
            text.Append("        ")
                .Append(
                    line.Mark == '>' ? ink.Bold(shown)
                    : line.IsWritten ? ink.Green(shown)
                    : ink.Dim(shown)
                )
                .Append('\n');
        }
    }

    private static void Coverage(StringBuilder text, ProcessRun run, Ink ink)
    {
        var used = run.Points.Length - run.Unused.Length;
        text.Append(
            CultureInfo.InvariantCulture,
            $"  coverage {run.Coverage} %: {used} of {run.Points.Length} stages, gates, messages, statuses, values and rules\n"
        );
        foreach (var point in run.Unused)
        {
            text.Append(ink.Dim($"    not used by any test: {point.What}  ({Short(point.Place)})")).Append('\n');
        }
    }

    private static string Short(FilePlace place) => $"{Path.GetFileName(place.File)}:{place.Line}";

    private static string Milliseconds(TimeSpan took) =>
        took < TimeSpan.FromSeconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{took.TotalMilliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s");

    private sealed class Ink(bool colour)
    {
        public string Green(string text) => this.In(text, "32");

        public string Red(string text) => this.In(text, "31");

        public string Bold(string text) => this.In(text, "1");

        public string Dim(string text) => this.In(text, "2");

        private string In(string text, string code) => colour ? $"\e[{code}m{text}\e[0m" : text;
    }
}
