using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Core.Text;

namespace Bridge.Core.Tests.Text;

public sealed class AdfTextTests
{
    [Theory]
    [InlineData(
        """{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"strong"},{"type":"textColor","attrs":{"color":"#f00"}}]}]}""",
        "<p><strong>a</strong></p>"
    )]
    [InlineData(
        """{"type":"paragraph","content":[{"type":"mention","attrs":{"id":"5b1","text":"@Ann"}},{"type":"text","text":" look"}]}""",
        "<p>@Ann look</p>"
    )]
    [InlineData(
        """{"type":"paragraph","content":[{"type":"emoji","attrs":{"shortName":":smile:","text":"😄"}}]}""",
        "<p>😄</p>"
    )]
    [InlineData(
        """{"type":"paragraph","content":[{"type":"date","attrs":{"timestamp":"1700006400000"}}]}""",
        "<p>2023-11-15</p>"
    )]
    [InlineData(
        """{"type":"paragraph","content":[{"type":"status","attrs":{"text":"DONE","color":"green"}}]}""",
        "<p>DONE</p>"
    )]
    [InlineData(
        """{"type":"blockCard","attrs":{"url":"https://example.com/x"}}""",
        "<p><a href=\"https://example.com/x\" rel=\"noopener noreferrer\">https://example.com/x</a></p>"
    )]
    [InlineData(
        """{"type":"panel","attrs":{"panelType":"info"},"content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]}]}""",
        "<p>a</p>"
    )]
    [InlineData(
        """{"type":"expand","attrs":{"title":"More"},"content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]}]}""",
        "<p><strong>More</strong></p><p>a</p>"
    )]
    [InlineData(
        """{"type":"taskList","content":[{"type":"taskItem","attrs":{"state":"DONE"},"content":[{"type":"text","text":"a"}]}]}""",
        "<ul><li>[x] a</li></ul>"
    )]
    [InlineData(
        """{"type":"mediaSingle","content":[{"type":"media","attrs":{"id":"m1","type":"file","alt":"shot.png"}}]}""",
        "<p>[image: shot.png]</p>"
    )]
    [InlineData(
        """{"type":"unheardOf","content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]}]}""",
        "<p>a</p>"
    )]
    [InlineData(
        """{"type":"codeBlock","attrs":{"language":"java"},"content":[{"type":"text","text":"a\n b"}]}""",
        "<pre><code class=\"language-java\">a\n b</code></pre>"
    )]
    public void A_node_is_read(string node, string html) =>
        Assert.Equal(html, HtmlText.Write(AdfText.Read($$"""{"type":"doc","version":1,"content":[{{node}}]}""")));

    [Fact]
    public void Null_is_empty_and_a_string_is_wiki_markup()
    {
        Assert.Equal(TextDoc.Empty, AdfText.Read(JsonDocument.Parse("null").RootElement));
        Assert.Equal(
            "<p><strong>a</strong></p>",
            HtmlText.Write(AdfText.Read(JsonDocument.Parse("\"*a*\"").RootElement))
        );
    }

    [Fact]
    public void An_empty_document_has_its_content_array() =>
        Assert.Equal("""{"type":"doc","version":1,"content":[]}""", AdfText.Write(TextDoc.Empty).ToJsonString());

    [Fact]
    public void A_list_item_that_begins_with_code_is_given_a_paragraph_before_it()
    {
        var adf = AdfText.Write(HtmlText.Read("<ul><li><pre>x</pre></li></ul>")).ToJsonString();
        Assert.Contains(
            """{"type":"listItem","content":[{"type":"paragraph","content":[]},{"type":"codeBlock" """.TrimEnd(),
            adf,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Code_bears_no_other_mark_than_a_link()
    {
        var adf = AdfText.Write(HtmlText.Read("<b><a href=\"https://example.com/\"><code>x</code></a></b>"));
        Assert.Equal(
            ["link", "code"],
            Nodes(adf, "marks").SelectMany(marks => marks!.AsArray()).Select(mark => (string?)mark!["type"])
        );
    }

    [Fact]
    public void No_text_node_is_empty_or_holds_a_control_character()
    {
        var adf = AdfText.Write(HtmlText.Read("<p>a\u0007</p><p> \u200B </p><ul><li></li></ul><h1></h1>"));
        Assert.Equal(["a"], Nodes(adf, "text").Select(text => (string?)text));
    }

    [Fact]
    public void A_recorded_comment_is_read()
    {
        using var comment = SharedFixtures.Read("jira/rest/airbyte-comment-v3-adf.json");
        Assert.Equal("Closed", PlainText.Write(AdfText.Read(comment.RootElement.GetProperty("body"))));
    }

    private static IEnumerable<JsonNode?> Nodes(JsonNode? node, string name) =>
        node switch
        {
            JsonObject members => members.SelectMany(member =>
                member.Key == name ? Nodes(member.Value, name).Prepend(member.Value) : Nodes(member.Value, name)
            ),
            JsonArray elements => elements.SelectMany(element => Nodes(element, name)),
            _ => [],
        };
}
