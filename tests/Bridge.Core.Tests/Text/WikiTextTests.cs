using Bridge.Core.Text;

namespace Bridge.Core.Tests.Text;

public sealed class WikiTextTests
{
    [Theory]
    [InlineData("<p><b>a</b>b <i>c</i> <u>d</u> <s>e</s> <code>f</code></p>", "{*}a{*}b _c_ +d+ -e- {{f}}")]
    [InlineData("<p>{code} [x] a|b C:\\x</p>", "\\{code\\} \\[x\\] a\\|b C:&#92;x")]
    [InlineData("<p>h1. a<br># b<br>- c</p>", "h1&#46; a\n\\# b\n\\- c")]
    [InlineData("<p>pre-release snake_case a - b --x</p>", "pre-release snake_case a - b \\-\\-x")]
    [InlineData("<p>done (x) :)</p>", "done &#40;x) :&#41;")]
    [InlineData("<a href=\"https://example.com/\">a</a>", "[a|https://example.com/]")]
    [InlineData("<ul><li>a<ol><li>b</li></ol></li></ul>", "* a\n*# b")]
    [InlineData("<pre class=\"language-java\">x {}</pre>", "{code:java}\nx {}\n{code}")]
    [InlineData("<pre>{code}</pre>", "{noformat}\n{code}\n{noformat}")]
    [InlineData("<blockquote>a</blockquote><hr><h2>b</h2>", "{quote}\na\n{quote}\n\n----\n\nh2. b")]
    [InlineData(
        "<table><tr><th>a</th><th>b</th></tr><tr><td>c<br>d</td><td></td></tr></table>",
        "|| a || b ||\n| c\\\\d |  |"
    )]
    public void Html_becomes_wiki_markup(string html, string wiki) =>
        Assert.Equal(wiki, WikiText.Write(HtmlText.Read(html)));

    [Theory]
    [InlineData("{color:red}*a*{color}", "<p><strong>a</strong></p>")]
    [InlineData("{panel:title=x}\na\n{panel}", "<p>a</p>")]
    [InlineData(
        "[~ann] see [https://example.com/a_b_c]",
        "<p>@ann see <a href=\"https://example.com/a_b_c\" rel=\"noopener noreferrer\">https://example.com/a_b_c</a></p>"
    )]
    [InlineData("bq. said", "<blockquote><p>said</p></blockquote>")]
    [InlineData("{code:title=A.java|borderStyle=solid}x{code}", "<pre><code>x</code></pre>")]
    [InlineData("* a\ngoes on\n** b", "<ul><li>a<br>goes on<ul><li>b</li></ul></li></ul>")]
    [InlineData("- a\r\n- b", "<ul><li>a</li><li>b</li></ul>")]
    [InlineData("[0001] log *not closed", "<p>[0001] log *not closed</p>")]
    [InlineData("!shot.png|width=300! C:\\temp", "<p>[image: shot.png] C:\\temp</p>")]
    [InlineData("{code}never closed", "<p>{code}never closed</p>")]
    public void Wiki_markup_is_read(string wiki, string html) =>
        Assert.Equal(html, HtmlText.Write(WikiText.Read(wiki)));
}
