using Bridge.Core.Model;
using Bridge.Core.Planning;
using FsCheck;
using FsCheck.Fluent;

namespace Bridge.Core.Tests.Planning;

/// <summary>What holds whatever people do, in whatever order signals come.</summary>
public sealed class ReconcilerProperties
{
    private static readonly string[] Severities = ["S1", "S2", "S3"];
    private static readonly string[] TrackerSeverities = ["1", "2", "3", "9"];
    private static readonly string[] TicketStatuses =
    [
        "Triage",
        "Elevating",
        "Fixing",
        "Verifying",
        "Closed",
        "Waiting",
    ];
    private static readonly string[] ItemStatuses = ["to triage", "fixing", "verify", "done", "parked"];

    /// <summary>One thing that a person does, as a number to choose by and a value to use.</summary>
    private static readonly Gen<(int Act, int Value)[]> Days = Gen.Choose(0, 8)
        .SelectMany(act => Gen.Choose(0, 11).Select(value => (act, value)))
        .ArrayOf();

    [Fact]
    public void A_plan_for_a_case_at_rest_is_empty() =>
        Check(acts =>
        {
            var world = Live(acts, signalEach: true);
            world.Signal();
            return world.Plan().Effects.IsEmpty && CaseJson.Write(world.Plan().Next) == CaseJson.Write(world.Case);
        });

    [Fact]
    public void Both_sides_agree_once_people_and_signals_stop() =>
        Check(acts =>
        {
            var world = Live(acts, signalEach: true).Signal();
            return Agrees(world);
        });

    [Fact]
    public void Lost_signals_are_made_up_for_by_the_next_look() =>
        Check(acts => Agrees(Live(acts, signalEach: false).Signal()));

    [Fact]
    public void The_order_and_the_repetition_of_signals_do_not_change_the_end() =>
        Check(acts =>
        {
            var one = Live(acts, signalEach: false).Signal(itemFresh: false).Signal(ticketFresh: false).Signal();
            var two = Live(acts, signalEach: false)
                .Signal(ticketFresh: false)
                .Signal(ticketFresh: false)
                .Signal(itemFresh: false)
                .Signal()
                .Signal();
            return Agrees(one) && Agrees(two) && one.Case.Item == two.Case.Item;
        });

    [Fact]
    public void A_crash_between_writing_and_settling_changes_nothing() =>
        Check(acts =>
        {
            var crashed = Live(acts, signalEach: false).CrashAfter(acts.Length % 3).Signal();
            return Agrees(crashed) && crashed.Plan().Effects.IsEmpty;
        });

    [Fact]
    public void The_customer_never_hears_the_same_date_twice_in_a_row() =>
        Check(acts =>
        {
            var replies = Live(acts, signalEach: true).Signal().Replies;
            var told = replies.Where(r => !r.StartsWith("<p>Fixed", StringComparison.Ordinal)).ToList();
            return told.Zip(told.Skip(1)).All(pair => pair.First != pair.Second);
        });

    [Fact]
    public void A_case_survives_being_written_down() =>
        Check(acts =>
        {
            var world = Live(acts, signalEach: true);
            var text = CaseJson.Write(world.Case);
            return CaseJson.Write(CaseJson.ReadCase(text)) == text;
        });

    private static void Check(Func<(int Act, int Value)[], bool> holds) =>
        Prop.ForAll(Days.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static World Live((int Act, int Value)[] acts, bool signalEach)
    {
        var world = ReconcilerTests.Entered();
        foreach (var (act, value) in acts)
        {
            Do(world, act, value).Passes(TimeSpan.FromMinutes(15));
            if (signalEach)
            {
                world.Signal(ticketFresh: act % 2 == 0 || value % 3 == 0, itemFresh: act % 2 == 1 || value % 3 == 0);
            }
        }

        return world.Passes(TimeSpan.FromHours(2));
    }

    private static World Do(World world, int act, int value) =>
        act switch
        {
            0 => world.Agent("Severity", new FieldValue.Choice(Severities[value % 3])),
            1 => world.Engineer("Sev", new FieldValue.Choice(TrackerSeverities[value % 4])),
            2 => world.Agent("ETA", value == 0 ? null : Day(value)),
            3 => world.Engineer(FieldNames.DueDate, value == 0 ? null : Day(value)),
            4 => world.AgentMoves(TicketStatuses[value % 6]),
            5 => world.EngineerMoves(ItemStatuses[value % 5]),
            6 => world.Agent("Steps", new FieldValue.Rich($"<p>{value}</p>")),
            7 => world.Engineer("Resolution notes", value < 3 ? null : new FieldValue.Text($"mended {value}")),
            _ => world.Comments(value % 2 == 0 ? Side.Helpdesk : Side.Tracker, "Dana", $"<p>{value}</p>"),
        };

    private static FieldValue.Date Day(int value) => new(new DateOnly(2026, 11, 1).AddDays(value));

    /// <summary>Every field that both sides carry shows the same, but for words that the mapping does not know.</summary>
    private static bool Agrees(World world) =>
        Sample
            .Process.Fields.Where(f => f is { HelpdeskField: not null, TrackerField: not null })
            .All(rule =>
                (
                    FieldReading.Of(rule, Side.Helpdesk, world.Ticket),
                    FieldReading.Of(rule, Side.Tracker, world.Item!)
                ) switch
                {
                    (Reading.Value helpdesk, Reading.Value tracker) => FieldValue.Same(
                        helpdesk.Canonical,
                        tracker.Canonical
                    ),
                    _ => true,
                }
            ) && StagesAgree(world);

    private static bool StagesAgree(World world)
    {
        var helpdesk = StageReading.Of(Sample.Process, Side.Helpdesk, world.Ticket, world.Case.Stage);
        var tracker = StageReading.Of(Sample.Process, Side.Tracker, world.Item!, world.Case.Stage);
        return helpdesk is null || tracker is null || world.Case.Gate is not null || helpdesk == tracker;
    }
}
