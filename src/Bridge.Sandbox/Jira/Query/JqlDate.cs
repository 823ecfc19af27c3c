using System.Globalization;

namespace Bridge.Sandbox.Jira.Query;

/// <summary>
/// Dates in JQL: unquoted digits are milliseconds since 1970; a quoted literal is of minute precision and in the
/// searcher's time zone unless it ends in UTC; -15m and the like count from now.
/// </summary>
internal static class JqlDate
{
    private static readonly string[] Formats = ["yyyy-MM-dd HH:mm", "yyyy/MM/dd HH:mm", "yyyy-MM-dd", "yyyy/MM/dd"];

    public static DateTimeOffset Read(JqlToken token, string field, JqlScope scope)
    {
        var text = token.Text.Trim();
        if (
            token.Kind == JqlKind.Word
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ms)
        )
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(ms);
        }

        return Period(text) is { } period ? scope.Site.Now + period
            : Literal(text, scope) is { } at ? at
            : throw new JqlException(
                $"Date value '{text}' for field '{field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', "
                    + "'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'."
            );
    }

    private static DateTimeOffset? Literal(string text, JqlScope scope)
    {
        var isUtc = text.EndsWith(" UTC", StringComparison.Ordinal) && scope.Site.Options.Flavor == JiraFlavor.Cloud;
        if (
            !DateTime.TryParseExact(
                isUtc ? text[..^4].TrimEnd() : text,
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var local
            )
        )
        {
            return null;
        }

        var zone = isUtc ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(scope.User.TimeZone);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    private static TimeSpan? Period(string text)
    {
        var total = TimeSpan.Zero;
        var sign = text.StartsWith('-') ? -1 : 1;
        var parts = text.TrimStart('-', '+').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts)
        {
            if (!int.TryParse(part[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                return null;
            }

            var unit = part[^1] switch
            {
                'm' => TimeSpan.FromMinutes(1),
                'h' => TimeSpan.FromHours(1),
                'd' => TimeSpan.FromDays(1),
                'w' => TimeSpan.FromDays(7),
                _ => TimeSpan.Zero,
            };
            if (unit == TimeSpan.Zero)
            {
                return null;
            }

            total += unit * count;
        }

        return parts.Length == 0 ? null : total * sign;
    }
}
