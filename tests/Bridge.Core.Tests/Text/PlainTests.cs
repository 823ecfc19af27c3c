using Bridge.Core.Text;

namespace Bridge.Core.Tests.Text;

public sealed class PlainTests
{
    [Fact]
    public void An_empty_line_parts_paragraphs_and_a_line_end_breaks_a_line() =>
        Assert.Equal("<p>a<br>b</p><p>c</p>", HtmlText.Write(PlainText.Read("a\r\nb\r\n\r\nc\n")));

    [Fact]
    public void Equal_trees_are_equal_and_hash_alike()
    {
        var one = HtmlText.Read("<ul><li>a</li></ul>");
        var two = HtmlText.Read("<ul> <li>a </li></ul>");
        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
    }

    [Theory]
    [InlineData("Hello &amp; <b>bye</b>", "<div><div dir=\"ltr\">Hello&nbsp;&amp;\u200B bye</div></div>")]
    [InlineData("ﬁne ①", "fine 1")]
    [InlineData("a < b", "a < b ")]
    [InlineData("one\n\ntwo", "<p>one</p><p>two</p>")]
    public void What_a_tool_makes_of_a_text_has_the_same_fingerprint(string sent, string stored) =>
        Assert.Equal(TextFingerprint.Of(sent), TextFingerprint.Of(stored));

    [Fact]
    public void A_fingerprint_is_found_in_a_longer_text()
    {
        Assert.True(TextFingerprint.Contains("<div>Hi,<br>the <i>note</i></div><div>--<br>Ann</div>", "the note"));
        Assert.False(TextFingerprint.Contains("<p>anything</p>", " "));
    }

    [Theory]
    [InlineData(100, "one two three\n\nfour five")]
    [InlineData(21, "one two three\n\n(more)")]
    [InlineData(20, "one two\n\n(more)")]
    [InlineData(6, "(more)")]
    [InlineData(3, "(mo")]
    [InlineData(0, "")]
    public void A_long_text_is_cut_between_words_or_blocks(int limit, string expected) =>
        Assert.Equal(
            expected,
            PlainText.Write(HtmlText.Read("<p>one two three</p><p>four five</p>").Truncate(limit, "(more)"))
        );

    [Fact]
    public void A_word_without_end_is_cut_too()
    {
        var cut = TextDoc.Of(new string('x', 5000)).Truncate(1000, "(more)");
        Assert.InRange(PlainText.Write(cut).Length, 900, 1000);
    }
}
