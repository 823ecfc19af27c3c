using Bridge.Connectors.Freshdesk;
using Bridge.Core.Text;

namespace Bridge.Tests.Connectors.Freshdesk;

public sealed class FreshdeskPlaceholderTests
{
    [Theory]
    [InlineData("<p>{{ticket.latest_private_comment}}</p>")]
    [InlineData("{{{ticket.description}}}")]
    [InlineData("{{{{ticket.description}}}}")]
    [InlineData("{% for c in ticket.comments %}{{c}}{% endfor %}")]
    [InlineData("&#123;&#123;ticket.description&#125;&#125;")]
    [InlineData("{&#x7B;ticket.description}}")]
    [InlineData("&lbrace;{ticket.description}}")]
    public void What_Freshdesk_could_fill_in_is_none_any_more_and_reads_as_before(string html)
    {
        var written = FreshdeskPlaceholders.Without(html);

        Assert.DoesNotContain("{{", System.Net.WebUtility.HtmlDecode(written), StringComparison.Ordinal);
        Assert.DoesNotContain("{%", System.Net.WebUtility.HtmlDecode(written), StringComparison.Ordinal);
        Assert.Equal(HtmlText.ToPlain(html), HtmlText.ToPlain(written));
        Assert.Equal(TextFingerprint.Of(html), TextFingerprint.Of(written));
    }

    [Theory]
    [InlineData("<p>Nothing of that kind &amp; more</p>")]
    [InlineData("<p>{ a: 1 } and 100 %</p>")]
    public void Other_text_stays_as_it_is(string html) => Assert.Equal(html, FreshdeskPlaceholders.Without(html));
}
