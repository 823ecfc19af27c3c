using System.Globalization;
using Bridge.Core.Mappings.Reading;
using Bridge.Core.Mappings.Testing;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Reporting;
using Bridge.Core.Time;

namespace Bridge.Core.Simulation;

/// <summary>Holds what a test expects against what is so.</summary>
internal static class ExpectationCheck
{
    private const string None = "none";

    internal static List<TestFailure> Failures(TestStep.Expects step, Watch watch)
    {
        var failures = new List<TestFailure>();
        foreach (var expected in step.All)
        {
            if (Mismatch(expected, watch) is var (what, wanted, actual))
            {
                failures.Add(new TestFailure(expected.Place, step.Text, what, wanted, actual));
            }
        }

        return failures;
    }

    /// <summary>What was looked at, what was expected and what is; null when it is as expected.</summary>
    private static (string What, string Wanted, string Actual)? Mismatch(Expected expected, Watch watch)
    {
        var pair = watch.Pair;
        var value = pair.Case;
        return expected switch
        {
            Expected.InStage stage => Compare("stage", stage.Name ?? None, value.Stage ?? None),
            Expected.Shows shows => Shows(shows, pair),
            Expected.HasItem has => Compare("item", has.Is ? "one" : None, value.Item is null ? None : "one"),
            Expected.GateOpen => ShutGate(watch) is { } shut ? ("gate", "open", Shut(shut)) : null,
            Expected.GateShut gate => Gate(gate, ShutGate(watch)),
            Expected.Says says => Says(says, watch.Written(says.Channel)),
            Expected.NeverSays never => NeverSays(never, watch.Written(never.Channel)),
            Expected.Counts counts => Counts(counts, watch.Written(counts.Channel)),
            Expected.Files files => Compare(
                Name(files.Channel),
                Listed(files.Names),
                Listed(watch.Written(files.Channel))
            ),
            Expected.Knows knows => Compare(
                knows.Name,
                Number(knows.Number),
                Number(CaseFacts.Of(pair.Process, value, knows.Name) ?? 0)
            ),
            Expected.Messages messages => Compare("messages", Listed(messages.Names), Listed(watch.Messages)),
            Expected.Findings findings => Compare(
                "findings",
                Listed(findings.Kinds.Select(FindingWords.Word)),
                Listed(watch.Last.Findings.Select(f => FindingWords.Word(f.Kind)))
            ),
            Expected.Finds finds => Among("finding", finds.Words, [.. watch.Last.Findings.Select(f => f.Message)]),
            Expected.Sla sla => Compare("sla", InWords(sla.State), InWords(SlaReading.Of(pair))),
            Expected.Wakes wakes => Compare("next wake", Moment(wakes.At, pair), Wake(pair)),
            Expected.NotIn notIn => NotIn(notIn, watch),
            Expected.Tells tells => Among(
                "timeline",
                tells.Words,
                [.. watch.Looks.SelectMany(l => l.Plan.Decisions).Select(d => d.Text).Distinct(StringComparer.Ordinal)]
            ),
            Expected.EtaTold told => Compare("eta told", Day(told.Day), Day(value.Eta.Told)),
            _ => throw new ArgumentOutOfRangeException(nameof(expected), expected, "not a known expectation"),
        };
    }

    private static (string, string, string)? Compare(string what, string wanted, string actual) =>
        string.Equals(wanted, actual, StringComparison.OrdinalIgnoreCase) ? null : (what, wanted, actual);

    private static (string, string, string)? Shows(Expected.Shows shows, SimulatedPair pair)
    {
        var snapshot = shows.Side == Side.Helpdesk ? pair.Ticket : pair.Item;
        var what = $"{(shows.Side == Side.Helpdesk ? "ticket" : "item")}.{shows.Field}";
        var wanted = shows.Contains is { } part ? $"contains '{part}'" : Shown(shows.Value);
        if (snapshot is null)
        {
            return (what, wanted, "there is no item");
        }

        var actual = shows.Field.ToLowerInvariant() switch
        {
            FieldNames.Status => new FieldValue.Choice(snapshot.Status),
            FieldNames.Resolution => snapshot.Resolution is { } name ? new FieldValue.Choice(name) : null,
            _ => FieldValue.OrNothing(snapshot.Values[shows.Field]),
        };
        var holds = shows.Contains is null
            ? FieldValue.Same(shows.Value, actual)
                || (
                    actual is not null
                    && string.Equals(
                        Watch.OneLine(shows.Value?.Display ?? ""),
                        Watch.OneLine(actual.Display),
                        StringComparison.OrdinalIgnoreCase
                    )
                )
            : actual is not null && Has(Watch.OneLine(actual.Display), shows.Contains);
        return holds ? null : (what, wanted, Shown(actual));
    }

    /// <summary>The gate that stands in the way now: of the stage asked for, or of the first stage for a ticket outside.</summary>
    private static AskedGate? ShutGate(Watch watch)
    {
        var asked = watch.Last.Gates.LastOrDefault(g => !g.Lacks.IsEmpty);
        return watch.Pair.Case.Gate is { } shut
                ? asked ?? new AskedGate(shut.Wanted, null, [.. shut.Missing.Select(m => new GateLack(null, m))])
            : watch.Pair.Case.Stage is null ? asked
            : watch.Looks.SelectMany(l => l.Plan.Gates).LastOrDefault() is { Lacks.IsEmpty: false } last ? last
            : null;
    }

    private static (string, string, string)? Gate(Expected.GateShut gate, AskedGate? shut)
    {
        var wanted = gate.Missing.IsDefault
            ? $"{gate.Stage} is shut"
            : $"{gate.Stage} is shut, missing: {Listed(gate.Missing)}";
        if (shut is null)
        {
            return ("gate", wanted, "open");
        }

        var isSame =
            string.Equals(shut.Stage, gate.Stage, StringComparison.OrdinalIgnoreCase)
            && (
                gate.Missing.IsDefault
                || (
                    gate.Missing.Length == shut.Lacks.Length
                    && gate.Missing.All(m => shut.Lacks.Any(lack => IsMeant(m, lack)))
                )
            );
        return isSame ? null : ("gate", wanted, Shut(shut));
    }

    private static bool IsMeant(string words, GateLack lack) =>
        string.Equals(words, lack.Requirement?.Field, StringComparison.OrdinalIgnoreCase)
        || string.Equals(words, lack.Text, StringComparison.OrdinalIgnoreCase)
        || (lack.Requirement is null && Has(lack.Text, words));

    private static string Shut(AskedGate gate) =>
        $"{gate.Stage} is shut, missing: {Listed(gate.Lacks.Select(l => l.Requirement is null ? l.Text : l.Requirement.Field))}";

    private static (string, string, string)? Says(Expected.Says says, List<string> written) =>
        Among(Name(says.Channel), says.Words, written);

    private static (string, string, string)? NeverSays(Expected.NeverSays never, List<string> written) =>
        written.Find(text => Has(text, never.Words)) is { } found
            ? (Name(never.Channel), $"none contains '{never.Words}'", found)
            : null;

    private static (string, string, string)? Counts(Expected.Counts counts, List<string> written) =>
        written.Count == counts.Number
            ? null
            : (
                $"number of {Name(counts.Channel)}s",
                Number(counts.Number),
                written.Count == 0 ? "0" : $"{written.Count}: {string.Join(" | ", written.Select(Short))}"
            );

    private static (string, string, string)? Among(string what, string words, List<string> texts) =>
        texts.Exists(text => Has(text, Watch.OneLine(words)))
            ? null
            : (
                what,
                $"contains '{words}'",
                texts.Count == 0 ? None : string.Join(" | ", texts.Select(text => Short(Watch.OneLine(text))))
            );

    private static (string, string, string)? NotIn(Expected.NotIn notIn, Watch watch)
    {
        var pair = watch.Pair;
        if (pair.Case.Stage is { } stage)
        {
            return ("not in process", $"outside, since '{notIn.Words}'", $"in {stage}");
        }

        return Among("not in process", notIn.Words, [.. watch.Last.Decisions.Select(d => d.Text)]);
    }

    private static string Wake(SimulatedPair pair) =>
        pair.Case.Deadlines is [var next, ..] ? Moment(next.At, pair) : None;

    private static string Moment(DateTimeOffset? at, SimulatedPair pair) =>
        at is { } moment ? WallClock.Shown(pair.Process.Calendar, moment) : None;

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? None;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string InWords(SlaState state) => state.ToString().ToLowerInvariant();

    /// <summary>"edited note".</summary>
    private static string Name(Channel channel) =>
        string.Concat(channel.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {c}" : $"{c}"))
            .ToLowerInvariant();

    private static string Shown(FieldValue? value) => value is null ? "empty" : $"'{value.Display}'";

    private static string Listed(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.OrdinalIgnoreCase)) is { Length: > 0 } list ? list : None;

    private static string Short(string text) => text.Length > 200 ? text[..199] + "…" : text;

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
}
