using System.Text.Json;
using Bridge.Core.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Bridge.Core.Tests.Text;

public sealed class TextProperties
{
    private const int Tests = 200;

    public static TheoryData<string> Formats => ["html", "adf", "markdown", "clickup", "wiki"];

    public static TheoryData<string> Readers => ["html", "adf", "markdown", "wiki", "plain", "fingerprint"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_document_is_read_back_as_far_as_the_format_carries_it(string format)
    {
        var (write, read, reduce) = Of(format);
        Hold(TextDocs.Wild, doc => Same(read(write(doc)), reduce(doc)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Writing_what_was_read_writes_the_same_again(string format)
    {
        var (write, read, _) = Of(format);
        Hold(TextDocs.Wild, doc => Same(write(read(write(doc))), write(doc)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Reducing_twice_is_reducing_once(string format)
    {
        var (_, _, reduce) = Of(format);
        Hold(TextDocs.Wild, doc => Same(reduce(reduce(doc)), reduce(doc)));
    }

    [Theory]
    [InlineData("html", "adf")]
    [InlineData("adf", "html")]
    [InlineData("html", "clickup")]
    [InlineData("clickup", "html")]
    [InlineData("html", "markdown")]
    [InlineData("markdown", "html")]
    [InlineData("adf", "markdown")]
    [InlineData("clickup", "adf")]
    public void A_document_that_goes_on_loses_only_what_the_next_format_cannot_carry(string first, string second)
    {
        var (one, two) = (Of(first), Of(second));
        Hold(TextDocs.Wild, doc => Same(two.Read(two.Write(one.Read(one.Write(doc)))), two.Reduce(one.Reduce(doc))));
    }

    [Theory]
    [InlineData("html", "adf")]
    [InlineData("html", "clickup")]
    [InlineData("html", "markdown")]
    [InlineData("html", "wiki")]
    public void A_comment_that_went_over_and_back_goes_over_the_same_again(string first, string second)
    {
        var (one, two) = (Of(first), Of(second));
        Hold(
            TextDocs.Wild,
            doc =>
            {
                var there = two.Write(one.Read(one.Write(doc)));
                var back = one.Write(two.Read(there));
                return Same(two.Write(one.Read(back)), two.Write(two.Read(there)));
            }
        );
    }

    [Theory]
    [InlineData("markdown")]
    [InlineData("wiki")]
    public void A_markup_keeps_every_mark_on_words_of_their_own(string format)
    {
        var (_, _, reduce) = Of(format);
        Hold(
            TextDocs.MarkedWords,
            doc => Same(reduce(doc), format == "wiki" ? doc.Normalise() : TextDocs.WithoutUnderline(doc))
        );
    }

    [Fact]
    public void Normalising_twice_is_normalising_once() =>
        Hold(TextDocs.Wild, doc => Same(doc.Normalise().Normalise(), doc.Normalise()));

    [Theory]
    [MemberData(nameof(Readers))]
    public void No_reader_throws_on_any_text(string reader)
    {
        Func<string, object> read = reader switch
        {
            "html" => HtmlText.Read,
            "adf" => AdfText.Read,
            "markdown" => MarkdownText.Read,
            "wiki" => WikiText.Read,
            "plain" => PlainText.Read,
            _ => TextFingerprint.Of,
        };
        Hold(TextDocs.NastyStrings, text => read(text) is not null);
    }

    [Fact]
    public void No_reader_throws_on_any_json() =>
        Hold(TextDocs.Json, json => AdfText.Read(Parse(json)) is not null && ClickUpRuns.Read(Parse(json)) is not null);

    [Fact]
    public void What_a_reader_gives_is_normalised() =>
        Hold(
            TextDocs.NastyStrings,
            text =>
                Same(HtmlText.Read(text).Normalise(), HtmlText.Read(text))
                && Same(MarkdownText.Read(text).Normalise(), MarkdownText.Read(text))
                && Same(WikiText.Read(text).Normalise(), WikiText.Read(text))
        );

    [Fact]
    public void Written_html_holds_no_script_and_no_javascript_address() =>
        Hold(
            TextDocs.Wild,
            doc =>
                HtmlText.Write(doc) is var html
                && !html.Contains("<script", StringComparison.OrdinalIgnoreCase)
                && !html.Contains("href=\"javascript", StringComparison.OrdinalIgnoreCase)
                && !html.Contains("src=\"javascript", StringComparison.OrdinalIgnoreCase)
        );

    [Fact]
    public void Plain_text_written_from_what_was_read_is_the_same_again() =>
        Hold(
            TextDocs.NastyStrings,
            text =>
                Same(
                    PlainText.Write(PlainText.Read(PlainText.Write(PlainText.Read(text)))),
                    PlainText.Write(PlainText.Read(text))
                )
        );

    [Fact]
    public void A_fingerprint_outlives_the_way_through_html() =>
        Hold(
            TextDocs.Wild,
            doc =>
                Same(TextFingerprint.Of(HtmlText.Read(HtmlText.Write(doc))), TextFingerprint.Of(HtmlText.Reduce(doc)))
        );

    [Fact]
    public void A_fingerprint_of_a_fingerprint_is_itself() =>
        Hold(
            TextDocs.NastyStrings,
            text => Same(TextFingerprint.OfPlain(TextFingerprint.OfPlain(text)), TextFingerprint.OfPlain(text))
        );

    [Fact]
    public void A_truncated_document_is_never_longer_than_asked() =>
        Hold(
            from doc in TextDocs.Wild
            from limit in Gen.Choose(0, 80)
            select (doc, limit),
            pair => PlainText.Write(pair.doc.Truncate(pair.limit, "(shortened)")).Length <= pair.limit
        );

    private static void Hold<T>(Gen<T> values, Func<T, bool> property) =>
        Prop.ForAll(values.ToArbitrary(), property)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Tests).WithQuietOnSuccess(true));

    private static bool Same<T>(T actual, T expected)
    {
        Assert.Equal(expected, actual);
        return true;
    }

    private static (Func<TextDoc, string> Write, Func<string, TextDoc> Read, Func<TextDoc, TextDoc> Reduce) Of(
        string format
    ) =>
        format switch
        {
            "html" => (HtmlText.Write, HtmlText.Read, HtmlText.Reduce),
            "adf" => (doc => AdfText.Write(doc).ToJsonString(), json => AdfText.Read(json), AdfText.Reduce),
            "markdown" => (MarkdownText.Write, MarkdownText.Read, MarkdownText.Reduce),
            "clickup" => (
                doc => ClickUpRuns.Write(doc).ToJsonString(),
                json => ClickUpRuns.Read(Parse(json)),
                ClickUpRuns.Reduce
            ),
            _ => (WikiText.Write, WikiText.Read, WikiText.Reduce),
        };

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
