using Bridge.Rollout;

namespace Bridge.Tests.Rollout;

public sealed class LineDiffTests
{
    [Fact]
    public void Equal_texts_have_no_difference() => Assert.Empty(LineDiff.Of("a\nb\n", "a\nb"));

    [Fact]
    public void A_changed_line_is_shown_with_its_neighbours()
    {
        var before = string.Join('\n', Enumerable.Range(1, 20));
        var after = before.Replace("\n10\n", "\nten\n", StringComparison.Ordinal);
        var shown = LineDiff.Of(before, after).Select(l => $"{l.Mark}:{l.Text}");
        Assert.Equal(
            [
                "Gap:6 lines",
                "Same:7",
                "Same:8",
                "Same:9",
                "Removed:10",
                "Added:ten",
                "Same:11",
                "Same:12",
                "Same:13",
                "Gap:7 lines",
            ],
            shown
        );
    }

    [Fact]
    public void Lines_that_moved_keep_what_is_between()
    {
        var shown = LineDiff.Of("a\nb\nc", "b\nc\na").Select(l => $"{l.Mark}:{l.Text}");
        Assert.Equal(["Removed:a", "Same:b", "Same:c", "Added:a"], shown);
    }
}
