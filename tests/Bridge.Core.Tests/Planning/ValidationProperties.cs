using Bridge.Core.Model;
using FsCheck;
using FsCheck.Fluent;

namespace Bridge.Core.Tests.Planning;

/// <summary>What holds of the customer's validation, whatever people do, in whatever order.</summary>
public sealed class ValidationProperties
{
    private static readonly string?[] Answers = [null, "It works", "Still broken", "No answer"];
    private static readonly string[] TicketStatuses =
    [
        "With L2",
        "Customer Validation",
        "Closed",
        "Waiting",
        "Escalated",
    ];
    private static readonly string[] ItemStatuses = ["fixing", "verify", "done", "parked"];

    private static readonly Gen<(int Act, int Value)[]> Days = Gen.Choose(0, 9)
        .SelectMany(act => Gen.Choose(0, 11).Select(value => (act, value)))
        .ArrayOf();

    [Fact]
    public void At_rest_a_second_look_does_nothing() =>
        Check(acts =>
        {
            var world = Live(acts);
            var plan = world.Plan();
            return plan.Effects.IsEmpty
                && plan.HeededAnswers.IsEmpty
                && CaseJson.Write(plan.Next) == CaseJson.Write(world.Case);
        });

    [Fact]
    public void No_round_hears_of_its_silence_twice_or_is_asked_twice() =>
        Check(acts =>
        {
            var world = Live(acts);
            var asked = world.Replies.Where(r => r.StartsWith("<p>Round", StringComparison.Ordinal)).ToList();
            return asked.Distinct(StringComparer.Ordinal).Count() == asked.Count
                && world.Notes.Count(n => n == "<p>Silent</p>") <= Silences(world);
        });

    [Fact]
    public void A_ticket_is_closed_as_fixed_only_after_the_customers_word_or_silence() =>
        Check(acts =>
        {
            var world = Live(acts);
            return world
                .Case.Visits.Zip(world.Case.Visits.Skip(1))
                .Where(pair => pair.Second.Stage.StartsWith("Closed", StringComparison.Ordinal))
                .All(pair =>
                    pair.First.Stage == "Customer Validation"
                    && world.Case.Rounds.Single(r => r.Since == pair.First.At) is { } round
                    && (
                        pair.Second.Stage == "Closed"
                            ? round.Answer == CustomerAnswer.Works
                            : round.Answer is not CustomerAnswer.Broken
                    )
                );
        });

    [Fact]
    public void Every_click_is_accounted_for_once() => Check(acts => Live(acts).Answers.Count == 0);

    [Fact]
    public void A_crash_between_recording_and_settling_says_nothing_twice() =>
        Check(acts =>
        {
            var world = ValidationSample.Asked();
            foreach (var (act, value) in acts)
            {
                Do(world, act, value).CrashAfter(value % 2).Signal();
            }

            var asked = world.Replies.Where(r => r.StartsWith("<p>Round", StringComparison.Ordinal)).ToList();
            return world.Plan().Effects.IsEmpty && asked.Distinct(StringComparer.Ordinal).Count() == asked.Count;
        });

    /// <summary>How often a window could end: once a round, and once more for each reply or tag that undid it.</summary>
    private static int Silences(World world) =>
        world.Case.Rounds.Length + world.Ticket.Comments.Count(c => c is { Incoming: true }) + world.Tags;

    private static void Check(Func<(int Act, int Value)[], bool> holds) =>
        Prop.ForAll(Days.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static World Live((int Act, int Value)[] acts)
    {
        var world = ValidationSample.Asked();
        foreach (var (act, value) in acts)
        {
            Do(world, act, value).Passes(TimeSpan.FromMinutes(7)).Signal(ticketFresh: value % 3 != 0 || act < 7);
        }

        return world.Passes(TimeSpan.FromHours(2)).Signal();
    }

    private static World Do(World world, int act, int value) =>
        act switch
        {
            0 => world.Agent(
                ValidationSample.Answer,
                Answers[value % 4] is { } text ? new FieldValue.Choice(text) : null
            ),
            1 => world.AgentMoves(TicketStatuses[value % 5]),
            2 => world.EngineerMoves(ItemStatuses[value % 4]),
            3 => world.Agent("Cause", value % 2 == 0 ? null : new FieldValue.Text($"cause {value}")),
            4 => world.Agent("Record", new FieldValue.Text($"attempt {value}")),
            5 => world.CustomerReplies($"<p>{value}</p>"),
            6 => world.AgentReplies($"<p>{value}</p>"),
            7 => world.CustomerAnswers(
                (CustomerAnswer)(value % 2),
                round: Math.Max(1, world.Case.Rounds.Length - (value / 8))
            ),
            8 => world.Tagged(value % 3 == 0 ? "keep-open" : "other"),
            _ => world.Passes(TimeSpan.FromDays(value)),
        };
}
