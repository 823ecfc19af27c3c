namespace Bridge.Core.Text;

/// <summary>HTML as Freshdesk keeps it and as mail brings it.</summary>
public static class HtmlText
{
    private static readonly Carrier Carrier = new();

    /// <summary>Reads any HTML, however broken; scripts, styles and hidden parts are left out.</summary>
    public static TextDoc Read(string? html) => HtmlReader.Read(html ?? string.Empty);

    /// <summary>
    /// Safe HTML: every text is encoded, links are http, https or mailto and open no way back. A picture needs an address.
    /// </summary>
    public static string Write(TextDoc doc) => new HtmlWriter().Write(Reduce(doc));

    /// <summary>The readable text of HTML, lists and quotes marked as in a plain mail.</summary>
    public static string ToPlain(string? html) => PlainText.Write(Read(html));

    /// <summary>The document as HTML can carry it.</summary>
    public static TextDoc Reduce(TextDoc doc) => Carrier.Reduce(doc);
}
