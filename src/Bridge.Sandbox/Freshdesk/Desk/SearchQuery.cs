using System.Globalization;

namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>
/// The grammar of <c>/search/tickets</c>: <c>"priority:3 AND (status:2 OR cf_tier:'gold')"</c> with <c>:&gt;</c> for at
/// least and <c>:&lt;</c> for at most. AND binds closer than OR.
/// </summary>
internal sealed class SearchQuery
{
    private const string Unclear =
        "Given query is invalid. Please check the query format: \"field_name:field_value AND field_name:field_value\"";

    private static readonly object?[] NoTags = [null];

    private readonly FieldCatalog fields;
    private readonly string text;
    private int at;
    private FieldError? error;

    private SearchQuery(string text, FieldCatalog fields)
    {
        this.text = text;
        this.fields = fields;
    }

    /// <summary>The filter, or what is wrong. The query comes in double quotes and has at most 512 characters.</summary>
    public static (Func<FreshdeskTicket, bool> Matches, FieldError? Error) Parse(string query, FieldCatalog fields)
    {
        if (query.Length > 512)
        {
            var message = $"Has {query.Length} characters, it can have maximum of 512 characters";
            return (_ => false, new FieldError("query", message, "invalid_value"));
        }

        if (query.Length < 3 || query[0] != '"' || query[^1] != '"')
        {
            return (_ => false, new FieldError("query", Unclear, "invalid_value"));
        }

        var parser = new SearchQuery(query[1..^1], fields);
        var matches = parser.Any();
        parser.Space();
        return parser.at < parser.text.Length ? (matches, parser.error ?? Wrong()) : (matches, parser.error);
    }

    private static FieldError Wrong() => new("query", Unclear, "invalid_value");

    private static string Text(object? value) =>
        value switch
        {
            null => "null",
            true => "true",
            false => "false",
            DateTimeOffset moment => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static bool Compare(object? actual, string sign, string wanted)
    {
        if (sign == ":")
        {
            return string.Equals(Text(actual), wanted, StringComparison.OrdinalIgnoreCase);
        }

        if (actual is null)
        {
            return false;
        }

        var order =
            decimal.TryParse(Text(actual), CultureInfo.InvariantCulture, out var a)
            && decimal.TryParse(wanted, CultureInfo.InvariantCulture, out var b)
                ? a.CompareTo(b)
                : string.CompareOrdinal(Text(actual), wanted);
        return sign == ":>" ? order >= 0 : order <= 0;
    }

    private Func<FreshdeskTicket, bool> Any()
    {
        var left = this.All();
        while (this.Word("OR"))
        {
            var (first, second) = (left, this.All());
            left = t => first(t) || second(t);
        }

        return left;
    }

    private Func<FreshdeskTicket, bool> All()
    {
        var left = this.One();
        while (this.Word("AND"))
        {
            var (first, second) = (left, this.One());
            left = t => first(t) && second(t);
        }

        return left;
    }

    private Func<FreshdeskTicket, bool> One()
    {
        this.Space();
        if (this.Take("("))
        {
            var inner = this.Any();
            this.Space();
            if (!this.Take(")"))
            {
                this.error ??= Wrong();
            }

            return inner;
        }

        var start = this.at;
        while (this.at < this.text.Length && (char.IsLetterOrDigit(this.text[this.at]) || this.text[this.at] == '_'))
        {
            this.at++;
        }

        var name = this.text[start..this.at];
        var sign =
            this.Take(":>") ? ":>"
            : this.Take(":<") ? ":<"
            : this.Take(":") ? ":"
            : "";
        if (name.Length == 0 || sign.Length == 0)
        {
            this.error ??= Wrong();
            this.at = this.text.Length;
            return _ => false;
        }

        var wanted = this.Value();
        return this.Field(name) is { } read ? t => read(t).Any(v => Compare(v, sign, wanted)) : _ => false;
    }

    private Func<FreshdeskTicket, IEnumerable<object?>>? Field(string name)
    {
        switch (name)
        {
            case "agent_id":
                return t => [t.ResponderId];
            case "group_id":
                return t => [t.GroupId];
            case "priority":
                return t => [t.Priority];
            case "status":
                return t => [t.Status];
            case "type":
                return t => [t.Type];
            case "tag":
                return t => t.Tags.Count == 0 ? NoTags : t.Tags;
            case "due_by":
                return t => [t.DueBy];
            case "fr_due_by":
                return t => [t.FirstResponseDueBy];
            case "created_at":
                return t => [t.CreatedAt];
            case "updated_at":
                return t => [t.UpdatedAt];
            case "custom_string":
                return t => t.CustomFields.Values.OfType<string>();
            case var _ when this.fields.Custom(name) is { Custom: not FreshdeskFieldType.Paragraph }:
                return t => [t.CustomFields.GetValueOrDefault(name)];
            default:
                this.error ??= new FieldError(name, PayloadReader.Unexpected, "invalid_field");
                return null;
        }
    }

    private string Value()
    {
        if (this.Take("'"))
        {
            var end = this.text.IndexOf('\'', this.at);
            if (end < 0)
            {
                this.error ??= Wrong();
                end = this.text.Length;
            }

            var quoted = this.text[this.at..end];
            this.at = Math.Min(end + 1, this.text.Length);
            return quoted;
        }

        var start = this.at;
        while (this.at < this.text.Length && this.text[this.at] is not (' ' or ')' or '('))
        {
            this.at++;
        }

        return this.text[start..this.at];
    }

    private bool Word(string word)
    {
        this.Space();
        return this.Take(word);
    }

    private bool Take(string token)
    {
        if (string.CompareOrdinal(this.text, this.at, token, 0, token.Length) != 0)
        {
            return false;
        }

        this.at += token.Length;
        return true;
    }

    private void Space()
    {
        while (this.at < this.text.Length && this.text[this.at] == ' ')
        {
            this.at++;
        }
    }
}
