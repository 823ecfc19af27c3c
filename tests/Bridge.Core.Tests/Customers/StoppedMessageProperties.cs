using Bridge.Core.Model;
using Bridge.Core.Tests.Planning;
using FsCheck;
using FsCheck.Fluent;

namespace Bridge.Core.Tests.Customers;

/// <summary>What holds of stopped messages, whatever people write and decide, in whatever order.</summary>
public sealed class StoppedMessageProperties
{
    private const string Secret = "internal";
    private static readonly string?[] Records = ["Cache emptied", "An internal fix", null, "The internal cache"];
    private static readonly string[] Words = ["It works now.", "The internal name was wrong."];
    private static readonly string[] Statuses = ["With L2", "Customer Validation", "Escalated"];

    private static readonly Gen<(int Act, int Value)[]> Lives = Gen.Choose(0, 5)
        .SelectMany(act => Gen.Choose(0, 11).Select(value => (act, value)))
        .ArrayOf();

    [Fact]
    public void At_rest_a_second_look_does_nothing() =>
        Check(acts =>
        {
            var (world, _) = Live(acts);
            var plan = world.Plan();
            return plan.Effects.IsEmpty
                && plan.HeededVerdicts.IsEmpty
                && CaseJson.Write(plan.Next) == CaseJson.Write(world.Case);
        });

    [Fact]
    public void No_listed_word_reaches_a_customer_that_nobody_released() =>
        Check(acts =>
        {
            var (world, released) = Live(acts);
            return world.Replies.Count(r => r.Contains(Secret, StringComparison.Ordinal)) <= released;
        });

    [Fact]
    public void Every_decision_is_heeded_exactly_once() =>
        Check(acts =>
        {
            var (world, _) = Live(acts);
            var heeded = world.Looks.SelectMany(p => p.HeededVerdicts).ToList();
            return heeded.Distinct().Count() == heeded.Count;
        });

    [Fact]
    public void A_round_is_asked_at_most_once() =>
        Check(acts =>
        {
            var (world, _) = Live(acts);
            return world.Replies.Count(r => !r.Contains("Reminder", StringComparison.Ordinal))
                <= world.Case.Rounds.Length;
        });

    private static (World World, int Released) Live((int Act, int Value)[] acts)
    {
        var process = ValidationSample.With(("yes</a>", "{{fields.resolution_record}} yes</a>"));
        var world = ValidationSample.Asked(process);
        var (number, released) = (0L, 0);
        foreach (var (act, value) in acts)
        {
            switch (act)
            {
                case 0:
                    var record = Records[value % Records.Length];
                    world.Agent("Record", record is null ? null : new FieldValue.Text(record)).Signal();
                    break;
                case 1:
                    world.AgentMoves(Statuses[value % Statuses.Length]).Signal();
                    break;
                case 2:
                    world.Passes(TimeSpan.FromHours(value)).Signal();
                    break;
                default:
                    var kind = (VerdictKind)(act - 3);
                    released += kind == VerdictKind.Release ? 1 : 0;
                    var held = world.Case.Held.FirstOrDefault(h => h.Stopped is not null);
                    world.Decide(
                        new MessageVerdict(
                            ++number,
                            held?.Number ?? value,
                            kind,
                            value == 0 ? "another" : held?.Stopped?.Print() ?? "",
                            kind == VerdictKind.Rewrite ? Words[value % Words.Length] : null,
                            "Kim",
                            world.Now
                        )
                    );
                    break;
            }
        }

        return (world, released);
    }

    private static void Check(Func<(int Act, int Value)[], bool> holds) =>
        Prop.ForAll(Lives.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
}
