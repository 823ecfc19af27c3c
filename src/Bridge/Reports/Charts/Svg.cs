using System.Globalization;
using System.Net;
using System.Text;

namespace Bridge.Reports.Charts;

/// <summary>A drawing in the making. Colours are classes of the page's stylesheet, so that it follows light, dark and print.</summary>
internal sealed class Svg
{
    /// <summary>The width of a drawing that takes half of a page, in its own units.</summary>
    internal const double Width = 640;

    private readonly StringBuilder body = new();

    internal void Rect(
        double x,
        double y,
        double width,
        double height,
        string style,
        string? title = null,
        double round = 0
    ) =>
        this.Add(
            $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(Math.Max(0, width))}\" height=\"{N(height)}\" rx=\"{N(round)}\" class=\"{style}\"",
            title,
            "rect"
        );

    internal void Line(double x1, double y1, double x2, double y2, string style) =>
        this.Add($"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" class=\"{style}\"", null, "line");

    internal void Circle(double x, double y, double radius, string style, string? title = null) =>
        this.Add($"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\" class=\"{style}\"", title, "circle");

    internal void Area(IEnumerable<(double X, double Y)> points, string style, string? title = null) =>
        this.Add($"<path d=\"M{Points(points)}Z\" class=\"{style}\"", title, "path");

    internal void Curve(IEnumerable<(double X, double Y)> points, string style) =>
        this.Add($"<path d=\"M{Points(points)}\" class=\"{style}\"", null, "path");

    /// <summary>A line of text.</summary>
    /// <param name="anchor">start, middle or end.</param>
    internal void Text(double x, double y, string text, string style = "", string anchor = "start") =>
        this.body.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\" class=\"{style}\">{WebUtility.HtmlEncode(text)}</text>\n"
        );

    /// <summary>The drawing.</summary>
    /// <param name="width">In its own units: wider ones stand where there is more room, so that all letters are of one size.</param>
    /// <param name="says">What it shows, for those who do not see it.</param>
    internal string ToMarkup(double height, string says, double width = Width) =>
        $"<svg viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(says)}\">\n{this.body}</svg>\n";

    /// <summary>A label cut to a number of letters.</summary>
    internal static string Fit(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    private static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join('L', points.Select(p => $"{N(p.X)} {N(p.Y)}"));

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private void Add(string start, string? title, string element) =>
        this
            .body.Append(start)
            .Append(title is null ? "/>\n" : $"><title>{WebUtility.HtmlEncode(title)}</title></{element}>\n");
}
