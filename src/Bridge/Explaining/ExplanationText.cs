using System.Globalization;
using System.Text;
using Bridge.Core.Planning;
using Bridge.Core.Simulation;
using Bridge.Core.Text;

namespace Bridge.Explaining;

/// <summary>An explanation as a tree for a terminal.</summary>
public static class ExplanationText
{
    private const int Widest = 110;

    public static string Print(string what, Explanation explained)
    {
        var root = new Branch(Head(what, explained), []);
        root.Add(new Branch("processes", [.. explained.Candidates.Select(Candidate)]));
        root.Add(Moment("now", explained.Now));
        if (!explained.Gates.IsEmpty)
        {
            root.Add(new Branch("gates of the stages that could come next", [.. explained.Gates.Select(Gate)]));
        }

        root.Add(
            explained.Later.IsEmpty
                ? new Branch("when nobody does anything: nothing more happens by itself", [])
                : new Branch("when nobody does anything", [.. explained.Later.Select(m => Moment(m.Why, m))])
        );
        root.Add(Next(explained.Next));
        var text = new StringBuilder();
        root.Print(text, "", "");
        return text.ToString();
    }

    private static string Head(string what, Explanation explained) =>
        explained.Stage is { } stage ? $"{what}: {stage} in {explained.Process}" : $"{what}: in no process";

    private static Branch Candidate(Candidate candidate) =>
        new(candidate.Why is { } why ? $"{candidate.Process}: no, {why}" : $"{candidate.Process}: takes it", []);

    private static Branch Moment(string title, Moment moment)
    {
        var at = moment.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var lines = moment.Decisions.Select(d => new Branch($"{Word(d.Kind)}: {d.Text}", [])).ToList();
        lines.AddRange(moment.Effects.Select(Effect));
        return new Branch($"{at}  {title}", lines.Count > 0 ? lines : [new Branch("nothing to do", [])]);
    }

    private static Branch Effect(Effect effect) =>
        effect switch
        {
            Effect.CreateItem create => new Branch($"would make an item: {create.Title}", Values(create.Values)),
            Effect.LinkItem link => new Branch($"would link {link.TypedKey}", []),
            Effect.Update update => new Branch(
                $"would write to the {Side(update)}"
                    + (update.Status is { } status ? $": status '{status}'" : "")
                    + (update.Resolution is { } resolution ? $" with '{resolution}'" : ""),
                Values(update.Values)
            ),
            Effect.AddNote note => Words("would write a private note", note.Html),
            Effect.Reply reply => Words("would reply to the customer", reply.Html),
            Effect.DraftArticle article => Words($"would draft the article '{article.Title}'", article.BodyHtml),
            Effect.AddComment comment => Words("would comment on the item", comment.Html),
            Effect.EditNote note => Words("would edit its private note", note.Html),
            Effect.EditComment comment => Words("would edit its comment on the item", comment.Html),
            Effect.RemoveNote _ => new Branch("would remove its private note", []),
            Effect.RemoveComment _ => new Branch("would remove its comment from the item", []),
            Effect.Attach attach => new Branch($"would carry the file '{attach.File.Name}' to the {Side(attach)}", []),
            _ => new Branch($"would: {effect.Reason}", []),
        };

    private static Branch Words(string what, string html) => new($"{what}: {HtmlText.ToPlain(html)}", []);

    private static List<Branch> Values(Core.Model.FieldBag values) =>
        [.. values.Select(v => new Branch($"{v.Key}: {v.Value?.Display ?? "emptied"}", []))];

    private static Branch Gate(AskedGate gate) =>
        gate.Lacks.IsEmpty
            ? new Branch($"{gate.Stage}: open", [])
            : new Branch(
                $"{gate.Stage}: shut",
                [.. gate.Lacks.Select(lack => new Branch("missing: " + lack.Text, []))]
            );

    private static Branch Next(NextMessage? next) =>
        next is null
            ? new Branch("next message: none goes out by itself", [])
            : new Branch(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"next message: '{next.Name}' to {(next.To == "customer" ? "the customer" : next.To)} at {next.At:yyyy-MM-dd HH:mm}"
                ),
                [new Branch(next.Text, [])]
            );

    private static string Word(DecisionKind kind) => kind.ToString().ToLowerInvariant();

    private static string Side(Effect effect) => effect.Side == Core.Model.Side.Helpdesk ? "ticket" : "item";

    /// <summary>A line of the tree with what hangs on it.</summary>
    private sealed record Branch(string Text, List<Branch> Parts)
    {
        public void Add(Branch part) => this.Parts.Add(part);

        public void Print(StringBuilder text, string head, string indent)
        {
            var margin = indent + (this.Parts.Count > 0 ? "│  " : "   ");
            var first = true;
            foreach (var line in Lines(this.Text))
            {
                text.Append(first ? head : margin).Append(line).Append('\n');
                first = false;
            }

            for (var i = 0; i < this.Parts.Count; i++)
            {
                var isLast = i == this.Parts.Count - 1;
                this.Parts[i].Print(text, indent + (isLast ? "└─ " : "├─ "), indent + (isLast ? "   " : "│  "));
            }
        }

        private static IEnumerable<string> Lines(string text)
        {
            foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Where(l => l.Length > 0))
            {
                var rest = line;
                while (rest.Length > Widest && rest.LastIndexOf(' ', Widest) is > 0 and var at)
                {
                    yield return rest[..at];
                    rest = rest[(at + 1)..];
                }

                yield return rest;
            }
        }
    }
}
