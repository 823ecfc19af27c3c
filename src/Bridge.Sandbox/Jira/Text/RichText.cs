using System.Text.Json;

namespace Bridge.Sandbox.Jira.Text;

/// <summary>A text that Jira keeps as ADF and that version 2 of the API and the webhooks show as wiki markup.</summary>
internal sealed class RichText
{
    private string? adf;
    private string? markup;

    private RichText(string? adf, string? markup)
    {
        this.adf = adf;
        this.markup = markup;
    }

    /// <summary>The ADF document as raw JSON.</summary>
    public string Adf => this.adf ??= AdfWriter.FromMarkup(this.markup!);

    public string Markup
    {
        get
        {
            if (this.markup is null)
            {
                using var document = JsonDocument.Parse(this.adf!);
                this.markup = AdfMarkup.Of(document.RootElement);
            }

            return this.markup;
        }
    }

    public string Html
    {
        get
        {
            using var document = JsonDocument.Parse(this.Adf);
            return AdfHtml.Of(document.RootElement);
        }
    }

    public bool IsEmpty => this.Markup.Length == 0;

    public static RichText FromAdf(JsonElement document) => new(document.GetRawText(), null);

    public static RichText FromMarkup(string text) => new(null, text.ReplaceLineEndings("\n"));

    public bool SameAs(RichText other) => string.Equals(this.Adf, other.Adf, StringComparison.Ordinal);
}
