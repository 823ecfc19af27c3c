using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using FsCheck;
using FsCheck.Fluent;

namespace Bridge.Core.Tests.Planning;

/// <summary>What holds of messages about fields and of the knowledge base, whatever people do.</summary>
public sealed class EscalationProperties
{
    private static readonly string[] Statuses = ["Tier 1", "Tier 2", "Engineering", "Solved", "Waiting"];
    private static readonly string[] ItemStatuses = ["to triage", "fixing", "verify", "done"];
    private static readonly string?[] Texts =
    [
        null,
        "Use the old export",
        "Use the new export, it is long enough",
        "C",
    ];
    private static readonly string[] Filled =
    [
        "Attempts",
        "Findings",
        "Workaround",
        "Approved By",
        "Cause",
        "Solution",
    ];

    private static readonly ProcessMapping Endless = Escalation.Process with
    {
        Stages = [.. Escalation.Process.Stages.Select(s => s with { Outcome = StageOutcome.None })],
    };

    private static readonly Gen<(int Act, int Value)[]> Days = Gen.Choose(0, 9)
        .SelectMany(act => Gen.Choose(0, 11).Select(value => (act, value)))
        .ArrayOf();

    [Fact]
    public void A_plan_for_a_case_at_rest_is_empty() =>
        Check(acts =>
        {
            var world = Live(acts).Signal();
            return world.Plan().Effects.IsEmpty && CaseJson.Write(world.Plan().Next) == CaseJson.Write(world.Case);
        });

    [Fact]
    public void A_workaround_is_told_at_most_once() => Check(acts => Live(acts).Signal().Replies.Count() <= 1);

    [Fact]
    public void The_same_value_is_never_told_twice_in_a_row_while_a_case_is_open() =>
        Check(acts =>
        {
            var told = Live(acts, Endless)
                .Signal()
                .Notes.Where(n => n.StartsWith("<p>Now", StringComparison.Ordinal))
                .ToList();
            return told.Zip(told.Skip(1)).All(pair => pair.First != pair.Second);
        });

    [Fact]
    public void There_is_at_most_one_article_and_one_note_of_known_solutions() =>
        Check(acts =>
        {
            var world = Live(acts).Signal();
            return world.Done.OfType<Effect.DraftArticle>().Count() <= 1
                && world.Notes.Count(n => n.Contains("Known solutions", StringComparison.Ordinal)) == 1
                && world.Notes.Count(n => n.Contains("draft article", StringComparison.Ordinal))
                    == world.Done.OfType<Effect.DraftArticle>().Count();
        });

    [Fact]
    public void A_case_survives_being_written_down() =>
        Check(acts =>
        {
            var text = CaseJson.Write(Live(acts).Case);
            return CaseJson.Write(CaseJson.ReadCase(text)) == text;
        });

    private static void Check(Func<(int Act, int Value)[], bool> holds) =>
        Prop.ForAll(Days.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static World Live((int Act, int Value)[] acts, ProcessMapping? process = null)
    {
        var found = new Searched.Articles([new Article("It is broken", "https://desk.example/1", "FAQ", null)]);
        var world = Escalation.Entered(process, before: w => w.Library = _ => found);
        foreach (var (act, value) in acts)
        {
            Do(world, act, value).Passes(TimeSpan.FromHours(9));
            world.Signal(ticketFresh: act % 2 == 0 || value % 3 == 0, itemFresh: act % 2 == 1 || value % 3 == 0);
        }

        return world.Passes(TimeSpan.FromHours(9));
    }

    private static World Do(World world, int act, int value) =>
        act switch
        {
            < 6 => world.Fill(Filled[act], Texts[value % 4]),
            6 or 7 => world.AgentMoves(Statuses[value % 5]),
            8 => world.EngineerMoves(ItemStatuses[value % 4]),
            _ => world.Engineer("Workaround", Texts[value % 4] is { } text ? new FieldValue.Text(text) : null),
        };
}
