using Bridge.Core.Text;

namespace Bridge.Core.Tests.Text;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<div style=\"font-family:Arial\"><div dir=\"ltr\">Test</div></div>", "<p>Test</p>")]
    [InlineData("<div>one</div><div>two</div>", "<p>one</p><p>two</p>")]
    [InlineData("a<br>b", "<p>a<br>b</p>")]
    [InlineData("a<br><br>b", "<p>a</p><p>b</p>")]
    [InlineData("a\u200B&nbsp; \n b\uFEFF", "<p>a b</p>")]
    [InlineData("<b>a </b>b", "<p><strong>a</strong> b</p>")]
    [InlineData("<span style=\"font-weight: bold\">a</span>", "<p><strong>a</strong></p>")]
    [InlineData("<style>p{}</style><script>alert(1)</script><p>a</p>", "<p>a</p>")]
    [InlineData("<p style=\"display: none\">secret</p><p>a</p>", "<p>a</p>")]
    [InlineData("<p>a</p><!-- b -->", "<p>a</p>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>", "<p>x</p>")]
    [InlineData("<a href=\"/relative\">x</a>", "<p>x</p>")]
    [InlineData(
        "<a href=\"https://example.com/?a=1&amp;b=2\" onclick=\"x()\">x</a>",
        "<p><a href=\"https://example.com/?a=1&amp;b=2\" rel=\"noopener noreferrer\">x</a></p>"
    )]
    [InlineData("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>")]
    [InlineData("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>")]
    [InlineData("<ol start=\"3\"><li>a</li></ol>", "<ol start=\"3\"><li>a</li></ol>")]
    [InlineData("<pre>\na\n  b &lt;\n</pre>", "<pre><code>a\n  b &lt;</code></pre>")]
    [InlineData("<blockquote><h2>a</h2></blockquote>", "<blockquote><p><strong>a</strong></p></blockquote>")]
    [InlineData("<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>", "<p>a</p>")]
    [InlineData(
        "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table>",
        "<table><tbody><tr><th>a</th><th>b</th></tr><tr><td>c</td><td></td></tr></tbody></table>"
    )]
    [InlineData(
        "<img class=\"inline-image\" src=\"https://example.com/a.png\" data-id=\"43\">",
        "<p><img src=\"https://example.com/a.png\" alt=\"\" data-id=\"43\"></p>"
    )]
    [InlineData("<img src=\"cid:1\" alt=\"shot\">", "<p>[image: shot]</p>")]
    [InlineData("<p>&lt;script&gt;</p>", "<p>&lt;script&gt;</p>")]
    [InlineData("<p>क्\u200Dष</p>", "<p>क्\u200Dष</p>")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Html_is_rewritten_safe_and_simple(string? html, string expected) =>
        Assert.Equal(expected, HtmlText.Write(HtmlText.Read(html)));

    [Fact]
    public void Html_as_plain_text_keeps_lists_quotes_and_addresses() =>
        Assert.Equal(
            "Hello,\n\n- one\n- two\n  1. three\n\n> said <https://example.com/>\n\na | b",
            HtmlText.ToPlain(
                "<p>Hello,</p><ul><li>one</li><li>two<ol><li>three</li></ol></li></ul>"
                    + "<blockquote><a href=\"https://example.com/\">said</a></blockquote>"
                    + "<table><tr><td>a</td><td>b</td></tr></table>"
            )
        );

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<ul><li>")]
    [InlineData("<blockquote>")]
    [InlineData("<table><tr><td>")]
    public void Html_that_nests_without_end_keeps_its_words(string tag)
    {
        var html = string.Concat(Enumerable.Repeat(tag, 5000)) + "deep";
        Assert.Contains("deep", HtmlText.ToPlain(html), StringComparison.Ordinal);
    }
}
