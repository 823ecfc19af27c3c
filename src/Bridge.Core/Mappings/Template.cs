using HandlebarsDotNet;

namespace Bridge.Core.Mappings;

/// <summary>
/// A Handlebars text. Values are HTML-escaped where the text is HTML; names without a value give nothing.
/// </summary>
public sealed class Template
{
    private static readonly IHandlebars Html = Handlebars.Create(
        new HandlebarsConfiguration { ThrowOnUnresolvedBindingExpression = false }
    );

    private static readonly IHandlebars Plain = Handlebars.Create(
        new HandlebarsConfiguration { ThrowOnUnresolvedBindingExpression = false, NoEscape = true }
    );

    private readonly HandlebarsTemplate<object, object> render;

    private Template(string source, HandlebarsTemplate<object, object> render)
    {
        this.Source = source;
        this.render = render;
    }

    public string Source { get; }

    /// <summary>A template whose result is HTML: values are escaped. Throws <see cref="HandlebarsException"/> on a syntax error.</summary>
    public static Template OfHtml(string source) => new(source, Html.Compile(source));

    /// <summary>A template whose result is plain text. Throws <see cref="HandlebarsException"/> on a syntax error.</summary>
    public static Template OfText(string source) => new(source, Plain.Compile(source));

    /// <summary>Fills in the values: nested dictionaries, lists and scalars.</summary>
    public string Render(IReadOnlyDictionary<string, object?> values) => this.render(values, null!);

    public override string ToString() => this.Source;
}
