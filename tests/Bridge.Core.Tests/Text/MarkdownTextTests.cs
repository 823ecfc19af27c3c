using Bridge.Core.Text;

namespace Bridge.Core.Tests.Text;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("<p>1. not a list</p>", "1\\. not a list")]
    [InlineData("<p># no heading</p>", "\\# no heading")]
    [InlineData("<p>~~a~~</p>", "\\~\\~a\\~\\~")]
    [InlineData("<p>a*b*c snake_case_name C:\\x</p>", "a\\*b\\*c snake_case_name C:\\\\x")]
    [InlineData("<p>&lt;b&gt; [x](y) AT&amp;T</p>", "\\<b> \\[x\\](y) AT\\&T")]
    [InlineData("<p>a<br>- b</p>", "a  \n\\- b")]
    [InlineData("<p><b>a</b> <i>b</i> <s>c</s> <code>d`e</code></p>", "**a** *b* ~~c~~ ``d`e``")]
    [InlineData("<p><b>a</b>b</p>", "**a**b")]
    [InlineData("<p><b>a.</b>b</p>", "a.b")]
    [InlineData("<a href=\"https://example.com/(x)\">a</a>", "[a](<https://example.com/(x)>)")]
    [InlineData("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "- a\n\n  1. b\n- c")]
    [InlineData(
        "<ol start=\"9\"><li>a</li><li>b<pre>x\n\ny</pre></li></ol>",
        "9. a\n10. b\n\n    ```\n    x\n\n    y\n    ```"
    )]
    [InlineData("<blockquote><p>a</p><p>b</p></blockquote><hr>", "> a\n>\n> b\n\n---")]
    [InlineData(
        "<table><tr><td>a|b</td><td>c</td></tr><tr><td></td><td>d</td></tr></table>",
        "| a\\|b | c |\n| --- | --- |\n|  | d |"
    )]
    [InlineData("<pre>```</pre>", "````\n```\n````")]
    [InlineData("<img src=\"https://example.com/a.png\" alt=\"a [b]\">", "![a \\[b\\]](https://example.com/a.png)")]
    public void Html_becomes_markdown(string html, string markdown) =>
        Assert.Equal(markdown, MarkdownText.Write(HtmlText.Read(html)));

    [Theory]
    [InlineData("a\nb", "<p>a<br>b</p>")]
    [InlineData("<b onclick=x>a</b> <script>alert(1)</script>", "<p>a alert(1)</p>")]
    [InlineData("<div>\n<script>alert(1)</script><b>a</b></div>", "<p><strong>a</strong></p>")]
    [InlineData(
        "<https://example.com/>",
        "<p><a href=\"https://example.com/\" rel=\"noopener noreferrer\">https://example.com/</a></p>"
    )]
    [InlineData("[a](javascript:alert(1))", "<p>a</p>")]
    [InlineData("* [ ] a\n* b", "<ul><li>[ ] a</li><li>b</li></ul>")]
    public void Markdown_is_read(string markdown, string html) =>
        Assert.Equal(html, HtmlText.Write(MarkdownText.Read(markdown)));

    [Theory]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("[")]
    [InlineData("**a ")]
    public void Markdown_that_nests_without_end_keeps_its_words(string mark) =>
        Assert.Contains(
            "deep",
            PlainText.Write(MarkdownText.Read(string.Concat(Enumerable.Repeat(mark, 3000)) + "deep")),
            StringComparison.Ordinal
        );
}
