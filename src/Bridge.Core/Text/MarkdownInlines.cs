using Markdig.Syntax.Inlines;
using Md = Markdig.Syntax.Inlines;

namespace Bridge.Core.Text;

/// <summary>The inlines of a Markdown paragraph; unknown ones stand for their content.</summary>
internal static class MarkdownInlines
{
    public static void Read(ContainerInline? container, Marks marks, List<Inline> into)
    {
        foreach (var inline in container ?? [])
        {
            Read(inline, marks, into);
        }
    }

    private static void Read(Md.Inline inline, Marks marks, List<Inline> into)
    {
        switch (inline)
        {
            case LiteralInline literal:
                into.Add(new Inline.Text(literal.Content.ToString(), marks));
                break;
            case HtmlEntityInline entity:
                into.Add(new Inline.Text(entity.Transcoded.ToString(), marks));
                break;
            case CodeInline code:
                into.Add(new Inline.Text(code.Content, marks with { Code = true }));
                break;
            case LineBreakInline:
                into.Add(new Inline.LineBreak());
                break;
            case HtmlInline html when html.Tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase):
                into.Add(new Inline.LineBreak());
                break;
            case HtmlInline:
                break;
            case AutolinkInline auto:
                into.Add(
                    new Inline.Text(auto.Url, marks with { Link = auto.IsEmail ? $"mailto:{auto.Url}" : auto.Url })
                );
                break;
            case LinkInline { IsImage: true } image:
                var alt = new List<Inline>();
                Read(image, Marks.None, alt);
                into.Add(
                    new Inline.Image(
                        PlainText.Write(new TextDoc([new Block.Paragraph(alt.ToEquatableList())])),
                        image.Url,
                        null
                    )
                );
                break;
            case LinkInline link:
                Read(link, marks with { Link = SafeLink.Of(link.Url) ?? marks.Link }, into);
                break;
            case EmphasisInline { DelimiterChar: '~' } strike:
                Read(strike, marks with { Strike = true }, into);
                break;
            case EmphasisInline { DelimiterCount: 1 } emphasis:
                Read(emphasis, marks with { Emphasis = true }, into);
                break;
            case EmphasisInline strong:
                Read(strong, marks with { Strong = true }, into);
                break;
            case DelimiterInline delimiter:
                into.Add(new Inline.Text(delimiter.ToLiteral(), marks));
                Read(delimiter, marks, into);
                break;
            case ContainerInline container:
                Read(container, marks, into);
                break;
            default:
                break;
        }
    }
}
