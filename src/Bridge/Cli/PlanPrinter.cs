using System.Globalization;
using Bridge.Core.Planning.Comparison;
using Spectre.Console;

namespace Bridge.Cli;

/// <summary>A comparison as text: a summary, a table of the cases that change, and the messages that customers would get.</summary>
internal sealed class PlanPrinter(IAnsiConsole console)
{
    private const int MostRows = 40;
    private const int MostMessages = 10;
    private const int MostText = 60;

    /// <summary>The summary, then a table or every change.</summary>
    /// <param name="inFull">True: every effect with its whole text.</param>
    /// <param name="unread">Sides that could not be read anew.</param>
    public void Print(ComparisonReport report, bool inFull, long unread)
    {
        this.Summary(report, unread);
        var changes = report.Changes.Where(c => c.Verdict != Verdict.Unchanged).ToList();
        if (inFull)
        {
            changes.ForEach(this.Whole);
        }
        else if (changes.Count > 0)
        {
            this.Table(changes, report.Summary);
            this.Messages(report);
        }

        this.Outcome(report);
    }

    private void Summary(ComparisonReport report, long unread)
    {
        var sum = report.Summary;
        this.Line(
            report.Before is null ? $"Nothing was live yet; compared is what {report.After} would do."
            : report.Before == report.After ? $"The files are what is live ({report.After})."
            : $"Live is {report.Before}; the files are {report.After}."
        );
        this.Line(
            $"{Count(sum.Cases, "case")} compared: {sum.Changed} would change, {sum.Unchanged} would not"
                + (sum.Waiting > 0 ? $", {sum.Waiting} would wait, as no file has their process any more" : "")
                + "."
        );
        if (sum.WouldComeIn > 0)
        {
            this.Line($"{Count(sum.WouldComeIn, "ticket")} outside would come in when they change next.");
        }

        if (unread > 0)
        {
            this.Line($"{Count((int)unread, "ticket or item")} could not be read anew: taken as last seen.");
        }

        foreach (var effect in sum.Effects)
        {
            this.Line(
                $"  {effect.Kind}: {effect.New} new" + (effect.Dropped > 0 ? $", {effect.Dropped} no longer" : "")
            );
        }

        this.Named("  stage", sum.Stages);
        this.Named("  gate that would be shut", sum.Gates);
        this.Named("  stands without all that is asked for", sum.Lacking);
        if (sum.Sla > 0)
        {
            this.Line($"  SLA told at once: {sum.Sla}");
        }

        this.Named("  message to the customer", sum.ByMessage);
    }

    private void Table(List<CaseChange> changes, ComparisonSummary sum)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("Case", "Ticket", "Process", "Stage", "What would change");
        foreach (var change in changes.Take(MostRows))
        {
            table.AddRow(
                Plain(change.Case.ToString(CultureInfo.InvariantCulture)),
                Plain(change.Ticket),
                Plain(change.Process),
                Plain(Stage(change)),
                Plain(What(change))
            );
        }

        console.Write(table);
        var all = sum.Changed + sum.Waiting + sum.WouldComeIn;
        if (all > MostRows)
        {
            this.Line($"… and {all - MostRows} more: --format json has them, --case N shows one in full.");
        }
    }

    private void Messages(ComparisonReport report)
    {
        var messages = report.Changes.SelectMany(c => c.Messages.Select(m => (c, m))).Take(MostMessages).ToList();
        if (messages.Count > 0)
        {
            this.Line(
                report.Summary.Messages > messages.Count
                    ? $"What customers would read (the first {messages.Count} of {report.Summary.Messages}):"
                    : "What customers would read:"
            );
            messages.ForEach(m => this.Effect($"{m.c.Ticket} ", m.m));
        }
    }

    private void Outcome(ComparisonReport report)
    {
        if (report.Before == report.After || report.Changes.IsEmpty)
        {
            this.Line("Nothing would change.");
        }
        else if (report.NeedsConfirmation)
        {
            this.Line(
                $"{report.Summary.Messages} messages are more than the {report.Limit} that may go unasked: the change would "
                    + $"wait for a person's word, at /mappings or by: bridge plan --confirm {report.After}"
            );
        }
        else
        {
            this.Line("The change would go live by itself.");
        }
    }

    private void Whole(CaseChange change)
    {
        this.Line($"Case {change.Case}, ticket {change.Ticket}, {change.Process}: {Stage(change)}");
        if (change.Gate is { } gate)
        {
            this.Line($"  the gate of {gate.Stage} would be shut; missing: {string.Join(", ", gate.Missing)}");
        }

        if (change.Lacks.Length > 0)
        {
            this.Line($"  stands without: {string.Join(", ", change.Lacks)}");
        }

        foreach (var text in change.Sla)
        {
            this.Line($"  {text}");
        }

        foreach (var effect in change.Effects)
        {
            this.Effect(effect.IsNew ? "+ " : "- ", effect);
        }
    }

    private void Effect(string head, EffectChange effect)
    {
        var later = effect.Later is { } at
            ? string.Create(CultureInfo.InvariantCulture, $", at {at:yyyy-MM-dd HH:mm} UTC")
            : "";
        this.Line($"{head}{effect.Kind} ({effect.Reason}{later})");
        foreach (var line in effect.Text.Split('\n'))
        {
            this.Line($"    {line}");
        }
    }

    private void Named(string title, IReadOnlyList<NamedCount> counts)
    {
        foreach (var count in counts)
        {
            this.Line($"{title}: {count.Name}: {count.Count}");
        }
    }

    /// <summary>Texts of tickets are no markup, and are not wrapped.</summary>
    private void Line(string text) => console.Profile.Out.Writer.WriteLine(text);

    private static Text Plain(string text) => new(text);

    private static string Stage(CaseChange change) =>
        string.Equals(change.StageBefore, change.StageAfter, StringComparison.OrdinalIgnoreCase)
            ? change.StageAfter ?? "none"
            : $"{change.StageBefore ?? "none"} → {change.StageAfter ?? "none"}";

    private static string What(CaseChange change)
    {
        var parts = new List<string>();
        if (change.Verdict == Verdict.Waits)
        {
            parts.Add("would wait: its process is gone");
        }
        else if (change.Verdict == Verdict.WouldComeIn)
        {
            parts.Add("would come in when it changes next");
        }

        if (change.Gate is { } gate)
        {
            parts.Add($"{gate.Stage} asks for {string.Join(", ", gate.Missing)}");
        }

        if (change.Lacks.Length > 0)
        {
            parts.Add($"stands without {string.Join(", ", change.Lacks)}");
        }

        parts.AddRange(change.Effects.Select(e => $"{(e.IsNew ? "+" : "-")} {e.Kind}: {Cut(e.Text)}"));
        parts.AddRange(change.Sla.Select(Cut));
        return string.Join('\n', parts);
    }

    private static string Cut(string text)
    {
        text = text.ReplaceLineEndings(" ");
        return text.Length > MostText ? $"{text[..MostText]}…" : text;
    }

    private static string Count(int count, string one) => count == 1 ? $"1 {one}" : $"{count} {one}s";
}
