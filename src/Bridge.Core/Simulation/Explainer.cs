using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Text;
using Bridge.Core.Time;

namespace Bridge.Core.Simulation;

/// <summary>
/// Explains a case by playing it on: the reconciler itself decides over what both sides show, on simulated tools, now and
/// at each deadline that comes when nobody does anything.
/// </summary>
public static class Explainer
{
    private const int MostMoments = 8;

    /// <summary>Explains a case as just read. Item is null when there is none.</summary>
    /// <param name="processes">The case's own process alone, or those that could take the ticket in, in their order.</param>
    public static Explanation Of(
        IReadOnlyCollection<ProcessMapping> processes,
        Case value,
        Snapshot ticket,
        Snapshot? item,
        DateTimeOffset now
    ) =>
        Of([
            .. processes.Select(process => new SimulatedPair(process, ticket, now)
            {
                Case = value,
                Item = item,
                BlankItem = Scene.Blank(process),
            }),
        ]);

    /// <summary>Explains the first of these situations whose process takes the ticket, else the last one.</summary>
    public static Explanation Of(IReadOnlyList<SimulatedPair> pairs)
    {
        if (pairs.Count == 0)
        {
            throw new ArgumentException("there is no process to explain by", nameof(pairs));
        }

        var candidates = ImmutableArray.CreateBuilder<Candidate>();
        foreach (var pair in pairs)
        {
            var plan = pair.Plan();
            var takes = plan.Next.Stage is not null;
            candidates.Add(new Candidate(pair.Process.Name, takes ? null : Why(plan)));
            if (takes || !plan.Effects.IsEmpty || !plan.Findings.IsEmpty || ReferenceEquals(pair, pairs[^1]))
            {
                return Of(pair, candidates.ToImmutable());
            }
        }

        throw new InvalidOperationException("the last situation is always explained");
    }

    private static Explanation Of(SimulatedPair pair, ImmutableArray<Candidate> candidates)
    {
        var first = Play(pair, "now");
        var stage = pair.Case.Stage;
        var gates = Gates(pair);
        var later = ImmutableArray.CreateBuilder<Moment>();
        while (later.Count < MostMoments && pair.Case.Deadlines is [var next, ..])
        {
            pair.Now = next.At > pair.Now ? next.At : pair.Now;
            later.Add(Play(pair, next.Why));
            if (pair.Case.Deadlines is [var again, ..] && again == next)
            {
                break;
            }
        }

        return new Explanation(
            candidates,
            stage is null ? null : pair.Process.Name,
            stage,
            first,
            gates,
            later.ToImmutable(),
            Next(pair.Process, [first, .. later])
        );
    }

    private static Moment Play(SimulatedPair pair, string why)
    {
        var (looks, done) = (pair.Looks.Count, pair.Done.Count);
        var trouble = pair.Look();
        var decisions = pair
            .Looks.Skip(looks)
            .SelectMany(look => look.Plan.Decisions)
            .Concat(trouble is null ? [] : [new Decision(DecisionKind.Waits, trouble)])
            .DistinctBy(d => d.Text, StringComparer.Ordinal);
        return new Moment(
            WallClock.Local(pair.Process.Calendar, pair.Now),
            why,
            [.. decisions],
            [.. pair.Done.Skip(done)]
        );
    }

    /// <summary>All stages that may be entered from where the case is, with what their gates lack.</summary>
    private static ImmutableArray<AskedGate> Gates(SimulatedPair pair)
    {
        var (process, value) = (pair.Process, pair.Case);
        var observed = new Observation(pair.Ticket, pair.Item, true, pair.Item is not null);
        var draft = new Draft(process, value, observed, pair.Now);
        if (value.Stage is null)
        {
            FieldPlanner.Merge(draft);
        }

        var asked = value.Stage is null
            ? process.Stages.Take(1)
            : process.Stages.Where(s =>
                !Same(s.Name, value.Stage)
                && (s.From.IsEmpty || s.From.Contains(value.Stage, StringComparer.OrdinalIgnoreCase))
            );
        return
        [
            .. asked.Select(stage => new AskedGate(
                stage.Name,
                value.Stage,
                GateKeeper.Lacks(process, stage, value.Stage, draft.Value, value)
            )),
        ];
    }

    private static NextMessage? Next(ProcessMapping process, IEnumerable<Moment> moments)
    {
        foreach (var moment in moments)
        {
            foreach (var effect in moment.Effects)
            {
                var rule = process.Messages.FirstOrDefault(m => effect.Reason == MessagePlanner.ReasonOf(m));
                var html = effect switch
                {
                    Effect.Reply reply => reply.Html,
                    Effect.AddNote note => note.Html,
                    Effect.AddComment comment => comment.Html,
                    _ => null,
                };
                if (rule is not null && html is not null)
                {
                    return new NextMessage(
                        rule.Name,
                        rule.To.ToString().ToLowerInvariant(),
                        moment.At,
                        HtmlText.ToPlain(html)
                    );
                }
            }
        }

        return null;
    }

    private static string Why(Plan plan)
    {
        var said = plan.Decisions.Select(d => d.Text).LastOrDefault() ?? "nothing is decided";
        var colon = said.IndexOf(": ", StringComparison.Ordinal);
        return said.StartsWith("not in ", StringComparison.Ordinal) && colon > 0 ? said[(colon + 2)..] : said;
    }

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
