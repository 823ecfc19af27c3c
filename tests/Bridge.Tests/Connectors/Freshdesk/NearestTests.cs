using Bridge.Connectors;

namespace Bridge.Tests.Connectors.Freshdesk;

public sealed class NearestTests
{
    private static readonly string[] Names =
    [
        "Severity",
        "Steps to reproduce",
        "Pull request",
        "ETA",
        "Open",
        "Pending",
    ];

    [Theory]
    [InlineData("severty", "Severity")]
    [InlineData("Steps", "Steps to reproduce")]
    [InlineData("ETTA", "ETA")]
    [InlineData(" pending ", "Pending")]
    public void The_likeliest_name_comes_first(string wanted, string name) =>
        Assert.Equal(name, Nearest.To(wanted, Names)[0]);

    [Theory]
    [InlineData("Quarterly revenue goal")]
    [InlineData("")]
    public void What_is_like_nothing_has_no_nearest(string wanted) => Assert.Empty(Nearest.To(wanted, Names));

    [Fact]
    public void At_most_so_many_are_named() => Assert.Single(Nearest.To("Open", ["Open 1", "Open 2", "Open 3"], 1));
}
