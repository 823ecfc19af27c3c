using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>The names that templates may use, with their values.</summary>
internal static class TemplateValues
{
    public static IReadOnlyDictionary<string, object?> Of(Draft draft, DateOnly? etaBefore = null)
    {
        var (ticket, item) = (draft.Observed.Ticket, draft.Case.Item);
        var requester = ticket.Values[FieldNames.RequesterName]?.Display ?? "";
        var eta =
            draft.Process.Eta is { } rule && draft.Value(rule.Field) is FieldValue.Date day ? day.Day : (DateOnly?)null;
        var visits = draft.Case.Visits;
        return new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["process"] = draft.Process.Name,
            ["stage"] = draft.Case.Stage,
            ["stage_before"] = visits.Length > 1 ? visits[^2].Stage : null,
            ["bounces"] = Bounces.Of(draft.Process, draft.Case),
            ["article"] = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
            {
                ["url"] = draft.Case.Article,
            },
            ["eta"] = InWords(eta),
            ["eta_before"] = InWords(etaBefore),
            ["missing"] = (draft.Case.Gate?.Missing ?? ImmutableArray<string>.Empty).ToArray(),
            ["ticket"] = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
            {
                ["id"] = ticket.Id,
                ["key"] = ticket.Key,
                ["url"] = ticket.Url,
                ["status"] = ticket.Status,
                ["subject"] = ticket.Values[FieldNames.Subject]?.Display,
                ["description"] = Raw(ticket.Values[FieldNames.Description]),
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
                f => (object?)Raw(draft.Case.Base.GetValueOrDefault(f.Name)?.Agreed),
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

    private static string? InWords(DateOnly? day) => day?.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));

    /// <summary>Formatted text keeps its HTML, so that an item's body can show it with triple braces.</summary>
    private static string? Raw(FieldValue? value) =>
        value switch
        {
            FieldValue.Rich rich => rich.Html,
            FieldValue.Date date => InWords(date.Day),
            _ => value?.Display,
        };
}
