using System.Globalization;
using System.Text.Json;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>Pages by number, with a Link header to the next one and no totals.</summary>
internal static class Page
{
    public static Answer Of<T>(
        Call call,
        IEnumerable<T> rows,
        Action<Utf8JsonWriter, T> write,
        int lastPage = int.MaxValue
    )
    {
        var errors = new List<FieldError>();
        var page = Number(call.Query("page"), 1, int.MaxValue, "page", "It should be a Positive Integer", errors);
        const string Size = "It should be a Positive Integer less than or equal to 100";
        var size = Number(call.Query("per_page"), 30, 100, "per_page", Size, errors);
        if (page > lastPage)
        {
            var beyond =
                $"You cannot access tickets beyond the {lastPage}th page. Please provide a smaller page number.";
            errors.Add(new FieldError("page", beyond, "invalid_value"));
        }

        if (errors.Count > 0)
        {
            return Answer.Of(Refusal.Invalid(errors));
        }

        var shown = rows.Skip((int)Math.Min((page - 1L) * size, int.MaxValue)).Take(size + 1).ToList();
        var more = shown.Count > size;
        var answer = Answer.Json(200, json => List(json, shown.Take(size), write));
        return more ? answer with { Next = call.PageAddress(page + 1) } : answer;
    }

    public static void List<T>(Utf8JsonWriter json, IEnumerable<T> rows, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray();
        foreach (var row in rows)
        {
            write(json, row);
        }

        json.WriteEndArray();
    }

    public static int Number(string? text, int usual, int most, string field, string message, List<FieldError> errors)
    {
        if (text is null)
        {
            return usual;
        }

        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number <= most
        )
        {
            return number;
        }

        errors.Add(new FieldError(field, message, "invalid_value"));
        return usual;
    }
}
