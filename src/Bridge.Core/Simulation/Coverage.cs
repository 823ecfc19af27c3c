using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Simulation;

/// <summary>
/// What of a mapping its tests use: stages, gates, messages, statuses, values, entry rules, and what clocks, customers and
/// the knowledge base lead to.
/// </summary>
public static class Coverage
{
    /// <summary>All that tests of a process can use, in the order of its file.</summary>
    public static ImmutableArray<CoveragePoint> Points(ProcessMapping process)
    {
        var points = new List<CoveragePoint>
        {
            At(EntryKey(true), "a ticket that comes in", process.Entry, "when"),
            At(EntryKey(false), "a ticket that the entry rule keeps out", process.Entry, "when"),
        };
        foreach (var scope in process.Entry.OutOfScope)
        {
            points.Add(At(ScopeKey(scope.Name), $"out of scope: {scope.Name}", scope, ""));
        }

        foreach (var rule in process.Fields.Where(f => f.TrackerField is not null))
        {
            points.AddRange(
                rule.Values.Select(pair =>
                    At(
                        ValueKey(rule, pair),
                        $"value of {rule.Name}: {pair.Helpdesk} as {pair.Tracker}",
                        rule,
                        "value " + pair.Helpdesk
                    )
                )
            );
        }

        foreach (var stage in process.Stages)
        {
            points.AddRange(Of(stage));
        }

        foreach (var message in process.Messages)
        {
            points.Add(At(MessageKey(message.Name), $"message {message.Name}", message, ""));
            if (message.OnlyIf is not null)
            {
                points.Add(
                    At(
                        HeldBackKey(message),
                        $"message {message.Name} not sent, as its 'only if' does not hold",
                        message,
                        "only if"
                    )
                );
            }
        }

        points.AddRange(SlaCoverage.Points(process));
        points.AddRange(ValidationCoverage.Points(process));
        points.AddRange(KnowledgeCoverage.Points(process));
        points.AddRange(SharedCoverage.Points(process));
        points.AddRange(CommentCoverage.Points(process));

        return [.. points.OrderBy(p => p.Place.Line).ThenBy(p => p.Place.Column)];

        IEnumerable<CoveragePoint> Of(Stage stage)
        {
            yield return At(StageKey(stage.Name), $"stage {stage.Name} entered", stage, "");
            foreach (var (side, marks) in new[] { (Side.Helpdesk, stage.Helpdesk), (Side.Tracker, stage.Tracker) })
            {
                foreach (var mark in marks)
                {
                    yield return At(
                        MarkKey(side, stage, mark),
                        $"{InWords(mark)} in the {FieldReading.Name(side)}",
                        mark,
                        ""
                    );
                }
            }

            if (stage.From.Length > 0 && process.IndexOf(stage.Name) >= 0)
            {
                yield return At(FromKey(stage.Name), $"gate of {stage.Name} asked from elsewhere", stage, "from 0");
            }

            for (var i = 0; i < stage.Requires.Length; i++)
            {
                var requirement = stage.Requires[i];
                yield return At(
                    RequirementKey(stage, i),
                    $"gate of {stage.Name} without {requirement.Field}",
                    requirement,
                    ""
                );
                if (requirement.NewlyFilled)
                {
                    yield return At(
                        OldKey(stage, i),
                        $"gate of {stage.Name} with what {requirement.Field} held before",
                        requirement,
                        "newly filled"
                    );
                }
            }
        }

        CoveragePoint At(string key, string what, object about, string part) =>
            CoveragePoint.At(process, key, what, about, part);
    }

    /// <summary>Keys of what a simulated pair used.</summary>
    public static ImmutableHashSet<string> Of(SimulatedPair pair)
    {
        var process = pair.Process;
        var keys = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var carried = Carried.Nothing;
        foreach (var look in pair.Looks)
        {
            CommentCoverage.Use(carried, look.Plan, keys);
            carried = look.Plan.Next.Carried;
            Plans(process, look.Plan, keys);
            SlaCoverage.Use(process, look, keys);
            ValidationCoverage.Use(process, look, pair.Looks[0].At, keys);
            KnowledgeCoverage.Use(process, look.Plan, keys);
            SharedCoverage.Use(process, look, keys);
            Statuses(process, Side.Helpdesk, look.Ticket, look.Plan.Next, keys);
            if (look.Item is { } item)
            {
                Statuses(process, Side.Tracker, item, look.Plan.Next, keys);
                Values(process, item, keys);
            }
        }

        return keys.ToImmutable();
    }

    private static void Plans(ProcessMapping process, Plan plan, ImmutableHashSet<string>.Builder keys)
    {
        foreach (var gate in plan.Gates)
        {
            var stage = process.Stage(gate.Stage)!;
            if (gate.Lacks.IsEmpty)
            {
                keys.Add(StageKey(stage.Name));
            }

            if (gate.From is null)
            {
                keys.Add(EntryKey(true));
            }

            foreach (var lack in gate.Lacks)
            {
                var index = lack.Requirement is { } asked ? IndexOf(stage.Requires, asked) : -1;
                keys.Add(
                    lack.Requirement is null ? FromKey(stage.Name)
                    : lack.IsOld ? OldKey(stage, index)
                    : RequirementKey(stage, index)
                );
            }
        }

        if (plan.Next.Stage is null && plan.Gates.IsEmpty)
        {
            var scope = process.Entry.OutOfScope.FirstOrDefault(s =>
                plan.Next.Notices.Contains($"scope/{process.Name}/{s.Name}")
            );
            keys.Add(scope is null ? EntryKey(false) : ScopeKey(scope.Name));
        }

        foreach (var message in plan.Messages)
        {
            keys.Add(MessageKey(message));
        }

        foreach (
            var message in process.Messages.Where(m =>
                m.OnlyIf is not null && plan.HeldBack.Any(onlyIf => ReferenceEquals(onlyIf, m.OnlyIf))
            )
        )
        {
            keys.Add(HeldBackKey(message));
        }
    }

    private static void Statuses(
        ProcessMapping process,
        Side side,
        Snapshot snapshot,
        Case after,
        ImmutableHashSet<string>.Builder keys
    )
    {
        if (process.Stage(StageReading.Of(process, side, snapshot, after.Stage)) is not { } stage)
        {
            return;
        }

        foreach (var mark in side == Side.Helpdesk ? stage.Helpdesk : stage.Tracker)
        {
            if (StageReading.Says(mark, snapshot))
            {
                keys.Add(MarkKey(side, stage, mark));
            }
        }
    }

    private static void Values(ProcessMapping process, Snapshot item, ImmutableHashSet<string>.Builder keys)
    {
        foreach (var rule in process.Fields.Where(f => f.TrackerField is not null))
        {
            var value = item.Values[rule.TrackerField!];
            var words = value is FieldValue.List list ? list.Values : [value?.Display ?? ""];
            foreach (var pair in rule.Values.Where(p => words.Contains(p.Tracker, StringComparer.OrdinalIgnoreCase)))
            {
                keys.Add(ValueKey(rule, pair));
            }
        }
    }

    private static int IndexOf(ImmutableArray<Requirement> requirements, Requirement requirement)
    {
        for (var i = 0; i < requirements.Length; i++)
        {
            if (ReferenceEquals(requirements[i], requirement))
            {
                return i;
            }
        }

        return -1;
    }

    private static string InWords(StageMark mark) =>
        mark.Field is { } field ? $"{field} '{mark.Value}'"
        : mark.Resolution is { } resolution ? $"status '{mark.Status}' with '{resolution}'"
        : $"status '{mark.Status}'";

    private static string EntryKey(bool holds) => holds ? "entry/in" : "entry/out";

    private static string ScopeKey(string name) => $"scope/{name}";

    private static string ValueKey(FieldRule rule, ValuePair pair) =>
        $"value/{rule.Name}/{pair.Helpdesk}/{pair.Tracker}";

    private static string StageKey(string stage) => $"stage/{stage}";

    private static string MarkKey(Side side, Stage stage, StageMark mark) =>
        $"mark/{side}/{stage.Name}/{InWords(mark)}";

    private static string FromKey(string stage) => $"from/{stage}";

    private static string RequirementKey(Stage stage, int index) => $"requirement/{stage.Name}/{index}";

    private static string OldKey(Stage stage, int index) => RequirementKey(stage, index) + "/old";

    private static string MessageKey(string message) => $"message/{message}";

    private static string HeldBackKey(MessageRule message) => $"message/{message.Name}/held back";
}
