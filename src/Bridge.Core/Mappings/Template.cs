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

    private readonly Lazy<HandlebarsTemplate<object, object>> render;

    private Template(string source, IHandlebars language)
    {
        this.Source = source;
        this.render = new Lazy<HandlebarsTemplate<object, object>>(() => language.Compile(source));
    }

    public string Source { get; }

    /// <summary>A template whose result is HTML: values are escaped. It is compiled when it is first rendered.</summary>
    public static Template OfHtml(string source) => new(source, Html);

    /// <summary>A template whose result is plain text. It is compiled when it is first rendered.</summary>
    public static Template OfText(string source) => new(source, Plain);

    /// <summary>
    /// Fills in the values: nested dictionaries, lists and scalars. Throws <see cref="HandlebarsException"/> when the source
    /// is no template, which the reader of mapping files makes sure of.
    /// </summary>
    public string Render(IReadOnlyDictionary<string, object?> values) => this.render.Value(values, null!);

    public override string ToString() => this.Source;
}
