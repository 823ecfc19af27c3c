using Bridge.Core.Text;

namespace Bridge.Core.Tests.Mappings;

public sealed class NearestTests
{
    private static readonly string[] Stages =
    [
        "Validating",
        "Verifying",
        "Fixing",
        "Closed (Resolved)",
        "Closed (Unresolved)",
    ];

    [Theory]
    [InlineData("Verfiying", "Verifying")]
    [InlineData("verifying", "Verifying")]
    [InlineData("Fixin", "Fixing")]
    [InlineData("resolved", "Closed (Resolved)")]
    [InlineData("Valid", "Validating")]
    public void A_slip_finds_the_name(string wanted, string name)
    {
        Assert.Equal(name, Nearest.To(wanted, Stages)[0]);
    }

    [Theory]
    [InlineData("Deploying to production")]
    [InlineData("")]
    [InlineData("Xyz")]
    public void Something_else_finds_nothing(string wanted)
    {
        Assert.Empty(Nearest.To(wanted, Stages));
    }

    [Fact]
    public void No_more_names_come_than_were_asked_for()
    {
        Assert.Equal(["A1", "A2"], Nearest.To("A9", ["A3", "A2", "A1"], 2));
    }

    [Theory]
    [InlineData("abcd", "abdc", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_letters_and_swaps(string from, string to, int steps)
    {
        Assert.Equal(steps, Nearest.Distance(from, to));
    }
}
