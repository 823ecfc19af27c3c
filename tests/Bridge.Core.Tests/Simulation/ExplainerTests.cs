using System.Globalization;
using Bridge.Core.Mappings;
using Bridge.Core.Simulation;
using Bridge.Core.Tests.Mappings;

namespace Bridge.Core.Tests.Simulation;

public sealed class ExplainerTests
{
    [Fact]
    public void A_ticket_that_no_process_wants_is_told_the_first_condition_that_failed()
    {
        var explained = Explain("ticket: { status: Open }");

        Assert.Equal("status is 'Open', not 'Elevated'", Assert.Single(explained.Candidates).Why);
        Assert.Null(explained.Stage);
        Assert.Empty(explained.Now.Effects);
    }

    [Fact]
    public void The_gates_that_could_come_next_say_what_they_lack()
    {
        var explained = Explain("stage: Triage\nticket: { Severity: High }");

        var gate = Assert.Single(explained.Gates);
        Assert.Equal("Fixing", gate.Stage);
        Assert.Equal(["Ahead"], gate.Lacks.Select(l => l.Text));
    }

    [Fact]
    public void What_comes_by_itself_is_told_with_its_time()
    {
        var explained = Explain("now: 2026-03-02 09:00\nstage: Triage\nticket: { Severity: High }");

        Assert.Equal(
            ["2026-03-02 15:00", "2026-03-02 17:00"],
            explained.Later.Select(m => m.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))
        );
        Assert.Null(explained.Next);
    }

    [Fact]
    public void The_next_message_is_told_with_its_text()
    {
        var explained = Explain(
            "now: 2026-03-02 09:00\nstage: Triage\nreleases: { R1: 2026-03-20 }\nticket: { Severity: High }\nitem: { fix versions: R1 }",
            pair =>
                pair.Set(
                    Core.Model.Side.Helpdesk,
                    Core.Model.FieldBag.Of(("status", new Core.Model.FieldValue.Choice("Fixing")))
                )
        );

        Assert.Equal(("In work", "We work on it."), (explained.Next!.Name, explained.Next.Text));
    }

    private static Explanation Explain(string given, Action<SimulatedPair>? then = null)
    {
        var process = TestFile.Read("");
        var reading = MappingTests.ReadGiven("event.yaml", given, [process]);
        Assert.Empty(reading.Errors);
        var pair = Scene.Of(process, reading.Given!);
        then?.Invoke(pair);
        return Explainer.Of([pair]);
    }
}
