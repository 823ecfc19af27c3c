using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Simulation;

/// <summary>What of the validation tests use: the answers, the reminders, silence.</summary>
internal static class ValidationCoverage
{
    private const string Silence = "validation/silence";

    internal static IEnumerable<CoveragePoint> Points(ProcessMapping process)
    {
        if (process.Validation is not { } rule)
        {
            yield break;
        }

        yield return Answer(CustomerAnswer.Works, rule.Works);
        yield return Answer(CustomerAnswer.Broken, rule.Broken);
        foreach (var said in new[] { rule.Works, rule.Broken }.Where(a => a.Ways.Length > 1))
        {
            foreach (var (i, way) in said.Ways.Index())
            {
                yield return CoveragePoint.At(
                    process,
                    WayKey(said, i),
                    $"the answer '{said.Value}' leads to {way.Stage}",
                    way
                );
            }
        }

        if (rule.Silence is not { } silence)
        {
            yield break;
        }

        foreach (var (i, term) in silence.RemindAfter.Index())
        {
            yield return CoveragePoint.At(process, ReminderKey(i + 1), $"reminder {i + 1} to the customer", term);
        }

        yield return CoveragePoint.At(process, Silence, "the customer's silence", silence, "after");

        CoveragePoint Answer(CustomerAnswer answer, AnswerRule said) =>
            CoveragePoint.At(process, AnswerKey(answer), $"the customer's answer '{said.Value}'", said);
    }

    /// <summary>Adds the keys of what a look used.</summary>
    /// <param name="start">When the test began: rounds that were over by then are given, not decided.</param>
    internal static void Use(
        ProcessMapping process,
        Look look,
        DateTimeOffset start,
        ImmutableHashSet<string>.Builder keys
    )
    {
        foreach (var said in process.Validation is { } rule ? new[] { rule.Works, rule.Broken } : [])
        {
            foreach (var (i, way) in said.Ways.Index())
            {
                if (look.Plan.Ways.Any(gone => ReferenceEquals(gone, way)))
                {
                    keys.Add(WayKey(said, i));
                }
            }
        }

        foreach (var round in look.Plan.Next.Rounds.Where(r => !(r.AnsweredAt < start)))
        {
            keys.UnionWith(Enumerable.Range(1, round.Reminded).Select(ReminderKey));
            if (round.Answer is CustomerAnswer.Silence || round.SilenceToldAt is not null)
            {
                keys.Add(Silence);
            }
            else if (round.Answer is { } answer)
            {
                keys.Add(AnswerKey(answer));
            }
        }
    }

    private static string AnswerKey(CustomerAnswer answer) => $"validation/{answer}";

    private static string WayKey(AnswerRule answer, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"validation/{answer.Value}/{index}");

    private static string ReminderKey(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"validation/reminder/{number}");
}
