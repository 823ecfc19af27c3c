using System.Collections.Immutable;
using System.Text;
using Bridge.Core.Model;
using Bridge.Core.Text;

namespace Bridge.Core.Planning;

/// <summary>The names that templates may use, with their values.</summary>
internal static class TemplateValues
{
    /// <summary>All names with what they stand for now.</summary>
    /// <param name="held">The message that they are for; null: none.</param>
    public static IReadOnlyDictionary<string, object?> Of(
        Draft draft,
        HeldMessage? held = null,
        string? language = null
    )
    {
        var (ticket, item) = (draft.Observed.Ticket, draft.Case.Item);
        var requester = ticket.Values[FieldNames.RequesterName]?.Display ?? "";
        var visits = draft.Case.Visits;
        return new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["process"] = draft.Process.Name,
            ["stage"] = draft.Case.Stage,
            ["stage_before"] = visits.Length > 1 ? visits[^2].Stage : null,
            ["attempt"] = held?.Round ?? draft.Case.Rounds.Length,
            ["attempts"] = ValidationValues.Attempts(draft),
            ["answer"] = ValidationValues.Answer(draft, held),
            ["bounces"] = Bounces.Of(draft.Process, draft.Case),
            ["article"] = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
            {
                ["url"] = draft.Case.Article,
            },
            ["eta"] = InWords(EtaPlanner.Day(draft), language),
            ["eta_before"] = InWords(held?.EtaBefore, language),
            ["missing"] = (draft.Case.Gate?.Missing ?? ImmutableArray<string>.Empty).ToArray(),
            ["ticket"] = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
            {
                ["id"] = ticket.Id,
                ["key"] = ticket.Key,
                ["url"] = ticket.Url,
                ["status"] = ticket.Status,
                ["subject"] = ticket.Values[FieldNames.Subject]?.Display,
                ["description"] = Raw(ticket.Values[FieldNames.Description], language),
                ["type"] = ticket.Values[FieldNames.Type]?.Display,
                ["priority"] = ticket.Values[FieldNames.Priority]?.Display,
            },
            ["requester"] = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
            {
                ["name"] = requester,
                ["first_name"] = requester.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(),
                ["email"] = ticket.Values[FieldNames.RequesterEmail]?.Display,
            },
            ["company"] = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
            {
                ["name"] = ticket.Values[FieldNames.CompanyName]?.Display,
                ["tier"] = ticket.Values[FieldNames.CompanyTier]?.Display,
            },
            ["item"] = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
            {
                ["key"] = item?.Key,
                ["url"] = item?.Url,
                ["status"] = draft.Observed.Item?.Status,
            },
            ["fields"] = draft.Process.Fields.ToDictionary(
                f => Slug(f.Name),
                f => Raw(draft.Case.Base.GetValueOrDefault(f.Name)?.Agreed, language),
                StringComparer.OrdinalIgnoreCase
            ),
        };
    }

    /// <summary>The name of a field in templates: lower case, everything else than letters and digits as one underscore.</summary>
    internal static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (slug.Length > 0 && slug[^1] != '_')
            {
                slug.Append('_');
            }
        }

        return slug.ToString().TrimEnd('_');
    }

    private static string? InWords(DateOnly? day, string? language) =>
        day is { } known ? DateWords.Of(known, language) : null;

    /// <summary>
    /// Formatted text keeps its HTML, so that an item's body can show it with triple braces: cleaned, since a customer wrote
    /// it, and what a template says of its own is the admin's.
    /// </summary>
    private static object? Raw(FieldValue? value, string? language) =>
        value switch
        {
            FieldValue.Rich { Html.Length: > 0 } rich => new CleanHtml(rich.Html),
            FieldValue.Date date => InWords(date.Day, language),
            _ => value?.Display,
        };

    /// <summary>Cleaned when a template asks for it, which few do.</summary>
    private sealed class CleanHtml(string html)
    {
        private string? clean;

        public override string ToString() => this.clean ??= HtmlText.Write(HtmlText.Read(html));
    }
}
