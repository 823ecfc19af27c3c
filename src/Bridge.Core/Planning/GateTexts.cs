using System.Collections.Immutable;
using System.Net;
using Bridge.Core.Mappings;

namespace Bridge.Core.Planning;

/// <summary>The bridge's own words about gates, as HTML for agents and engineers. Never for customers.</summary>
internal static class GateTexts
{
    public static string Entry(ProcessMapping process, Stage first, ImmutableArray<string> missing) =>
        $"<p><b>{E(process.Name)}</b>: this ticket is not with {E(first.Owner.Length > 0 ? first.Owner : first.Name)} yet. "
        + $"{E(first.Name)} asks for:</p>{List(missing)}<p>Fill it in here; the ticket goes on by itself then.</p>";

    public static string Reverted(Stage wanted, string backTo, ImmutableArray<string> missing) =>
        $"<p><b>Moved back to {E(backTo)}</b>: {E(wanted.Name)} asks for what is not there yet:</p>{List(missing)}"
        + $"<p>Fill it in, then move to {E(wanted.Name)} again.</p>";

    public static string Held(Stage wanted, ImmutableArray<string> missing) =>
        $"<p><b>{E(wanted.Name)} waits</b>: it asks for what is not there yet:</p>{List(missing)}"
        + "<p>Nothing goes over to the other tool until it is filled in; then it goes on by itself.</p>";

    public static string Warned(Stage wanted, ImmutableArray<string> missing) =>
        $"<p><b>{E(wanted.Name)} was entered without all it asks for:</b></p>{List(missing)}<p>Please add it.</p>";

    public static string Overridden(Stage wanted, ImmutableArray<string> missing, string reason) =>
        $"<p><b>{E(wanted.Name)} was entered by override</b>, without:</p>{List(missing)}<p>The reason given: {E(reason)}</p>";

    public static string Fight(Stage wanted, int times, ImmutableArray<string> missing) =>
        $"<p><b>{E(wanted.Name)} was put back {times} times</b> and was asked for again. The bridge leaves it now and "
        + $"mirrors nothing, so as not to fight an automation. Missing:</p>{List(missing)}"
        + "<p>Please look at it: fill it in, or stop what keeps moving it.</p>";

    private static string List(ImmutableArray<string> missing) =>
        "<ul>" + string.Concat(missing.Select(m => $"<li>{E(m)}</li>")) + "</ul>";

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
