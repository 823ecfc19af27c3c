using System.Collections.Immutable;
using Bridge.Core.Model;
using Bridge.Core.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Bridge.Core.Tests.Planning;

/// <summary>What holds of comments and files whatever people do and whenever the bridge dies.</summary>
public sealed class TalkProperties
{
    private static readonly Gen<(int Act, int Value)[]> Days = Gen.Choose(0, 11)
        .SelectMany(act => Gen.Choose(0, 11).Select(value => (act, value)))
        .ArrayOf();

    [Fact]
    public void Each_comment_that_is_there_has_one_copy_with_its_text() =>
        Check(world => Both.All(side => Theirs(world, side).All(c => Copies(world, side, Text(c)) == 1)));

    [Fact]
    public void No_copy_says_what_its_comment_no_longer_says() =>
        Check(world =>
            Both.All(side =>
                Mirrored(world, TalkWorld.Other(side))
                    .All(copy =>
                        copy.Contains("was deleted there", StringComparison.Ordinal)
                        || Theirs(world, side).Exists(c => copy.Contains(Text(c), StringComparison.Ordinal))
                    )
            )
        );

    [Fact]
    public void No_comment_is_carried_twice() =>
        Check(world =>
            world.Pair.Case.Carried.Mirrors.All(m => m.Copy is not null)
            && world.Pair.Case.Carried.Mirrors.Select(m => m.Source).Distinct().Count()
                == world.Pair.Case.Carried.Mirrors.Length
            && Both.All(side =>
                Mirrored(world, TalkWorld.Other(side)).Count
                == world.Pair.Case.Carried.Mirrors.Count(m => m.Side == side)
            )
        );

    [Fact]
    public void Each_file_goes_over_once_and_none_comes_back() =>
        Check(world =>
            Both.All(side =>
            {
                var own = Files(world, side, byBridge: false);
                var carried = Files(world, TalkWorld.Other(side), byBridge: true);
                return carried.Count == carried.Distinct().Count() && own.IsSubsetOf(carried);
            })
        );

    [Fact]
    public void Once_people_and_crashes_stop_one_more_plan_is_empty() =>
        Check(world =>
        {
            var plan = world.Pair.Plan();
            return plan.Effects.IsEmpty && CaseJson.Write(plan.Next) == CaseJson.Write(world.Pair.Case);
        });

    private static readonly Side[] Both = [Side.Helpdesk, Side.Tracker];

    private static void Check(Func<TalkWorld, bool> holds) =>
        Prop.ForAll(Days.ToArbitrary(), acts => holds(Live(acts)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithQuietOnSuccess(true));

    private static TalkWorld Live((int Act, int Value)[] acts)
    {
        var world = new TalkWorld();
        foreach (var (act, value) in acts)
        {
            Do(world, act, value);
            world.Pair.Now += TimeSpan.FromMinutes(1);
        }

        for (var look = 0; look < 3; look++)
        {
            world.Look(-1, finds: true, ticketFresh: true, itemFresh: true);
        }

        return world;
    }

    private static void Do(TalkWorld world, int act, int value)
    {
        var side = value % 2 == 0 ? Side.Helpdesk : Side.Tracker;
        switch (act)
        {
            case 0 or 1:
                world.Write(side, withFile: value > 6);
                break;
            case 2:
                world.Attach(side);
                break;
            case 3 or 4:
                world.Rewrite(side, value, deletes: false);
                break;
            case 5:
                world.Rewrite(side, value, deletes: true);
                break;
            case 6 or 7:
                world.Look(
                    -1,
                    finds: value % 3 > 0,
                    ticketFresh: act == 6 || value > 8,
                    itemFresh: act == 7 || value > 8
                );
                break;
            default:
                world.Look(value % 4, finds: value % 3 > 0, ticketFresh: value != 5, itemFresh: value != 7);
                break;
        }
    }

    private static List<Comment> Theirs(TalkWorld world, Side side) =>
        [.. world.Snapshot(side).Comments.Where(c => c.Author == TalkWorld.Who(side))];

    private static string Text(Comment comment) => HtmlText.ToPlain(comment.Html);

    /// <summary>How many notes or comments of the bridge on the other side say this.</summary>
    private static int Copies(TalkWorld world, Side side, string text) =>
        Mirrored(world, TalkWorld.Other(side)).Count(copy => copy.Contains(text, StringComparison.Ordinal));

    /// <summary>What the bridge wrote on a side for comments of the other: not its messages, and no captions of files.</summary>
    private static List<string> Mirrored(TalkWorld world, Side side) =>
        [
            .. world
                .Snapshot(side)
                .Comments.Where(c => c.ByBridge && c.Files.IsEmpty)
                .Select(Text)
                .Where(text =>
                    text.Contains("word ", StringComparison.Ordinal)
                    || text.Contains("was deleted there", StringComparison.Ordinal)
                ),
        ];

    private static ImmutableHashSet<string> Files(TalkWorld world, Side side, bool byBridge)
    {
        var snapshot = world.Snapshot(side);
        var all = snapshot
            .Files.Concat(snapshot.Comments.SelectMany(c => c.Files))
            .Where(f => f.ByBridge == byBridge)
            .DistinctBy(f => f.Id)
            .ToList();
        Assert.Equal(all.Count, all.Select(f => f.Name).Distinct().Count());
        return [.. all.Select(f => f.Name)];
    }
}
