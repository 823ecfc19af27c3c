using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Bridge.Demo;

/// <summary>
/// How the demo looks on a terminal. Plain lines, wrapped by hand so that they stand below each other also where there
/// is no terminal; colours only where the console has them.
/// </summary>
internal sealed class StoryPage(IAnsiConsole console)
{
    private const int Widest = 110;
    private const int Indent = 6;
    private const int Place = 11;

    private readonly string tick = console.Profile.Capabilities.Unicode ? "✓" : "+";
    private readonly string cross = console.Profile.Capabilities.Unicode ? "✗" : "x";

    private int Width => Math.Clamp(console.Profile.Width - 1, 60, Widest);

    /// <summary>A console on the standard output: without colours where it is no terminal or NO_COLOR is set.</summary>
    public static IAnsiConsole Console()
    {
        var plain =
            System.Console.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
                ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
                Interactive = InteractionSupport.No,
            }
        );
        if (System.Console.IsOutputRedirected)
        {
            console.Profile.Width = Widest + 1;
        }

        return console;
    }

    /// <summary>Returns once somebody stops the program.</summary>
    public static async Task StayAsync(CancellationToken cancel)
    {
        var stopped = new TaskCompletionSource();
        await using var registered = cancel.Register(stopped.SetResult);
        await stopped.Task;
    }

    public void Head(string title, string about)
    {
        console.WriteLine();
        this.Line("", title, "bold");
        this.Line("", about, "grey");
    }

    /// <summary>A part of the demo runs, and took so long to start.</summary>
    public void Started(string part, TimeSpan took) =>
        this.Line("  ", $"{part.PadRight(24)}{Seconds(took), 8}", null, this.tick, "green");

    public void Step(int number, StoryStep step)
    {
        console.WriteLine();
        this.Line($"{number, 3}  ", step.Title, "bold", indent: Indent - 1);
    }

    public void Acts(Act act) => this.Line("      ", $"{act.Who}, {act.Where}: {act.What}.", null, indent: Indent + 2);

    public void Trouble(string what) => this.Line("      ", $"Meanwhile {what}.", "yellow", indent: Indent + 2);

    public void Passes(TimeSpan time) =>
        this.Line("      ", $"{time.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} minutes pass.", "grey");

    /// <summary>A fact came about, or stayed so (took null).</summary>
    public void Holds(Fact fact, TimeSpan? took) => this.Fact(this.tick, "green", fact, took, null);

    public void Fails(Fact fact, string why) => this.Fact(this.cross, "red", fact, null, why);

    public void Broke(string why) => this.Line("      ", why, "red", this.cross, "red", Indent + 2);

    /// <summary>The foot of a step: how long, and how many calls.</summary>
    public void Foot(TimeSpan took, IReadOnlyList<ToolCalls> calls)
    {
        var used = calls.Where(c => c.Reads + c.Writes > 0).Select(c => $"{c.Tool} {Used(c)}").ToList();
        var text = used.Count == 0 ? "no API calls" : "API calls: " + string.Join(" · ", used);
        this.Line("        ", $"{Milliseconds(took)} · {text}", "grey", indent: Indent + 2);
    }

    /// <summary>Lines of the bridge that tell why a step failed; none are not told.</summary>
    public void Why(string title, IReadOnlyCollection<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        console.WriteLine();
        this.Line("      ", title, "red");
        foreach (var line in lines)
        {
            this.Line("      ", line, "grey", indent: Indent + 2);
        }
    }

    /// <summary>What the whole demo came to.</summary>
    public void Totals(Totals totals)
    {
        this.Head("In all", "What the demo came to");
        console.WriteLine();
        this.Pair("tickets", Number(totals.Tickets));
        this.Pair("tasks and issues", Number(totals.Items));
        this.Pair("replies to customers", Number(totals.Replies));
        this.Pair("private notes", $"{Number(totals.Notes)} of the bridge");
        this.Pair("comments", $"{Number(totals.Comments)} of the bridge");
        this.Pair("effects in the journal", $"{Number(totals.Effects)} done");
        foreach (var calls in totals.Calls)
        {
            this.Pair($"calls to {calls.Tool}", Used(calls, Amount(calls.Polls, "poll")));
        }
    }

    /// <summary>Where to look while the demo stays up.</summary>
    public void Open(DemoWorld world)
    {
        this.Head("The demo stays up", "Look around; Ctrl+C stops it and removes everything");
        console.WriteLine();
        this.Pair("dashboard", world.Url + "/");
        this.Pair("Freshdesk, simulated", world.City.Freshdesk.BaseUrl);
        this.Pair("ClickUp, simulated", world.City.ClickUp.BaseUrl);
        this.Pair("Jira, simulated", world.City.Jira.BaseUrl);
        this.Pair("log of the bridge", world.LogFile);
    }

    public void Plain(string text) => this.Line("", text, null);

    public void Quiet(string text) => this.Line("", text, "grey");

    public void Pair(string name, string value) => this.Line("  ", name.PadRight(24) + value, null, indent: 26);

    public void Gap() => console.WriteLine();

    /// <summary>The last line of the story, by which scripts know how it went.</summary>
    public void Score(int held, int all)
    {
        console.WriteLine();
        this.Line("", $"{held} of {all} steps held", held == all ? "bold green" : "bold red");
    }

    private static string Used(ToolCalls calls, string polls = "") =>
        string.Join(
            " + ",
            new[] { Amount(calls.Reads, "read"), Amount(calls.Writes, "write"), polls }.Where(s => s.Length > 0)
        );

    private static string Amount(int number, string what) =>
        number == 0 ? "" : $"{number} {what}{(number == 1 ? "" : "s")}";

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan took) =>
        took.TotalMilliseconds.ToString("#,0", CultureInfo.InvariantCulture) + " ms";

    private static string Seconds(TimeSpan took) =>
        took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    private void Fact(string sign, string colour, Fact fact, TimeSpan? took, string? why)
    {
        var text = fact.Where.PadRight(Place) + fact.What + (why is null ? "" : $": {why}");
        this.Line("      ", text, null, sign, colour, Indent + 2 + Place, took is { } t ? Milliseconds(t) : "");
        if (why is null && fact.Shown?.Invoke() is { Length: > 0 } words)
        {
            var space = new string(' ', Indent + 2 + Place);
            this.Line(space, $"“{words}”", "grey", indent: space.Length + 1);
        }
    }

    private void Line(
        string lead,
        string text,
        string? style,
        string sign = "",
        string signStyle = "",
        int indent = 0,
        string tail = ""
    )
    {
        var room = this.Width - (tail.Length > 0 ? tail.Length + 2 : 0);
        var first = lead.Length + (sign.Length > 0 ? sign.Length + 1 : 0);
        var lines = Wrap(text, room - first, room - Math.Max(indent, lead.Length));
        for (var i = 0; i < lines.Count; i++)
        {
            var begin = i == 0 ? lead : new string(' ', Math.Max(indent, lead.Length));
            var mark = i == 0 && sign.Length > 0 ? $"[{signStyle}]{sign}[/] " : "";
            var body = Markup.Escape(lines[i]);
            var end = "";
            if (i == 0 && tail.Length > 0)
            {
                var pad = Math.Max(2, this.Width - first - lines[i].Length - tail.Length);
                end = $"{new string(' ', pad)}[grey]{tail}[/]";
            }

            console.MarkupLine(begin + mark + (style is null ? body : $"[{style}]{body}[/]") + end);
        }
    }

    private static List<string> Wrap(string text, int first, int rest)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            var room = lines.Count == 0 ? first : rest;
            if (line.Length > 0 && line.Length + 1 + word.Length > room)
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear();
                line.Append(word);
            }
            else
            {
                line.Append(
                        line.Length == 0 && lines.Count > 0 ? ""
                        : line.Length > 0 ? " "
                        : ""
                    )
                    .Append(word);
            }
        }

        lines.Add(line.ToString().TrimEnd());
        return lines;
    }
}
