using System.Text.Json;
using Bridge.Core.Text;

namespace Bridge.Core.Tests.Text;

public sealed class ClickUpRunsTests
{
    [Theory]
    [InlineData("""[{"text":"a"}]""", "<p>a</p>")]
    [InlineData("""[{"text":"a\nb\n\nc\n","attributes":{}}]""", "<p>a<br>b</p><p>c</p>")]
    [InlineData(
        """[{"text":"a","attributes":{"bold":true,"link":"https://example.com/"}}]""",
        "<p><a href=\"https://example.com/\" rel=\"noopener noreferrer\"><strong>a</strong></a></p>"
    )]
    [InlineData(
        """[{"text":"a"},{"text":"\n","attributes":{"list":"bullet"}},{"text":"b"},{"text":"\n","attributes":{"list":{"list":"bullet"},"indent":1}}]""",
        "<ul><li>a<ul><li>b</li></ul></li></ul>"
    )]
    [InlineData(
        """[{"text":"a"},{"text":"\n","attributes":{"list":{"list":"ordered"}}},{"text":"b\n"}]""",
        "<ol><li>a</li></ol><p>b</p>"
    )]
    [InlineData(
        """[{"text":"a"},{"text":"\n","attributes":{"list":"checked"}},{"text":"b"},{"text":"\n","attributes":{"list":"unchecked"}}]""",
        "<ul><li>[x] a</li><li>[ ] b</li></ul>"
    )]
    [InlineData(
        """[{"text":"x = 1"},{"text":"\n","attributes":{"code-block":{"code-block":"plain"}}},{"text":"  y"},{"text":"\n","attributes":{"code-block":{"code-block":"plain"}}}]""",
        "<pre><code>x = 1\n  y</code></pre>"
    )]
    [InlineData("""[{"type":"tag","user":{"id":1,"username":"Ann"},"text":"@Ann"},{"text":" hi"}]""", "<p>@Ann hi</p>")]
    [InlineData("""[{"type":"tag","text":"@Ann Lee"}]""", "<p>@Ann Lee</p>")]
    [InlineData("""[{"type":"emoticon","emoticon":{"code":"1f60a"},"text":"x"}]""", "<p>😊</p>")]
    [InlineData("""[{"type":"emoticon","emoticon":{"code":"nonsense"},"text":":x:"}]""", "<p>:x:</p>")]
    [InlineData("""[{"type":"task_mention","task_mention":{"task_id":"abc"},"text":"Fix it"}]""", "<p>Fix it</p>")]
    [InlineData(
        """[{"type":"bookmark","bookmark":{"url":"https://example.com/b"},"text":""}]""",
        "<p><a href=\"https://example.com/b\" rel=\"noopener noreferrer\">https://example.com/b</a></p>"
    )]
    [InlineData("""[{"type":"image","text":"shot.png","image":{"id":"i1"}}]""", "<p>[image: shot.png]</p>")]
    [InlineData("""[7,null,"x",{"type":3}]""", "")]
    [InlineData("\"plain\"", "<p>plain</p>")]
    public void Segments_are_read(string comment, string html) =>
        Assert.Equal(html, HtmlText.Write(ClickUpRuns.Read(JsonDocument.Parse(comment).RootElement)));

    [Fact]
    public void Block_attributes_stand_on_the_run_that_ends_the_line() =>
        Assert.Equal(
            """[{"text":"a","attributes":{"bold":true}},{"text":"\n"},{"text":"b"},{"text":"\n","attributes":{"list":{"list":"ordered"}}},{"text":"c"},{"text":"\n","attributes":{"list":{"list":"bullet"},"indent":1}},{"text":"d"},{"text":"\n","attributes":{"code-block":{"code-block":"plain"}}}]""",
            ClickUpRuns
                .Write(HtmlText.Read("<b>a</b><ol><li>b<ul><li>c</li></ul></li></ol><pre>d</pre>"))
                .ToJsonString()
        );

    [Fact]
    public void Recorded_comments_are_read()
    {
        using var page = SharedFixtures.Read("clickup/api.task.comments.json");
        var comment = page.RootElement.GetProperty("comments")[0].GetProperty("comment");
        Assert.Equal("Task comment content", PlainText.Write(ClickUpRuns.Read(comment)));
    }
}
