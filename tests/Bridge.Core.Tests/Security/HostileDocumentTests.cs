using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Core.Text;
using FsCheck;
using FsCheck.Fluent;
using Markdig;

namespace Bridge.Core.Tests.Security;

/// <summary>Whatever a text was read from, what is written of it holds allowed things only, in every tool's language.</summary>
public sealed class HostileDocumentTests
{
    private const int Fuzzed = 120;

    private static readonly Gen<string> Mixed =
        from count in Gen.Choose(1, 5)
        from parts in Gen.Elements(HostileTexts.All.Append("words").Append("\n\n").Append(" ").ToArray()).ArrayOf(count)
        from cut in Gen.Choose(0, 400)
        select Cut(string.Concat(parts), cut);

    public static TheoryData<string> Languages => ["html", "adf", "markdown", "wiki", "clickup"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Each_known_trick_comes_out_as_allowed_things_only(string language) =>
        Assert.All(
            HostileTexts.All,
            text => Assert.All(Docs(text), doc => Assert.Empty(Forbidden(language, doc).Distinct()))
        );

    [Theory]
    [MemberData(nameof(Languages))]
    public void Tricks_put_together_come_out_as_allowed_things_only(string language) =>
        Prop.ForAll(
                Mixed.ToArbitrary(),
                text =>
                {
                    foreach (var doc in Docs(text))
                    {
                        Assert.Empty(Forbidden(language, doc).Distinct());
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Fuzzed).WithQuietOnSuccess(true));

    [Theory]
    [InlineData("[~admin]")]
    [InlineData("@all @everyone")]
    [InlineData("<span data-mention=\"1\">@admin</span>")]
    public void Nobody_is_mentioned_by_what_a_customer_wrote(string text)
    {
        var mention = JsonDocument.Parse(
            """{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"mention","attrs":{"id":"5b10","text":"@Ada"}}]}]}"""
        );
        foreach (var doc in Docs(text).Append(AdfText.Read(mention.RootElement)))
        {
            Assert.Empty(AllowList.OfAdf(AdfText.Write(doc)));
            Assert.Empty(AllowList.OfRuns(ClickUpRuns.Write(doc)));
            Assert.Empty(AllowList.OfWiki(WikiText.Write(doc)));
        }
    }

    [Fact]
    public void The_check_sees_what_is_not_allowed()
    {
        Assert.NotEmpty(AllowList.OfHtml("<img src=x onerror=alert(1)>"));
        Assert.NotEmpty(AllowList.OfHtml("<p style=\"x\">a</p>"));
        Assert.NotEmpty(AllowList.OfHtml("<a href=\"javascript:x\">a</a>"));
        Assert.NotEmpty(AllowList.OfAdf(JsonNode.Parse("""{"type":"doc","content":[{"type":"mention"}]}""")));
        Assert.NotEmpty(AllowList.OfRuns([new JsonObject { ["type"] = "tag" }]));
        Assert.NotEmpty(AllowList.OfWiki("[~admin]"));
        Assert.NotEmpty(AllowList.OfWiki("a {html}b{html}"));
        Assert.NotEmpty(AllowList.OfWiki("!https://evil.example/x.png!"));
        Assert.Empty(AllowList.OfWiki(@"\[~admin\] \{html\} {code}{html}{code} [a|https://ok.example]"));
    }

    /// <summary>The text as each reader takes it.</summary>
    private static TextDoc[] Docs(string text) =>
        [
            HtmlText.Read(text),
            HtmlText.Read($"<p>before {text} after</p>"),
            HtmlText.Read($"<pre>{text}</pre>"),
            HtmlText.Read($"<table><tr><td>{text}</td><td>{text}</td></tr></table>"),
            HtmlText.Read($"<ul><li>{text}</ul>"),
            PlainText.Read(text),
            MarkdownText.Read(text),
            WikiText.Read(text),
            AdfText.Read(Adf(text)),
            ClickUpRuns.Read(JsonSerializer.SerializeToElement(new[] { new { text } })),
            new([new Block.Paragraph([new Inline.Text(text, new Marks(Link: text)), new Inline.Mention(text)])]),
            new([new Block.Paragraph([new Inline.Image(text, text, text)]), new Block.CodeBlock(text, text)]),
        ];

    private static JsonElement Adf(string text) =>
        JsonSerializer.SerializeToElement(
            new
            {
                type = "doc",
                version = 1,
                content = new object[]
                {
                    new
                    {
                        type = "paragraph",
                        content = new object[]
                        {
                            new
                            {
                                type = "text",
                                text,
                                marks = new object[] { new { type = "link", attrs = new { href = text } } },
                            },
                            new { type = "inlineCard", attrs = new { url = text } },
                        },
                    },
                    new { type = "extension", attrs = new { extensionKey = text } },
                },
            }
        );

    private static IEnumerable<string> Forbidden(string language, TextDoc doc) =>
        language switch
        {
            "html" => AllowList.OfHtml(HtmlText.Write(doc)),
            "adf" => AllowList.OfAdf(AdfText.Write(doc)),
            "markdown" => AllowList.OfHtml(Markdown.ToHtml(MarkdownText.Write(doc))),
            "wiki" => AllowList.OfWiki(WikiText.Write(doc)),
            _ => AllowList.OfRuns(ClickUpRuns.Write(doc)),
        };

    private static string Cut(string text, int length) => length >= text.Length ? text : text[..length];
}
