using Bridge.Core.Model;
using Bridge.Core.Reporting;

namespace Bridge.Core.Tests.Planning;

public sealed class FindingWordsTests
{
    [Fact]
    public void Each_kind_has_words_once_and_in_order() =>
        Assert.Equal(Enum.GetValues<FindingKind>(), FindingWords.All.Select(w => w.Kind));

    [Theory]
    [InlineData("GateViolation")]
    [InlineData("gate violation")]
    [InlineData("gate-violation")]
    public void A_kind_is_found_by_its_name_and_its_word(string name) =>
        Assert.Equal(FindingKind.GateViolation, FindingWords.Find(name)?.Kind);

    [Fact]
    public void What_is_no_kind_is_not_found() => Assert.Null(FindingWords.Find("gate"));
}
